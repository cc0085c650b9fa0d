"""Openings of one story by technique, each within 18 words and each bound to claims (broadcast-writing.md section 4)."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from newsroom.model.claim import Claim
from newsroom.model.script import Hook
from newsroom.model.text import content_words, fold, folded_words, numbers, word_count
from newsroom.studio.articles import DETERMINED, is_common
from newsroom.studio.attribution import finished
from newsroom.studio.choose import Bench, judge
from newsroom.studio.drafting import Desk, house_words
from newsroom.studio.fixed_lines import dispute
from newsroom.studio.house_words import table
from newsroom.studio.phrases import is_role, phrase, place_phrase
from newsroom.studio.script_plan import rank, relevance
from newsroom.studio.spoken import spoken
from newsroom.studio.wording import Candidate, candidates, openings

CLAIMS_TRIED = 8
THING_SLOTS = ("event", "what", "who", "subject", "target", "law", "product", "by")


ASKED_KINDS = frozenset(["event", "thing", "group", "place"])


class Opening(NamedTuple):
    """A hook that tells its claims (`tells`) or only asks about them."""

    technique: str
    candidate: Candidate
    tells: bool


def hook_openings(usable: Sequence[Claim], desk: Desk) -> tuple[Opening, ...]:
    """Every admissible opening, best claim first, in a fixed order of techniques."""
    tried = sorted(usable, key=lambda c: rank(c, desk.brief))[:CLAIMS_TRIED]
    found: list[Opening] = []
    for opening in _all(tried, desk):
        if _fits(opening, desk):
            found.append(opening)
    return tuple(found)


def _all(tried: Sequence[Claim], desk: Desk) -> Iterator[Opening]:
    for claim in tried:
        for candidate in openings(claim, desk.fresh(), desk.setting):
            yield Opening(candidate.opening, candidate, candidate.opening != "question")
        yield from _told(claim, desk)
    yield from _contrasts(desk)
    for claim in tried:
        if claim.frame != "is_a":
            yield from _asked(claim, desk)


def _told(claim: Claim, desk: Desk) -> Iterator[Opening]:
    rows = table("hooks.yaml")
    if claim.frame == "is_a" or claim.conflicts or of_another_year(claim, desk):
        return  # background opens nothing; a disputed value opens only beside its other side
    technique = "quote" if claim.frame == "quote" else "result"
    for candidate in candidates(claim, desk.fresh(), desk.setting):
        if claim.frame in rows["stakes_frames"] or claim.modality or claim.frame in rows["future_frames"]:
            yield Opening("stakes", candidate, True)
        else:
            yield Opening(technique, candidate, True)
        if numbers(candidate.text) and claim.quantity:
            yield Opening("number", candidate, True)
        yield from _placed(claim, candidate)


def of_another_year(claim: Claim, desk: Desk) -> bool:
    """What happened in an earlier year is background: it neither opens a script nor names it."""
    return bool(claim.time) and claim.time[:4] < str(desk.setting.today.year)


def _placed(claim: Claim, candidate: Candidate) -> Iterator[Opening]:
    place = claim.slots["where"].text if "where" in claim.slots else claim.place
    where = place_phrase(place, claim.evidence) if place else ""
    tail = f" {where}."
    if where and candidate.text.endswith(tail) and not candidate.outlet and not claim.speaker:
        line = candidate.text[: -len(tail)]
        first = line[:1] if line[1:2].isupper() or _is_named(line, claim) else line[:1].lower()
        text = finished(f"{where}, {first}{line[1:]}")
        yield Opening("place", candidate._replace(text=text), True)


def _is_named(line: str, claim: Claim) -> bool:
    first = line.split()[0].strip(",")
    return any(slot.text.split()[:1] == [first] and not is_common(slot) for slot in claim.slots.values())


def _contrasts(desk: Desk) -> Iterator[Opening]:
    for claim in desk.claims.values():
        for other in claim.conflicts:
            if other in desk.claims and claim.id < other:
                for candidate in dispute(claim, desk.claims[other], desk.brief.publishers):
                    yield Opening("contrast", candidate, True)


def _asked(claim: Claim, desk: Desk) -> Iterator[Opening]:
    rows = table("hooks.yaml")
    for name in THING_SLOTS:
        slot = claim.slots.get(name)
        if slot is None or slot.kind not in ASKED_KINDS or is_role(slot.text) or DETERMINED.match(slot.text):
            continue
        thing = phrase(slot, claim, desk.fresh())
        if not thing:
            continue
        for technique in ("question", "summary"):
            for form in rows[technique]:
                text = finished(form.format(thing=thing))
                yield Opening(technique, Candidate(text, (claim.id,), "frame"), False)
        return


def _fits(opening: Opening, desk: Desk) -> bool:
    """Length, evidence and runs; then the table of what a hook may never do."""
    text = opening.candidate.text
    rows = table("hooks.yaml")
    if word_count(text) > rows["words_max"] or text in desk.avoid:
        return False
    if (
        judge(opening.candidate, desk.claims, Bench(desk.runs, desk.known, desk.fresh())).failed
        not in _ALLOWED[opening.tells]
    ):
        return False
    if opening.tells and not names_event(text, desk):
        return False
    if opening.tells and not (
        desk.reads_well(opening.candidate, desk.fresh()) and desk.names_all(opening.candidate, desk.fresh())
    ):
        return False
    return not forbidden(opening.technique, text, [desk.claims[i] for i in opening.candidate.claim_ids])


def names_event(text: str, desk: Desk) -> bool:
    """Whether who hears only this sentence knows what the story is about: words of its headline, and a name or two more."""
    shared, named = shared_words(text, desk), any(w[:1].isupper() for w in text.split()[1:])
    return shared >= 2 or (shared == 1 and named and not text.endswith("?"))


def shared_words(text: str, desk: Desk) -> int:
    """How many content words of the story's headline a text holds."""
    words = {
        word[:5]
        for word in content_words(text, "en")
        if word not in table("hooks.yaml")["of_any_story"] and not word.isdigit()
    }
    return len(words & {word[:5] for word in content_words(desk.brief.story.headline, "en")})


