"""What closes a compliance row: official record, a second owner, wide naming, reply, own statement (compliance.md 10).

Attribution alone closes nothing: whoever repeats an accusation publishes it.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from newsroom.council.claim_signs import PROVEN, person_named
from newsroom.council.compliance_rules import Evidence
from newsroom.council.persons import full_names, in_office
from newsroom.council.phrases import Passage, found, passage
from newsroom.model.arrivals import items_of
from newsroom.model.claim import Claim
from newsroom.model.story import Dossier
from newsroom.model.text import folded_words

WIDE_OWNERS = 3
_OFFICIAL = (
    "police", "prosecutor", "prosecution", "court", "judge", "attorney general", "district attorney", "sheriff",
    "coroner", "fbi", "interpol", "europol", "indictment", "indict", "tribunal", "magistrate", "justice department",
    "medical examiner", "fire service", "fire department", "ministry of justice", "interior ministry", "coastguard",
)  # fmt: skip
_REPLY = (
    "deny", "reject the allegation", "reject the accusation", "decline to comment", "do not respond",
    "did not respond", "plead not guilty", "pleaded not guilty", "maintain his innocence", "maintain her innocence",
    "lawyer say", "lawyer said", "through a lawyer",
)  # fmt: skip
_OWN = (
    "say in a statement", "said in a statement", "announce", "own word", "family say", "family said", "spokesperson",
    "spokesman", "spokeswoman", "representative", "publicist", "on instagram", "in an interview", "open up about",
    "post on", "his wife say", "her husband say", "club say", "club said",
)  # fmt: skip
_METHOD = ("margin of error", "people survey", "adult survey", "respondent", "poll of", "survey of", "sample of")
_STUDY = (
    "participant", "randomised", "randomized", "peer reviewed", "peer-reviewed", "published in", "cohort", "in mice", "mouse",
    "patient", "volunteer", "control group", "observational", "meta-analysis", "sample size", "adult", "people aged",
)  # fmt: skip
_DECLARED = (
    "electoral commission", "election commission", "electoral authority", "returning officer", "official result",
    "officially declared", "declare the winner", "certify", "election authority", "electoral court", "decision desk",
    "associated press project", "ap project", "concede", "project the winner", "exit poll",
)  # fmt: skip
_EXERCISE = ("exercise", "drill", "announce", "declassify", "history", "anniversary")


class Hit(NamedTuple):
    """Where a row's signal was found: the claims and sentences that show it."""

    claims: tuple[Claim, ...] = ()
    passages: tuple[Passage, ...] = ()


class Case(NamedTuple):
    """A hit in its story, with every sentence of the story."""

    dossier: Dossier
    hit: Hit
    passages: Sequence[Passage]


Check = Callable[[Case], bool]


def cleared_by(evidence: Sequence[Evidence], dossier: Dossier, hit: Hit, passages: Sequence[Passage]) -> str:
    """The first of `evidence` that the story holds for this hit, or empty."""
    case = Case(dossier, hit, passages)
    return next((kind for kind in evidence if _CHECKS[kind](case)), "")


def _official_record(case: Case) -> bool:
    return _each(case.hit, lambda claim: _from_office(claim, case.dossier), lambda where: bool(found(where, _OFFICIAL)))


def _two_owners(case: Case) -> bool:
    if case.hit.claims:
        return all(len(claim.owners) > 1 for claim in case.hit.claims)
    return case.dossier.story.confirmations > 1 and len({where.owner for where in case.hit.passages} - {""}) > 1


def _widely_named(case: Case) -> bool:
    names = {name for claim in case.hit.claims if (name := person_named(claim))} or _names_in(
        case.dossier, case.hit.passages
    )
    return bool(names) and all(naming_owners(case.dossier, name) >= WIDE_OWNERS for name in names)


def _reply(case: Case) -> bool:
    denied = any(claim.frame == "denied" or claim.polarity == "denied" for claim in case.dossier.claims)
    return denied or any(found(where, _REPLY) for where in case.passages)


