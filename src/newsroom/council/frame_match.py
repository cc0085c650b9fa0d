"""A clause read as a typed fact: the first frame of which a rule is fulfilled and nothing would be lost."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from newsroom.council.clause import Clause
from newsroom.council.frames import Frame, Rule, frames
from newsroom.council.gates import hedges
from newsroom.council.kinds import kinds_of
from newsroom.council.lexicon import words
from newsroom.council.quantities import counts_people
from newsroom.council.said_parts import Found, Reading
from newsroom.council.slots import fill
from newsroom.model.claim import Slot

_LIKE_THING = frozenset(("thing", "event", "offence", "quantity", "list"))


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
        elif (
            source.startswith("prep ")
            and _stands_there(source, clause)
            or role in frame.required
            or (clause.source != "attached" and _left_unsaid(source, clause))
        ):
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


def _left_unsaid(source: str, clause: Clause) -> bool:
    """Whether a main part is there and yet could not be said."""
    return source in {"subject", "object", "agent"} and getattr(clause, source) is not None


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
    if clause.source == "result":
        return True
    tree = clause.tree
    tags = [tree[a].tag for a in clause.auxiliaries] or [tree[clause.verb].tag]
    if clause.source == "attached":
        return tree[clause.verb].tag in {"VBD", "VBG", "VBN"}
    first = clause.auxiliaries[0] if clause.auxiliaries else clause.verb
    perfect = any(tree[a].lemma.casefold() == "have" for a in clause.auxiliaries)
    progressive = tree[clause.verb].tag == "VBG"
    return (
        tags[0] == "VBD"
        or clause.mistagged_past
        or tree[first].text.casefold() in {"was", "were", "had", "did"}
        or perfect
    ) and not progressive


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
    return lemma in words("droppable_preps") | {
        "despite",
        "according",
        "because",
        "due",
        "before",
        "until",
        "under",
        "of",
        "to",
        "as",
    } - {"until", "under"}