_ALLOWED = {True: ("",), False: ("", "strength")}


def forbidden(technique: str, text: str, claims: Sequence[Claim]) -> str:
    """Why a hook of this technique may not open (may-never table of section 4), or ""."""
    rows = table("hooks.yaml")
    low = fold(text)
    if any(word in low for word in rows["bait"]):
        return "bait"
    if technique == "result" and any(c.modality or c.frame in rows["future_frames"] for c in claims):
        return "calls done what is planned"
    if technique == "quote" and not any(c.speaker or "speaker" in c.slots for c in claims):
        return "unattributed quote"
    if technique == "question" and any(c.frame in rows["accusing_frames"] for c in claims):
        return "insinuates guilt"
    early = folded_words(text)[:7]
    if any(c.frame in rows["accusing_frames"] and _named_early(c, early) for c in claims):
        return "names an accused in the first three seconds"
    return ""


def _named_early(claim: Claim, early: Sequence[str]) -> bool:
    people = [s for name, s in claim.slots.items() if s.kind == "person" and name == "who"]
    return any(w in early for s in people if s.text[:1].isupper() for w in folded_words(s.text)[-1:])


def accuracy(text: str, claims: Sequence[Claim]) -> float:
    """Share of the hook's content words that its claims' evidence holds or that are our own frame words, 0 to 1."""
    held = {w for c in claims for e in c.evidence for w in content_words(f"{e.text} {e.outlet}", "en")}
    held |= {w for c in claims for w in content_words(f"{c.time} {c.speaker.name if c.speaker else ''}", "en")}
    own = content_words(text, "en")
    ours = house_words() | _fixed_words()
    return sum(w in ours or w.isdigit() or _held(w, held) for w in own) / len(own) if own else 0.0


def _held(word: str, held: set[str]) -> bool:
    """The word or another form of it."""
    stem = word[: max(4, len(word) - 3)]
    return word in held or (len(word) > 3 and any(other.startswith(stem) for other in held))


def _fixed_words() -> frozenset[str]:
    rows: dict[str, Any] = table("hooks.yaml")
    return frozenset(content_words(" ".join([*rows["question"], *rows["summary"], "known today yesterday"]), "en"))


def pull(opening: Opening, desk: Desk) -> float:
    """Predicted strength by the small model of hooks.yaml, 0 to 1."""
    rows = table("hooks.yaml")
    weights, text = rows["pull"], opening.candidate.text
    count = word_count(text)
    off = max(0, 6 - count, count - 12)
    claims = [desk.claims[i] for i in opening.candidate.claim_ids]
    places = [c.place or (c.slots["where"].text if "where" in c.slots else "") for c in claims]
    value: float = weights["base"] + rows["technique"][opening.technique] + max(0.0, weights["brief"] - 0.02 * off)
    value += weights["number"] * bool(numbers(text)) + weights["place"] * any(p and p in text for p in places)
    value += weights["name"] * any(w[:1].isupper() for w in text.split()[1:])
    value += weights["concrete"] * len(content_words(text, "en")) / max(1, count)
    value += weights["early"] * (not opening.candidate.outlet and not any(c.speaker for c in claims))
    value += weights["question"] * text.endswith("?") - weights["dropped"] * opening.candidate.dropped
    value += weights["salience"] * max((c.salience for c in claims), default=0.0)
    value += weights["asked"] * (f"open_with_{opening.technique}" in desk.brief.suggestions)
    value += weights["relevance"] * max((relevance(c, desk.brief) for c in claims), default=0.0)
    return min(1.0, max(0.0, value))


def as_hook(opening: Opening, desk: Desk) -> Hook:
    """The noun, with both scores."""
    candidate = opening.candidate
    claims = [desk.claims[i] for i in candidate.claim_ids]
    return Hook(
        technique=opening.technique,
        text=candidate.text,
        spoken=spoken(candidate.text, desk.brief.lexicon),
        claim_ids=candidate.claim_ids,
        accuracy=accuracy(candidate.text, claims),
        pull=pull(opening, desk),
    )


def three(found: Sequence[Opening], desk: Desk) -> tuple[Opening, ...]:
    """The three strongest openings of different techniques and words, rather on different claims; fewer when so few."""
    strong = sorted(found, key=lambda o: (-round(pull(o, desk), 3), o.technique, o.candidate.text))
    picked: list[Opening] = []
    for same_claim in (False, True):
        for opening in strong:
            fresh = same_claim or all(opening.candidate.claim_ids != p.candidate.claim_ids for p in picked)
            if fresh and len(picked) < 3 and _differs(opening, picked):
                picked.append(opening)
    return tuple(picked)


def _differs(opening: Opening, picked: Sequence[Opening]) -> bool:
    return all(opening.technique != p.technique and opening.candidate.text != p.candidate.text for p in picked)
