"""The bundled day's morning for two channels, up to their scripts: one judgement, two scripts, the same facts."""

import asyncio
from pathlib import Path

import pytest

from newsroom import wiring
from newsroom.control.channels import enrol
from newsroom.control.loop import Loop
from newsroom.control.notebook import Notebook
from newsroom.control.policy import of_channels
from newsroom.control.records import ClaimSet
from newsroom.lab import edition as editions
from newsroom.lab.replay import Replay, run
from newsroom.model.assets import Production
from newsroom.model.errors import Refused
from newsroom.settings import channels
from newsroom.world.clock import ReplayClock
from newsroom.world.corpus import Corpus
from newsroom.world.corpus_layout import find_corpus
from newsroom.world.queue import PlainQueue
from newsroom.world.store import SqlStore


def no_voice(brief):
    """The studio ends at the guard: what comes after costs minutes and says nothing of channels."""
    raise Refused("no_voice", "Nobody speaks in this test.")


async def scripts_of(home: Path) -> tuple[tuple[Production, ...], dict[str, set[str]]]:
    """Every production of the day, and the claims that each story has."""
    corpus = Corpus(find_corpus("rehearsal"))
    start, end = corpus.span()
    # The morning is enough: it has approved stories of its own.
    end = start + (end - start) / 2
    (main,) = (one.model_copy(update={"rehearsal": True}) for one in channels(home))
    second = main.model_copy(
        update={"name": "second", "title": "Second", "pace": 1.1, "voice": "joe_deep", "voice_traits": ("brisk",)}
    )
    policy = of_channels((main, second))
    store = SqlStore(home / "newsroom.db")
    edition = editions.begin(store, "key", "rehearsal", 0, start, end)
    enrol(store, start, (main, second))
    clock, notebook = ReplayClock(start), Notebook(store)
    async with PlainQueue() as queue, wiring.news(corpus) as feeds:
        posts = wiring.outlets(home, store, policy)
        roles = {
            **wiring.roles(home, store, feeds, notebook, policy, posts),
            "voice:Voice_Actor": no_voice,
            "visuals:Visual_Artist": no_voice,
        }
        await run(Replay(store, clock, Loop(store, queue, clock, policy, roles, posts, notebook), queue), edition)
    sets = store.find("claimset", ClaimSet)
    known = {one.story_id: {claim.id for claim in one.claims} for one in sorted(sets, key=lambda one: one.round)}
    productions = store.find("production", Production)
    store.close()
    return productions, known


@pytest.mark.slow
def test_an_approved_story_has_two_scripts_of_the_same_facts(tmp_path):
    """Each channel its own script, every claim the story's own, and neither channel more facts than were checked."""
    productions, known = asyncio.run(scripts_of(tmp_path))
    written = {(one.story_id, one.channel): one.script for one in productions if one.script}
    both = [story for story in known if {(story, "main"), (story, "second")} <= set(written)]
    assert both
    for story in both:
        for channel in ("main", "second"):
            script = written[(story, channel)]
            assert script.channel == channel
            assert {claim for line in script.lines for claim in line.claim_ids} <= known[story]
        main, second = written[(story, "main")], written[(story, "second")]
        assert {c for line in main.lines for c in line.claim_ids} & {c for line in second.lines for c in line.claim_ids}
