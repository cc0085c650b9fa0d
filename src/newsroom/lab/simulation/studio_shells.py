"""The studio as shells: scripts, holds, guards that find something, pieces that cannot be made, reviews of every kind."""

from typing import TYPE_CHECKING, Any

from newsroom.control.brief import Brief, Proposal
from newsroom.lab.simulation import samples
from newsroom.model.assets import Check, GenerationFailure, Production, Review, Rights, Visual
from newsroom.model.errors import Refused
from newsroom.model.script import GuardReport, Issue, Script

if TYPE_CHECKING:
    from newsroom.lab.simulation.shells import Stage


def _production(brief: Brief) -> Production:
    if brief.production is None:
        raise Refused("no_production", "The studio needs a production.")
    return brief.production


def _fate(stage: "Stage", brief: Brief) -> str:
    return stage.feed.fate_of(_production(brief).story_id).fate


def script(stage: "Stage", brief: Brief) -> Proposal:
    """A script, or a hold because too little can be said."""
    production = _production(brief)
    fate = _fate(stage, brief)
    if fate == "never_enough" or (fate == "thin" and stage.dice.chance(0.8)):
        return {"hold": {"story_id": production.story_id, "code": "thin", "reason": "too little to say", "usable": 1}}
    verdict = brief.story.verdict if brief.story else None
    bound = tuple(c.id for c in verdict.conditions) if verdict and stage.dice.chance(0.6) else ()
    version = production.revisions + 1
    written = samples.script(production.story_id, production.channel, version, "It happened", bound)
    return {"script": written.json_dict()}


def _script(brief: Brief) -> Script:
    written = _production(brief).script
    if written is None:
        raise Refused("no_script", "There is no script yet.")
    return written


def hooks(stage: "Stage", brief: Brief) -> Proposal:
    """The script with its hook."""
    del stage
    return {"script": _script(brief).json_dict()}


def guard(stage: "Stage", brief: Brief) -> Proposal:
    """Fact_Guard passes a script, or finds something in it."""
    bad = stage.dice.chance(0.5 if _fate(stage, brief) == "badly_made" else 0.08)
    issues = (Issue(component="script", severity="critical", code="unbacked", detail="no evidence"),) if bad else ()
    report = GuardReport(
        story_id=_production(brief).story_id,
        script_version=_script(brief).version,
        passed=not bad,
        score=0.5 if bad else 1.0,
        issues=issues,
        checked={},
        citations={},
    )
    return {"guard": report.json_dict()}


def _unmade(stage: "Stage", component: Any) -> Proposal | None:
    if stage.calm or not stage.dice.chance(0.06):
        return None
    again = stage.dice.chance(0.8)
    return {
        "failure": GenerationFailure(component=component, code="no_luck", detail="it failed", again=again).json_dict()
    }


def voice(stage: "Stage", brief: Brief) -> Proposal:
    """A narration, or none."""
    del brief
    return _unmade(stage, "voice") or {"narration": samples.NARRATION.json_dict()}


def visuals(stage: "Stage", brief: Brief) -> Proposal:
    """One card, or none."""
    rights = (
        ()
        if stage.dice.chance(0.9 if _fate(stage, brief) == "doubtful" else 0.3)
        else (Rights(licence="own", holder="us", source="drawn"),)
    )
    card = Visual(id="v1", kind="title", line_ids=("l1",), data={"title": "It"}, why="names it", rights=rights)
    return _unmade(stage, "visuals") or {"visuals": [card.json_dict()]}


def edit(stage: "Stage", brief: Brief) -> Proposal:
    """A finished file, or the part that stands in its way."""
    cut = samples.cut(_production(brief).id)
    return _unmade(stage, stage.dice.pick(("video", "voice", "visuals"))) or {"cut": cut.json_dict()}


def review(stage: "Stage", brief: Brief) -> Proposal:
    """The critic approves, sends back, or rejects; now and then the disclosure is missing."""
    fate = _fate(stage, brief)
    badly = fate == "badly_made"
    score = stage.dice.weighted({1.0: 2.0, 0.6: 3.0, 0.3: 0.5} if badly else {1.0: 12.0, 0.6: 1.0, 0.3: 0.3})
    issues = () if score == 1.0 else (Issue(component="video", severity="minor", code="flat", detail="flat"),)
    disclosed = stage.dice.chance(0.1 if fate == "doubtful" else 0.6)
    check = Check(name="disclosure", component="video", critical=False, passed=disclosed, measured="", gate="said")
    found = Review(
        status="APPROVE" if score == 1.0 else "REVISE" if score > 0.5 else "REJECT",
        score=score,
        components={"script": 1.0, "voice": 1.0, "visuals": 1.0, "video": score},
        issues=issues,
        checks=(check,),
        feedback=(),
    )
    return {"review": found.json_dict()}
