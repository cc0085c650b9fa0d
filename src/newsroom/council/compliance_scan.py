"""Running the rule rows over one story: which rows are open, which were closed by what (compliance.md section 10)."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from newsroom.council.claim_signs import ACCUSING, accuses_a_person, ids, person_named
from newsroom.council.compliance_evidence import Hit, cleared_by
from newsroom.council.compliance_rules import ClaimSign, Rule, Words, rules
from newsroom.council.compliance_signs import SIGNS
from newsroom.council.evidence import voices
from newsroom.council.persons import full_names
from newsroom.council.phrases import Passage, found, passage, passages, unquoted
from newsroom.model.claim import Claim
from newsroom.model.item import Item
from newsroom.model.story import Dossier
from newsroom.model.text import sentences, word_count

QUOTE_WORDS_MOST = 20
_UNRATED = 5
_UNITED_KINGDOM_AND_EU = frozenset(
    ("GB", "AT", "BE", "BG", "HR", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HU", "IE", "IT", "LT", "LU")
    + ("LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK")
)
_PATTERNS = {
    "address": re.compile(
        r"\b(?!(?:19|20)\d\d )\d{1,5} (?:[A-Z][a-z]+ ){1,3}(?:Street|Road|Avenue|Lane|Drive|Boulevard|Crescent)\b"
    ),
    "plate": re.compile(r"\b(?:licen[cs]e|number) plates? (?:number |reading )?[A-Z0-9]{2,4}[ -]?[A-Z0-9]{2,4}\b"),
    "phone": re.compile(r"(?:\+\d{1,3}[ -]?)\(?\d{2,4}\)?(?:[ -]?\d{2,4}){2,3}\b"),
    "id_number": re.compile(
        r"\b(?:passport|social security|national insurance|PESEL)(?: number| no\.?)? ?:? ?[A-Z0-9-]{6,}"
    ),
    "minor_named": re.compile(
        r"\b(?:[A-Z][a-z]+ [A-Z][a-z]+, (?:aged )?(?:[1-9]|1[0-7])(?:,| |\.)"
        r"|(?:[1-9]|1[0-7])-year-old (?:[a-z]+ )?[A-Z][a-z]+ [A-Z][a-z]+)"
    ),
}


class Finding(NamedTuple):
    """One row that was met. `cleared` names the evidence that closed it, empty while it is open."""

    rule: Rule
    hit: Hit
    cleared: str

    @property
    def concern(self) -> str:
        """The row as a concern: whose matter it is, what is wrong, the claim ids and the row's id."""
        about = "wording" if self.rule.action in ("REWORD", "LABEL") else "legal"
        where = f", claims {ids(self.hit.claims)}" if self.hit.claims else ""
        return f"{about}: {self.rule.concern}{where} ({self.rule.id})"


def scan(dossier: Dossier) -> tuple[Finding, ...]:
    """Every row that the story meets, in file order. A row past its review date is never cleared."""
    voice = voices(dossier.story.origins)
    spoken = tuple(where for item in dossier.items if not item.satire for where in _told(item, voice.get(item.id, "")))
    found_rows = ((rule, _hit(rule, dossier, spoken)) for rule in rules())
    return tuple(Finding(rule, hit, _cleared(rule, dossier, hit, spoken)) for rule, hit in found_rows if hit)


def _cleared(rule: Rule, dossier: Dossier, hit: Hit, spoken: Sequence[Passage]) -> str:
    if dossier.context.now.date() > rule.review_by:
        return ""
    return cleared_by(rule.clears, dossier, hit, spoken)


def _hit(rule: Rule, dossier: Dossier, spoken: Sequence[Passage]) -> Hit | None:
    when = rule.when
    if rule.countries and not _plays_in(dossier, rule.countries):
        return None
    if when.always:
        return Hit()
    if when.story is not None:
        return SIGNS[when.story](dossier, spoken)
    if when.claims is not None:
        shown = tuple(claim for claim in dossier.claims if _shows(when.claims, claim, dossier))
        return Hit(claims=shown) if shown else None
    rated = {item.id for item in dossier.items if item.publisher.tier < _UNRATED} if rule.rated else None
    heard = [where for where in spoken if rated is None or where.item_id in rated]
    sentences = [where for where in heard if _stands(rule, where, dossier)]
    return Hit(passages=tuple(sentences)) if sentences else None


def _stands(rule: Rule, where: Passage, dossier: Dossier) -> bool:
    if rule.when.phrases is not None and not _says(rule.when.phrases, where, dossier):
        return False
    if rule.when.pattern and not any(_PATTERNS[name].search(where.text) for name in rule.when.pattern.split()):
        return False
    return not found(where, rule.unless)


def _says(words: Words, where: Passage, dossier: Dossier) -> bool:
    if words.title and not where.title:
        return False
    if words.unquoted:
        where = unquoted(where)
    if not found(where, words.any) or (words.with_any and not found(where, words.with_any)):
        return False
    if words.full_name and not full_names(where.text):
        return False
    return not words.person or any(name and name in where.text for name in map(person_named, dossier.claims))


def _shows(sign: ClaimSign, claim: Claim, dossier: Dossier) -> bool:
    if sign == "named_accusation":
        return accuses_a_person(claim)
    if sign == "arrest":
        return claim.frame in ACCUSING - {"charged", "lawsuit"} and bool(person_named(claim)) and _in_europe(dossier)
    if sign == "death":
        return claim.frame in ("died_aged", "toll") and bool(person_named(claim))
    return claim.kind == "quote" and word_count(claim.quote) > QUOTE_WORDS_MOST


def _in_europe(dossier: Dossier) -> bool:
    return _plays_in(dossier, _UNITED_KINGDOM_AND_EU)


def _plays_in(dossier: Dossier, countries: Collection[str]) -> bool:
    return any(place.country.upper() in countries for place in dossier.story.places)


def _told(item: Item, owner: str) -> Iterator[Passage]:
    yield from (passage(item.id, owner, sentence, True) for sentence in sentences(item.title))
    yield from passages(item.id, owner, item.text)
