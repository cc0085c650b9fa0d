"""The typed frames of `frames.yaml` and how a clause is read as one.

A rule asks for a verb and a voice and says where each slot is found. It holds only when nothing of the clause would be
lost: every object, complement and agent is used; what stays over is a loose phrase that truth survives losing.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

import yaml

from newsroom.council.clauses import Clause
from newsroom.council.gates import hedges
from newsroom.council.kinds import kinds_of
from newsroom.council.lexicon import words
from newsroom.council.quantities import counts_people
from newsroom.council.slots import Found, Reading, fill
from newsroom.model.claim import Slot

Check = Literal["number", "quote", "event", "attribution", "cause"]
_LIKE_THING = frozenset(("thing", "event", "offence", "quantity", "list"))


class Rule(NamedTuple):
    """One way a frame shows itself in a clause."""

    verbs: frozenset[str]
    voice: str
    take: Mapping[str, str]
    need: Mapping[str, str]
    avoid: Mapping[str, str]
    kinds: Mapping[str, frozenset[str]]
    attached: bool
    present: bool


class Frame(NamedTuple):
    """One kind of fact. `slots` gives the kinds each role accepts, `required` the roles it cannot be without."""

    name: str
    weight: float
    check: Check
    slots: Mapping[str, frozenset[str]]
    required: frozenset[str]
    rules: tuple[Rule, ...]
    counts_people: bool
    fits: tuple[str, ...]
    misfits: tuple[str, ...]


@cache
def frames() -> dict[str, Frame]:
    """All frames by name, in the order of the file: the first that fits a clause wins."""
    raw: dict[str, dict[str, Any]] = yaml.safe_load(files("newsroom.council").joinpath("frames.yaml").read_text("utf-8"))
    return {name: _frame(name, block) for name, block in raw.items()}


def _frame(name: str, block: dict[str, Any]) -> Frame:
    slots = {role: frozenset(kinds.rstrip("!").split("|")) for role, kinds in block["slots"].items()}
    return Frame(
        name=name,
        weight=float(block["weight"]),
        check=block["check"],
        slots=slots,
        required=frozenset(role for role, kinds in block["slots"].items() if kinds.endswith("!")),
        rules=tuple(_rule(rule) for rule in block.get("rules", ())),
        counts_people=block.get("counts") == "people",
        fits=tuple(block.get("fits", ())),
        misfits=tuple(block.get("not", ())),
    )


def _rule(rule: dict[str, Any]) -> Rule:
    return Rule(
        verbs=frozenset(rule["verbs"].split("|")),
        voice=rule["voice"],
        take=rule["take"],
        need=rule.get("need", {}),
        avoid=rule.get("avoid", {}),
        kinds={role: frozenset(kinds.split("|")) for role, kinds in rule.get("kinds", {}).items()},
        attached=rule.get("attached", False),
        present=rule.get("present", False),
    )


class Match(NamedTuple):
    """A clause read as `frame`."""

    frame: Frame
    found: dict[str, Found]


@cache
def _by_verb() -> dict[str, tuple[tuple[Frame, Rule], ...]]:
    table: dict[str, list[tuple[Frame, Rule]]] = {}
    for frame in frames().values():
        for rule in frame.rules:
            for verb in sorted(rule.verbs):
                table.setdefault(verb, []).append((frame, rule))
    return {verb: tuple(rows) for verb, rows in table.items()}


def match(reading: Reading, *, headline: bool) -> Match | None:
    """The first frame whose rule this clause fulfils, or None."""
    clause = reading.clause
    if clause.negation or clause.modal or hedges(clause):
        return None
    verb = clause.lemma
    if clause.particle is not None:
        verb = f"{verb} {clause.tree[clause.particle].text.casefold()}"
    for frame, rule in _by_verb().get(verb, ()):
        found = _fulfil(frame, rule, reading, headline)
        if found is not None:
            return Match(frame, found)
    return None


def _fulfil(frame: Frame, rule: Rule, reading: Reading, headline: bool) -> dict[str, Found] | None:
    clause = reading.clause
    if rule.voice != "any" and (rule.voice == "passive") != clause.passive:
        return None
    if clause.source == "attached" and not rule.attached:
        return None
    if not (rule.present or headline or _is_over(clause)):
        return None
    if not _heads_fit(rule, reading):
        return None
    found: dict[str, Found] = {}
    for role, source in rule.take.items():
        accepted = rule.kinds.get(role) or frame.slots.get(role) or frozenset({"place" if role == "where" else "time"})
        slot = _as_kind(fill(source, reading), accepted, clause)
        if slot is not None:
            found[role] = slot
        elif source.startswith("prep ") and _stands_there(source, clause):
            return None
        elif role in frame.required or (source in {"subject", "object", "agent"} and not _absent(source, clause)):
            if clause.source != "attached" or role in frame.required:
                return None
    _without_score(found)
    if frame.counts_people and not _count_people(frame, found, clause):
        return None
    return found if _nothing_lost(rule, found, clause) else None


def _without_score(found: dict[str, Found]) -> None:
    """ "beat Eastham 3-1": the score belongs to its own slot, not to the name before it."""
    score = found.get("score")
    for role, held in list(found.items()):
        if score is not None and role != "score" and held.slot.text.endswith(f" {score.slot.text}"):
            text = held.slot.text.removesuffix(score.slot.text).strip()
            found[role] = held._replace(slot=held.slot.model_copy(update={"text": text}))


def _stands_there(source: str, clause: Clause) -> bool:
    """Whether a phrase with one of the source's prepositions names somebody who then could not be said."""
    wanted = source.removeprefix("prep ").split("|")
    loose = [p for p in clause.phrases if p.preposition in wanted and p.noun is not None]
    return any(clause.tree[p.noun].tag in {"PRP", "DT", "WP"} for p in loose if p.noun is not None)


