"""Benches: figures beside the floor or peer that the same run measured."""
