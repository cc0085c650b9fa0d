"""The scores of labelled evaluations on rows worked out by hand; labels never reach what is scored."""

import json

import pytest

from newsroom.lab.eval import appeal, domain_quality, growth, same_sentence, topics


def test_macro_f1_weighs_every_label_alike():
    """A label found half of the time counts as much as one always found."""
    assert topics.macro_f1(["a", "a", "b", "a"], ["a", "a", "b", "b"]) == pytest.approx((0.8 + 2 / 3) / 2)
    assert topics.macro_f1([], []) == 0.0


def test_rank_correlation_shares_ranks_of_equals():
    """Order alone counts: 1 for the same, -1 for the reverse, 0 where nothing varies."""
    assert domain_quality.spearman([1, 2, 3], [10, 20, 90]) == pytest.approx(1.0)
    assert domain_quality.spearman([1, 2, 3], [3, 2, 1]) == pytest.approx(-1.0)
    assert domain_quality.spearman([1, 1, 1], [1, 2, 3]) == 0.0
    assert domain_quality.spearman([1, 1, 2], [1, 2, 3]) == pytest.approx(0.8660254)


def test_f1_and_auc_of_chances():
    """Two right of three told; every same pair above every other but for one tie."""
    assert same_sentence.f1_and_auc([0.9, 0.5, 0.5, 0.1], [1, 1, 0, 0], 0.5) == pytest.approx((0.8, 0.875))


def test_labels_do_not_move_the_answer(tmp_path):
    """The same names with other ratings: only the score differs."""
    rows = [{"domain": f"{name}.com", "quality": at / 4} for at, name in enumerate(["abc", "herald", "truth", "sun"])]
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_text("\n".join(json.dumps(row) for row in rows))
    second.write_text("\n".join(json.dumps({**row, "quality": 1 - row["quality"]}) for row in rows))
    assert domain_quality.measure(first)["spearman"] == -domain_quality.measure(second)["spearman"]


def test_what_a_series_came_to_does_not_move_its_forecast(tmp_path):
    """The same hours with other ends: the forecasts are one, only their error differs; the two-line rule stands beside."""
    row = {"t": "2031-05-14T09:00Z", "m": [0, 40, 90], "points": [4, 30, 60], "comments": [0, 5, 9], "rank": [20, 9, 4]}
    for name, final in (("a", 150), ("b", 1500)):
        (tmp_path / name).write_text(json.dumps({**row, "final_points": final}))
    near, far = (growth.hackernews(tmp_path / name) for name in "ab")
    assert far["rmse_log10"] > near["rmse_log10"]
    assert near["fallback_rmse_log10"] >= 0.0
    told = [growth.forecast(growth.front_page({**row, "final_points": end}).seen) for end in (150, 1500)]
    assert told[0] == told[1]


def test_average_precision_by_hand():
    """Positives at places one and three: (1 + 2/3) / 2."""
    assert appeal.average_precision([0.9, 0.5, 0.4], [1, 0, 1]) == pytest.approx((1 + 2 / 3) / 2)
    assert growth.auc([0.9, 0.5, 0.4], [1, 0, 1]) == pytest.approx(0.5)