def _absent(source: str, clause: Clause) -> bool:
    return getattr(clause, source) is None


def _as_kind(found: Found | None, accepted: frozenset[str], clause: Clause) -> Found | None:
    """The slot under a kind that the role accepts; None when it is none of them."""
    if found is None:
        return None
    kind = found.slot.kind
    if kind in accepted or ("thing" in accepted and kind in _LIKE_THING):
        return found
    if "quantity" in accepted and found.quantity is not None:
        return found
    others = kinds_of(clause.tree, found.noun) if found.noun is not None else ()
    other = next((k for k in others if k in accepted), None)
    return found._replace(slot=found.slot.model_copy(update={"kind": other})) if other else None


def _is_over(clause: Clause) -> bool:
    """Past or perfect: what the source reports as done."""
    tree = clause.tree
    tags = [tree[a].tag for a in clause.auxiliaries] or [tree[clause.verb].tag]
    if clause.source == "attached":
        return tree[clause.verb].tag in {"VBD", "VBG", "VBN"}
    first = clause.auxiliaries[0] if clause.auxiliaries else clause.verb
    perfect = any(tree[a].lemma.casefold() == "have" for a in clause.auxiliaries)
    progressive = tree[clause.verb].tag == "VBG"
    return (tags[0] == "VBD" or clause.mistagged_past or tree[first].text.casefold() in {"was", "were", "had", "did"} or perfect) and not progressive


def _heads_fit(rule: Rule, reading: Reading) -> bool:
    return all(_head(part, reading) & words(name) for part, name in rule.need.items()) and not any(
        _head(part, reading) & words(name) for part, name in rule.avoid.items()
    )


def _head(part: str, reading: Reading) -> frozenset[str]:
    at = getattr(reading.clause, part)
    if at is None:
        return frozenset()
    token = reading.clause.tree[at]
    return frozenset({token.lemma.casefold(), token.text.casefold()})


def _count_people(frame: Frame, found: dict[str, Found], clause: Clause) -> bool:
    number = found["number"]
    if number.noun is None:
        return False
    unit = number.quantity.unit if number.quantity else ""
    if not (counts_people(clause.tree, number.noun) or unit == "people"):
        return False
    if "who" in frame.slots and clause.tree[number.noun].tag != "CD" and unit != "people":
        found["who"] = Found(Slot(text=unit, kind="group", head=clause.tree.head_lemma(number.noun)), frozenset())
    return True


def _nothing_lost(rule: Rule, found: dict[str, Found], clause: Clause) -> bool:
    used = frozenset().union(*(f.uses for f in found.values())) | {
        at for at in (getattr(clause, part) for part in rule.need) if at is not None
    }
    parts = (clause.object, clause.dative, clause.attribute, clause.infinitive, clause.content, clause.agent)
    if clause.source != "attached" and any(at is not None and at not in used for at in parts):
        return False
    return all(_may_drop(at, clause) for at in _leftover(clause, used))


def _leftover(clause: Clause, used: frozenset[int]) -> Iterator[int]:
    yield from (p.top for p in clause.phrases if p.top not in used)
    yield from (a for a in clause.adverbs if a not in used)


def _may_drop(at: int, clause: Clause) -> bool:
    lemma = clause.tree[at].lemma.casefold()
    if clause.tree[at].pos == "ADV" or clause.tree[at].dep == "advmod":
        return lemma in words("harmless_adverbs") | words("clause_openers") or lemma.endswith("ly")
    return lemma in words("droppable_preps") | {"despite", "according", "because", "due", "before", "until", "under", "of", "to", "as"} - {"until", "under"}
