"""Fact_Guard re-reads a script: the clean one passes, each planted error is caught (N 3.3)."""

from collections.abc import Callable

import pytest

from newsroom.model.brief import StudioBrief
from newsroom.model.script import GuardReport, Line, Script
from newsroom.model.verdict import Condition
from newsroom.studio.fact_guard import verify_brief
from newsroom.studio.guard_days import days, moved
from newsroom.studio.guard_numbers import figures, fits
from newsroom.studio.script_writer import WritingTools, write
from newsroom.world.inflect import Lemminflect
from newsroom.world.language import SpacyLanguage

LANGUAGE = SpacyLanguage()


@pytest.fixture(scope="module")
def script(whole_brief: StudioBrief) -> Script:
    """The clean script."""
    made = write(whole_brief, WritingTools(Lemminflect(), LANGUAGE))
    assert isinstance(made, Script)
    return made


def guard(script: Script, brief: StudioBrief) -> GuardReport:
    """The report on a script."""
    return verify_brief(script, brief, LANGUAGE)


def changed(script: Script, frame_of: dict[str, str], frame: str, edit: Callable[[Line], Line]) -> Script:
    """The script with the first line of a frame edited; a frame that was not told takes the third line's place."""
    told = (i for i, line in enumerate(script.lines) if line.claim_ids and frame_of[line.claim_ids[0]] == frame)
    at = next(told, 2)
    claim_id = next(claim_id for claim_id, name in frame_of.items() if name == frame)
    lines = [*script.lines]
    lines[at] = edit(lines[at].model_copy(update={"claim_ids": (claim_id,)}))
    return script.model_copy(update={"lines": tuple(lines)})


def says(text: str) -> Callable[[Line], Line]:
    """An edit that puts other words in a line."""
    return lambda line: line.model_copy(update={"text": text, "spoken": text})


@pytest.fixture
def frame_of(brief: StudioBrief) -> dict[str, str]:
    """Claim id to frame."""
    return {claim.id: claim.frame for claim in brief.claims}


def test_the_clean_script_passes(script, brief):
    """With every line cited."""
    report = guard(script, brief)
    assert report.passed, [i.detail for i in report.issues]
    assert report.score >= 0.8
    assert set(report.citations) == {line.id for line in script.lines if line.claim_ids}


PLANTED = [
    ("number changed", "toll", "Four workers have died in Port Halden.", "number"),
    ("bound dropped", "injured", "The Halden Post says 14 people were hurt in the fire.", "number_bound"),
    ("rounded too far", "outage", "Coast Radio reports that about 3,000 homes are without power after the fire.", "number"),
    ("unit changed", "outage", "Coast Radio reports that about 2,300 percent are without power after the fire.", "number_unit"),
    ("name swapped", "quote", "In the words of Mayor Tomas Varga: “We have lost three good neighbours.”", "name"),
    ("name from outside", "arrested", "The Halden Post says Jonas Reed was detained over suspicion of arson today.", "name"),
    ("place changed", "toll", "Three workers have died in Lake Orre.", "name"),
    ("date moved", "evacuation", "Coast Radio reports that 600 residents had to leave the harbour district on Tuesday.", "date"),
    ("negation added", "evacuation", "Coast Radio reports that 600 residents did not have to leave the district.", "negation_added"),
    ("denial dropped", "denied", "Northern Paper admits breaches of safety rules.", "denial"),
    ("rung raised", "arrested", "The Halden Post says a 41-year-old man was convicted of arson today.", "rung_up"),
    ("attribution lost", "arrested", "A 41-year-old man was detained over suspicion of arson today.", "attribution"),
    ("quote altered", "quote", "In the words of Mayor Ilse Brandt: “We have lost four good neighbours, and we will rest.”", "quote"),
    ("cause invented", "evacuation", "Coast Radio reports that 600 residents had to leave the harbour district because of arson.", "cause"),
    ("superlative", "toll", "Three workers have died in the worst fire in Port Halden.", "superlative"),
    ("scope widened", "evacuation", "Coast Radio reports that all 600 residents had to leave the harbour district.", "rung_up"),
    ("direction turned", "closure", "According to Coast Radio, schools in the harbour district are open despite the smoke.", "direction"),
    ("banned word", "toll", "Three workers have reportedly died in Port Halden.", "banned"),
    ("copied", "toll", "Three workers have died in a fire at a paper warehouse in Port Halden.", "copied"),
    ("unsupported", "evacuation", "Coast Radio reports that engineers praised the elegant new museum garden.", "unsupported"),
]  # fmt: skip


@pytest.mark.parametrize(("frame", "text", "code"), [row[1:] for row in PLANTED], ids=[row[0] for row in PLANTED])
def test_one_planted_error_is_caught(script, brief, frame_of, frame, text, code):
    """The report names the kind of error and stops the script."""
    report = guard(changed(script, frame_of, frame, says(text)), brief)
    assert not report.passed
    assert code in {i.code for i in report.issues if i.severity == "critical"}


def test_a_sentence_without_evidence_is_caught(script, brief):
    """However harmless it sounds."""
    extra = Line(id="line_x", beat="what", text="The town will recover soon.", spoken="", claim_ids=(), way="frame")
    report = guard(script.model_copy(update={"lines": (*script.lines[:3], extra, *script.lines[3:])}), brief)
    assert ("evidence", "line_x") in {(i.code, i.line_id) for i in report.issues}


