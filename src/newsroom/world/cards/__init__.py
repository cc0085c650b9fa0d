"""The design system of the pictures: grid, type, colours, motion, and one file a card."""

from newsroom.world.cards.scene import Scene, scene

__all__ = ["Scene", "scene"]
