"""Claim against evidence: what abstaining buys, and answers that never reach what is scored."""

import json

from newsroom.lab.eval import claim_evidence

ROW = {
    "claim": "The dam above Orlin holds.",
    "label": "SUPPORTS",
    "evidences": [
        {"evidence": "Engineers confirmed that the dam above Orlin holds.", "label": "SUPPORTS"},
        {"evidence": "A choir sang in Brask.", "label": "NOT_ENOUGH_INFO"},
    ],
}


def test_abstaining_keeps_the_surest_answers():
    """Ten answers, the two least sure wrong: all of them score less than the surest eight."""
    told, gold = ["supports"] * 8 + ["refutes", "supports"], ["supports"] * 9 + ["refutes"]
    curve = dict(claim_evidence.abstention(told, gold, [at / 10 for at in range(10, 0, -1)]))
    assert curve[1.0] < curve[0.8] == 1.0


def test_labels_do_not_move_the_answers(tmp_path):
    """The same pairs under each of the three answers: what is told stays, so the three accuracies add up to one."""
    found = []
    for label in ("SUPPORTS", "REFUTES", "NOT_ENOUGH_INFO"):
        rows = tmp_path / f"{label}.jsonl"
        turned = [{**one, "label": label} for one in ROW["evidences"]]
        rows.write_text(json.dumps({**ROW, "evidences": turned}))
        found.append(claim_evidence.climate(rows))
    assert [one["n"] for one in found] == [2, 2, 2]
    assert sum(one["accuracy"] for one in found) == 1.0
    assert len({one["macro_f1_claims"] for one in found}) == 1