def test_a_made_up_claim_id_is_caught(script, brief, frame_of):
    """An id that nobody claims is no evidence."""
    report = guard(
        changed(script, frame_of, "closure", lambda x: x.model_copy(update={"claim_ids": ("claim_0",)})), brief
    )
    assert "evidence" in {i.code for i in report.issues}


def test_a_hedge_that_was_lost_is_caught(a_brief, brief, script, frame_of):
    """The claim says could, the line says did."""
    claims = tuple(c.model_copy(update={"modality": "could"}) if c.frame == "arrested" else c for c in brief.claims)
    report = guard(script, a_brief(claims=claims))
    assert "hedge" in {i.code for i in report.issues}


def test_one_side_of_a_dispute_is_caught(a_brief, brief, script):
    """The toll is disputed, the script gives one figure."""
    claims = tuple(
        c.model_copy(update={"conflicts": ("claim_other",)}) if c.frame == "toll" else c for c in brief.claims
    )
    assert "one_side" in {i.code for i in guard(script, a_brief(claims=claims)).issues}


@pytest.mark.parametrize("about", ["sources", "legal"])
def test_an_open_condition_stops_the_script(a_brief, script, about):
    """Until its own desk has answered it."""
    condition = Condition(id="cond_1", description="x", raised_by="Fact_Checker", about=about)
    report = guard(script, a_brief(conditions=(condition,)))
    assert "condition_open" in {i.code for i in report.issues}
    met = condition.model_copy(update={"met": True})
    assert guard(script, a_brief(conditions=(met,))).passed


def test_a_wording_condition_is_closed_by_a_script_that_binds_it(a_brief, brief, script):
    """Bound and attributed it is closed; unbound it stops the script."""
    toll = next(c for c in brief.claims if c.frame == "toll")
    condition = Condition(
        id="cond_1", description="wording", raised_by="Trend_Voter_C", about="wording", claim_ids=(toll.id,)
    )
    assert "condition_unbound" in {i.code for i in guard(script, a_brief(conditions=(condition,))).issues}
    bound = a_brief(conditions=(condition,))
    made = write(bound, WritingTools(Lemminflect(), LANGUAGE))
    assert isinstance(made, Script)
    assert guard(made, bound).passed


def test_the_title_is_read_too(script, brief):
    """A title names nobody the sources do not."""
    report = guard(script.model_copy(update={"title": "Nine dead in Lake Orre"}), brief)
    assert {i.line_id for i in report.issues} == {"title"}
    assert not report.passed


OUTLETS = ("The Halden Post", "Coast Radio")


def test_a_title_s_outlet_must_have_told_it(script, brief):
    """An outlet may be the title's voice only for what its own claims hold."""
    said = {
        name: script.model_copy(update={"title": f"{name} says at least 14 people were injured"}) for name in OUTLETS
    }
    assert guard(said["The Halden Post"], brief).passed
    assert {i.line_id for i in guard(said["Coast Radio"], brief).issues} == {"title"}


def test_openings_not_chosen_are_read_too(script, brief):
    """They may be used later."""
    at = next(i for i in range(3) if i != script.chosen_hook)
    hooks = list(script.hooks)
    hooks[at] = hooks[at].model_copy(update={"text": "Ninety people are dead in Port Halden."})
    assert not guard(script.model_copy(update={"hooks": tuple(hooks)}), brief).passed


def test_a_script_out_of_its_band_is_stopped(script, brief):
    """Two lines make no video."""
    assert "length" in {i.code for i in guard(script.model_copy(update={"words": 20}), brief).issues}


@pytest.mark.parametrize(
    ("said", "held", "verdict"),
    [
        ("three", "3", "same"),
        ("a hundred and five", "105", "same"),
        ("one point seven million", "1.7 million", "same"),
        ("$3bn", "3 billion dollars", "same"),
        ("about 2,300", "2,310", "rounded"),
        ("more than 12,000", "12,400", "rounded"),
        ("more than 12,500", "12,400", ""),
        ("nearly 12,500", "12,400", "rounded"),
        ("nearly 12,000", "12,400", ""),
        ("14", "at least 14", "bound"),
        ("at least 14", "14", "bound"),
        ("up to 14", "at least 14", "bound"),
        ("80 kilometres", "50 miles", "converted"),
        ("50 kilometres", "50 miles", "unit"),
        ("6 million euros", "6 million dollars", "unit"),
        ("30", "40", ""),
    ],
)
def test_a_figure_against_its_source(said, held, verdict):
    """Rounding only in the direction the words say; a bound is part of the figure."""
    assert fits(figures(said)[0], figures(held)[0]) == verdict


@pytest.mark.parametrize(
    ("line", "source", "wrong"),
    [
        ("on Friday", "on Friday", False),
        ("on Thursday", "on Friday", True),
        ("today", "on Friday", False),
        ("yesterday", "on Thursday", False),
        ("tomorrow", "on Saturday", False),
        ("on 3 May", "May 3", False),
        ("in March", "on 3 March", False),
        ("in 2030", "in 2029", True),
        ("last week", "on Friday", False),
        ("on Monday", "some time ago", True),
    ],
)
def test_a_day_against_its_source(line, source, wrong):
    """Both counted from Friday, 9 May 2031."""
    from datetime import date

    friday = date(2031, 5, 9)
    assert moved(days(line, friday), days(source, friday)) is wrong
