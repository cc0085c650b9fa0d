"""Lines that state nothing of the world: who agrees, who differs, what was not said, what was read."""

from collections.abc import Iterator, Sequence

from newsroom.model.brief import StudioBrief
from newsroom.model.claim import Claim
from newsroom.model.outlets import spoken_outlet
from newsroom.model.text import folded_words
from newsroom.studio.attribution import finished
from newsroom.studio.house_words import table, wordings
from newsroom.studio.phrases import joined
from newsroom.studio.say_numbers import amount
from newsroom.studio.wording import Candidate

COUNTS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def outlets_of(claims: Sequence[Claim], publishers: dict[str, str]) -> tuple[str, ...]:
    """Outlet names behind some claims, one an owner, in order of first use."""
    names: dict[str, str] = {}
    for claim in claims:
        for seen in claim.evidence:
            names.setdefault(seen.owner, spoken_outlet(publishers.get(seen.owner, seen.outlet)))
    return tuple(dict.fromkeys(names.values()))


def agreement(claim: Claim, publishers: dict[str, str]) -> Iterator[Candidate]:
    """ "Both A and B give that figure." Only for a number of two or more owners; it must follow that number."""
    outlets = outlets_of([claim], publishers)
    if claim.speaker or claim.quantity is None or claim.kind != "number" or len(claim.owners) < 2 or len(outlets) < 2:
        return
    forms: list[str] = wordings()["agreement"][2 if len(outlets) == 2 else "many"]
    count = COUNTS[len(outlets)] if len(outlets) < len(COUNTS) else str(len(outlets))
    for form in forms:
        yield Candidate(finished(form.format(outlets=joined(outlets), count=count)), (claim.id,), "fixed")


def dispute(one: Claim, other: Claim, publishers: dict[str, str]) -> Iterator[Candidate]:
    """Both values of one number, each with who gives it."""
    if one.quantity is None or other.quantity is None:
        return
    sides = {"one": _side(one, publishers), "other": _side(other, publishers)}
    if sides["one"] == sides["other"]:
        return
    values = {"first": amount(one.quantity), "second": amount(other.quantity)}
    for form in wordings()["dispute"]:
        yield Candidate(finished(form.format(**sides, **values)), (one.id, other.id), "frame")


def _side(claim: Claim, publishers: dict[str, str]) -> str:
    return claim.speaker.name if claim.speaker else outlets_of([claim], publishers)[0]


def unknowns(claims: Sequence[Claim], brief: StudioBrief) -> Iterator[Candidate]:
    """What the reports leave open: asked only where it fits, said only when no text that was read touches it."""
    frames, held = {claim.frame for claim in claims}, {claim.frame for claim in brief.claims}
    read = {word for item in brief.items for word in folded_words(f"{item.title} {item.text}")}
    marks = {sign for sign in "$£€" if any(sign in item.text + item.title for item in brief.items)}
    for row in table("templates.yaml")["unknown"]:
        asked = brief.story.category in row["categories"] and frames & set(row["when"])
        fits = asked and not held & set(row["unless"])
        if fits and not (read | marks) & {str(word) for word in row["silent_on"]}:
            yield Candidate(finished(row["say"]), (), "fixed")


def only_outlet(claims: Sequence[Claim], publishers: dict[str, str]) -> Iterator[Candidate]:
    """Said once, early, when every claim comes from the same owner."""
    if len({owner for claim in claims for owner in claim.owners}) == 1:
        name = outlets_of(claims, publishers)[0]
        yield Candidate(finished(table("templates.yaml")["only_outlet"].format(outlet=name)), (), "fixed")


def sources_line(claims: Sequence[Claim], publishers: dict[str, str]) -> Candidate:
    """The outlets behind what was said, most used first, at most four by name."""
    rows = table("templates.yaml")["sources"]
    names = _by_use(claims, publishers)
    most = int(rows["named_most"])
    if len(names) == 1:
        text = rows["one"].format(names=names[0])
    elif len(names) <= most:
        text = rows["many"].format(names=joined(names))
    elif len(names) == most + 1:
        text = rows["one_more"].format(names=", ".join(names[:most]))
    else:
        text = rows["more"].format(names=", ".join(names[:most]), count=len(names) - most)
    return Candidate(finished(text), (), "fixed")


def _by_use(claims: Sequence[Claim], publishers: dict[str, str]) -> tuple[str, ...]:
    used = [name for claim in claims for name in outlets_of([claim], publishers)]
    return tuple(sorted(dict.fromkeys(used), key=lambda name: -used.count(name)))