def _own_statement(case: Case) -> bool:
    seen = {where.item_id for where in case.hit.passages} | {
        e.item_id for claim in case.hit.claims for e in claim.evidence
    }
    return any(found(where, _OWN) for where in case.passages if where.item_id in seen)


def _in_court(case: Case) -> bool:
    verdicts = {person_named(claim) for claim in case.dossier.claims if claim.frame in PROVEN}
    charged = {person_named(claim) for claim in case.dossier.claims if claim.frame == "charged"}
    if case.hit.claims:
        return all(person_named(claim) in verdicts | charged for claim in case.hit.claims)
    return bool(verdicts - {""})


def _public_office(case: Case) -> bool:
    """Everybody named beside the accusation stands in public office or is a public figure by the sources' own words."""
    texts = [f"{item.title}. {item.text}" for item in case.dossier.items]
    names = {name for where in case.hit.passages for name in full_names(where.text)}
    return bool(names) and all(any(in_office(name, text) for text in texts) for name in names)


def _method_stated(case: Case) -> bool:
    return any(found(where, _METHOD) for where in case.passages)


def _exercise(case: Case) -> bool:
    return all(found(where, _EXERCISE) for where in case.hit.passages)


def _study_described(case: Case) -> bool:
    """The reports that speak of the study say on whom or how it was made, or where it was reviewed."""
    seen = {where.item_id for where in case.hit.passages}
    return all(any(found(w, _STUDY) for w in case.passages if w.item_id == one) for one in sorted(seen))


def _result_declared(case: Case) -> bool:
    return any(found(where, _DECLARED) for where in case.passages)


def naming_owners(dossier: Dossier, name: str) -> int:
    """How many independent origins name this person: all words of the last name part stand in one of their items."""
    last = folded_words(name)[-1:]
    return sum(_names(origin_words, last) for origin_words in _texts(dossier)) if last else 0


def _texts(dossier: Dossier) -> list[frozenset[str]]:
    return [
        frozenset(word for item in items_of(dossier, origin) for word in folded_words(f"{item.title} {item.text}"))
        for origin in dossier.story.origins
    ]


def _names(words: frozenset[str], last: Sequence[str]) -> bool:
    return all(part in words or f"{part}'s" in words for part in last)


def _names_in(dossier: Dossier, passages: Sequence[Passage]) -> set[str]:
    known = {name for claim in dossier.claims if (name := person_named(claim))}
    return {name for name in known if any(name in where.text for where in passages)}


def _from_office(claim: Claim, dossier: Dossier) -> bool:
    by = claim.slots.get("by")
    who = " ".join(
        part for part in (by.text if by else "", claim.speaker.name if claim.speaker else "", _role(claim)) if part
    )
    kinds = {item.id: item.publisher.kind for item in dossier.items}
    if any(kinds.get(evidence.item_id) == "official" for evidence in claim.evidence):
        return True
    return any(_is_official(text) for text in (who, *(evidence.text for evidence in claim.evidence)))


def _role(claim: Claim) -> str:
    return claim.speaker.role if claim.speaker else ""


def _is_official(text: str) -> bool:
    return bool(text) and bool(found(passage("", "", text), _OFFICIAL))


def _each(hit: Hit, claim_holds: Callable[[Claim], bool], passage_holds: Callable[[Passage], bool]) -> bool:
    return all(claim_holds(c) for c in hit.claims) and all(passage_holds(p) for p in hit.passages)


_CHECKS: dict[Evidence, Check] = {
    "official_record": _official_record,
    "two_owners": _two_owners,
    "widely_named": _widely_named,
    "reply": _reply,
    "own_statement": _own_statement,
    "in_court": _in_court,
    "method_stated": _method_stated,
    "exercise": _exercise,
    "public_office": _public_office,
    "study_described": _study_described,
    "result_declared": _result_declared,
}
