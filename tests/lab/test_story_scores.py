"""How well stories are told apart: the scores themselves, and the real days where they are present."""

import json
import os
from pathlib import Path

import pytest

from newsroom.lab.eval import event_clusters, real_day, story_clusters
from newsroom.lab.eval.cluster_scores import adjusted_rand, b_cubed_f1
from newsroom.model.errors import Refused
from newsroom.world.embeddings import is_installed

needs_model = pytest.mark.skipif(not is_installed(), reason="the sentence model is not installed")
GOLD = {"a": "x", "b": "x", "c": "y", "d": "y"}


def test_the_same_grouping_is_perfect_under_other_names() -> None:
    """Only who is with whom counts."""
    found = {"a": "1", "b": "1", "c": "2", "d": "2"}
    assert b_cubed_f1(found, GOLD) == 1.0
    assert adjusted_rand(found, GOLD) == 1.0


def test_one_heap_and_all_alone_score_as_known() -> None:
    """One heap: precision 1/2, recall 1. Each alone: precision 1, recall 1/2. Neither is better than chance."""
    heap = dict.fromkeys(GOLD, "1")
    alone = {key: key for key in GOLD}
    assert b_cubed_f1(heap, GOLD) == pytest.approx(2 / 3)
    assert b_cubed_f1(alone, GOLD) == pytest.approx(2 / 3)
    assert adjusted_rand(heap, GOLD) == pytest.approx(0.0)
    assert adjusted_rand(alone, GOLD) == pytest.approx(0.0)


def test_headlines_are_grouped_from_a_file_of_rows(tmp_path: Path) -> None:
    """The set's row format in, the contract's figures out; order of the file does not matter."""
    titles = [
        "Dam above Orlin breaks",
        "Orlin dam breaks in the night",
        "Rovers win the cup final",
        "Cup final won by Rovers",
    ]
    rows = [
        {
            "id": n,
            "title": title,
            "url": "",
            "publisher": f"P{n}",
            "hostname": f"p{n}.example",
            "ts": n,
            "story": n // 2,
        }
        for n, title in enumerate(titles)
    ]
    file = tmp_path / "dev.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in reversed(rows)))
    figures = story_clusters.measure(tmp_path)
    assert (figures["n"], figures["b_cubed_f1"], figures["adjusted_rand"]) == (4, 1.0, 1.0)
    with pytest.raises(Refused, match="no file of rows"):
        story_clusters.measure(tmp_path / "nothing")


def data(*parts: str) -> Path:
    root = Path(os.environ.get("NEWSROOM_DATA", "../shared/data"))
    path = root.joinpath(*parts)
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{path} must be present where CI=true")
        pytest.skip(f"no labelled data at {path}")
    return path


@needs_model
def test_the_stories_of_a_real_day_hold() -> None:
    """Floors a little under what is measured, so that a worse grouping is noticed and a better one is not."""
    figures = real_day.measure(data("recorded", "2026-01-03"))
    assert figures["missing"] == 0
    assert figures["b_cubed_f1_en"] >= 0.89
    assert figures["b_cubed_f1_en_with_arc"] >= 0.84
    assert figures["b_cubed_f1_all"] >= 0.85
    assert figures["pairs_accuracy_en"] >= 0.79
    assert figures["pairs_accuracy_cross"] >= 0.45
    assert figures["arc_false_merges"] == 0
    assert figures["other_false_merges"] <= 18
    assert figures["owners_exact"] >= 0.78


@needs_model
def test_the_topics_of_aggregator_headlines_hold() -> None:
    """Headlines alone, 44 subjects over two days."""
    figures = story_clusters.measure(data("eval", "story_clusters"))
    assert figures["b_cubed_f1"] >= 0.92
    assert figures["adjusted_rand"] >= 0.92


@needs_model
def test_whole_articles_are_grouped_by_event() -> None:
    """A floor: hand-collected events of many years."""
    figures = event_clusters.measure(data("eval", "event_clusters_fulltext"))
    assert figures["b_cubed_f1"] >= 0.965
