"""Signals that no single phrase shows: they are read off several sentences, the headline, dates, or the pictures.

Each returns where it was found, or None (compliance.md sections 1, 2, 5, 6, 9 and 10).
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from newsroom.council.compliance_evidence import Hit
from newsroom.council.compliance_rules import StorySign, poll_windows
from newsroom.council.persons import full_names
from newsroom.council.phrases import Passage, found
from newsroom.council.pictures import Doubt, doubts
from newsroom.council.times import resolve
from newsroom.model.story import Dossier

UNKNOWN_COUNTRY_DAYS = 21
WHOLE_TEXT_WORDS = 60
"""A shorter text is an excerpt: what it leaves out says nothing about its headline."""
_SEX_OFFENCE = ("rape", "sexual assault", "sexual abuse", "sexually assault", "sexually abuse", "sex traffick")
_COMPLAINANT = (
    "victim", "complainant", "accuser", "survivor", "girl", "boy", "woman", "daughter", "son", "pupil", "student", "niece",
    "nephew", "stepdaughter", "stepson", "sister", "brother", "wife", "girlfriend",
)  # fmt: skip
_WAIVED = (
    "waive her right to anonymity",
    "waive his right to anonymity",
    "waive their right to anonymity",
    "waive anonymity",
)
_DETAILS = {
    "relation": re.compile(
        r"\b(?:his|her|their|’s|'s) (?:[a-z-]+ )?(?:daughter|son|step-?daughter|step-?son|niece|nephew|sister|brother|wife"
        r"|ex-wife|girlfriend|pupil|student|patient|employee|colleague|neighbou?r)\b|\b(?:daughter|son|niece|nephew) of\b"
    ),
    "age": re.compile(r"\b\d{1,2}[- ]years?[- ]old\b|\baged \d{1,2}\b"),
    "place": re.compile(
        r"\b(?:from|in|at|of) (?:the )?(?:[A-Z][\w’'-]+ )+(?:School|College|Academy|Street|Road|village|Primary|High)\b"
        r"|\b(?:village|hamlet|town) of [A-Z]"
    ),
}
_POLL = (
    "opinion poll",
    "exit poll",
    "poll put",
    "poll show",
    "poll find",
    "new poll",
    "latest poll",
    "voting intention",
)
_VOTE = (
    "election",
    "referendum",
    "runoff",
    "run-off",
    "go to the poll",
    "polling day",
    "poll open",
    "presidential vote",
)
_HARD_WORDS = (
    "fraudster", "liar", "killer", "murderer", "corrupt", "terrorist", "rapist", "abuser", "thief", "guilty", "paedophile",
    "racist", "nazi",
)  # fmt: skip
_INSINUATED = (*_HARD_WORDS, "fraud", "corruption", "lie", "cheat", "steal", "bribe", "spy", "abuse", "cover up")
_RELEASE = ("pr newswire", "business wire", "globenewswire", "press release", "news release", "einpresswire")


def _by_item(spoken: Sequence[Passage]) -> dict[str, list[Passage]]:
    told: dict[str, list[Passage]] = {}
    for where in spoken:
        told.setdefault(where.item_id, []).append(where)
    return told


def _hit(sentences: Sequence[Passage]) -> Hit | None:
    return Hit(passages=tuple(sentences)) if sentences else None


def jigsaw(_: Dossier, spoken: Sequence[Passage]) -> Hit | None:
    """Sentences that give two kinds of detail (relation, age, place) of whoever reported a sexual offence.

    The offence may stand in any sentence of the same report. A waiver of anonymity clears all.
    """
    if any(found(where, _WAIVED) for where in spoken):
        return None
    telling = []
    for report in _by_item(spoken).values():
        if any(found(where, _SEX_OFFENCE) for where in report):
            about = (where for where in report if found(where, _COMPLAINANT))
            telling += [where for where in about if sum(bool(one.search(where.text)) for one in _DETAILS.values()) > 1]
    return _hit(telling)


def poll_window(dossier: Dossier, spoken: Sequence[Passage]) -> Hit | None:
    """A poll about a vote that is so near that the country forbids it, or is within 21 days where its rule is unknown."""
    polls = [where for where in spoken if found(where, _POLL)]
    if not polls:
        return None
    ahead = _days_to_the_vote(dossier, spoken)
    countries = sorted({place.country.upper() for place in dossier.story.places} - {""}) or [""]
    closed = any(
        0 <= days <= poll_windows().get(country, UNKNOWN_COUNTRY_DAYS) for days in ahead for country in countries
    )
    return _hit(polls) if closed else None


def _days_to_the_vote(dossier: Dossier, spoken: Sequence[Passage]) -> set[int]:
    published = {item.id: item.published_at.date() for item in dossier.items}
    today = dossier.context.now.date()
    days = set()
    for where in spoken:
        if where.item_id in published and found(where, _VOTE):
            named = resolve(where.text, published[where.item_id], ahead=True)
            if len(named) == len("2031-05-14"):
                days.add((date.fromisoformat(named) - today).days)
    return days


def headline_beyond_body(_: Dossier, spoken: Sequence[Passage]) -> Hit | None:
    """Headlines that call a named person what no sentence beneath them says, where the text is there as a whole."""
    stronger = []
    for report in _by_item(spoken).values():
        body = [where for where in report if not where.title]
        whole = sum(len(where.forms) for where in body) >= WHOLE_TEXT_WORDS
        for title in (where for where in report if where.title and whole):
            word = found(title, _HARD_WORDS)
            if word and full_names(title.text) and not any(found(where, (word,)) for where in body):
                stronger.append(title)
    return _hit(stronger)


def insinuating_question(_: Dossier, spoken: Sequence[Passage]) -> Hit | None:
    """Headlines that ask what they do not say: a question with an accusing word about a named person."""
    return _hit([w for w in spoken if w.title and w.text.rstrip().endswith("?") and _accuses(w)])


def _accuses(where: Passage) -> bool:
    return bool(found(where, _INSINUATED) and full_names(where.text))


def press_release_only(dossier: Dossier, spoken: Sequence[Passage]) -> Hit | None:
    """One voice, and it is a press release."""
    released = [where for where in spoken if found(where, _RELEASE)]
    return _hit(released) if dossier.story.confirmations < 2 else None


def _pictures(*kinds: Doubt) -> Callable[[Dossier, Sequence[Passage]], Hit | None]:
    def sign(dossier: Dossier, spoken: Sequence[Passage]) -> Hit | None:
        shown = {one.item_id for one in doubts(dossier) if one.doubt in kinds}
        return _hit([where for where in spoken if where.item_id in shown and where.title])

    return sign


SIGNS: dict[StorySign, Callable[[Dossier, Sequence[Passage]], Hit | None]] = {
    "jigsaw": jigsaw,
    "poll_window": poll_window,
    "headline_beyond_body": headline_beyond_body,
    "insinuating_question": insinuating_question,
    "press_release_only": press_release_only,
    "picture_from_before": _pictures("before", "elsewhere", "reused"),
    "picture_generated": _pictures("generated"),
}
