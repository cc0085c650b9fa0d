"""Checks that need the claims or the whole script: attribution, strength, both sides, bands, runs, wording conditions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from newsroom.model.claim import Claim
from newsroom.model.item import Item
from newsroom.model.script import Issue, Line, Script, Severity
from newsroom.model.text import fold, folded_words, longest_shared_run, numbers, word_count
from newsroom.model.verdict import Condition
from newsroom.studio.guard_sense import QUOTED, has_phrase
from newsroom.studio.guard_tables import guard_table, word_set
from newsroom.studio.guard_voices import heard_outlet

RUN_MAX = 8
LONG_NAME = re.compile(r"\b[A-Z][\w.’'-]*[\w](?:(?: (?:of|of the|de|da|del|von|van|der|al|bin))? [A-Z][\w’'-]*\w){1,4}")
"""Two to five words with capitals, joined by small words of names."""
WORDS_MAX = 25
NUMBERS_MAX = 3
TITLE_MAX = 60
HOOK_MAX = 18
PLAIN_FRAMES = frozenset(["is_a"])
UNSPEAKABLE = frozenset(["contradicted", "unverifiable"])


def issue(severity: Severity, code: str, detail: str, line_id: str = "") -> Issue:
    """An issue of the script."""
    return Issue(component="script", severity=severity, code=code, detail=detail, line_id=line_id)


def speaks_of_reading(text: str) -> bool:
    """Whether a line states only what was read, and nothing of the world."""
    return any(re.search(p, text, re.IGNORECASE) for p in guard_table("guard_words.yaml")["reading"])


class Voices(NamedTuple):
    """Who may speak: outlet names by owner, the line before, whether the script rests on one outlet and says so."""

    owners: Mapping[str, frozenset[str]]
    before: Line | None = None
    alone: bool = False


def attribution_issues(line: Line, claims: Sequence[Claim], voices: Voices) -> Iterator[Issue]:
    """A claim of one voice, or a contested one, names that voice in the line: its speaker, or an outlet that has it."""
    said = f" {' '.join(folded_words(line.text))} "
    for claim in claims:
        if claim.status in UNSPEAKABLE:
            yield issue("critical", "untold", f"the claim is {claim.status}", line.id)
        needs = claim.speaker is not None or (claim.status != "supported" and not voices.alone)
        if claim.frame in PLAIN_FRAMES and claim.status != "disputed":
            continue
        if needs and not _names_voice(said, line, claim, voices):
            voice = claim.speaker.name if claim.speaker else claim.evidence[0].outlet
            yield issue("critical", "attribution", f"said without {voice}, who alone says it", line.id)


def _names_voice(said: str, line: Line, claim: Claim, voices: Voices) -> bool:
    if claim.speaker:
        parts = folded_words(claim.speaker.name)
        return bool(parts) and f" {parts[-1]} " in said.replace("'s ", " ")
    actor = [
        s.text
        for n, s in claim.slots.items()
        if n in {"speaker", "by", "who"} and s.kind in {"person", "group", "place"}
    ]
    speaks = claim.kind == "attribution" and any(_last(a) in said for a in actor)
    return speaks or heard_outlet(line, voices.before, claim, voices.owners)


def _last(name: str) -> str:
    parts = folded_words(name)
    return f" {parts[-1]} " if parts else "\0"


def strength_issues(line: Line, claims: Sequence[Claim], others: Sequence[Line]) -> Iterator[Issue]:
    """The claim's own hedge, denial, condition and bound are heard; a disputed value has its other side beside it."""
    said = fold(line.text)
    for claim in claims:
        hedge = claim.modality.split(" ")[0].lower()
        future = {"will", "plan", "plans", "intends", "wants", "due", "scheduled", "next", "to"}
        heard = hedge in said if hedge != "will" else bool(future & set(folded_words(line.text)))
        if hedge and not heard and not line.text.endswith("?"):
            yield issue("critical", "hedge", f"“{claim.modality}” was lost", line.id)
        if claim.condition and fold(claim.condition.strip(" ,.")) not in said:
            yield issue("critical", "condition", f"“{claim.condition}” was lost", line.id)
        denied = set(said.replace("n't", " not").replace(".", " ").replace(",", " ").split()) & (
            word_set("negations") | {"denies", "rejects", "denied", "rejected"}
        )
        if claim.polarity == "denied" and not denied and not line.text.endswith("?"):
            yield issue("critical", "denial", "a denial is told as a fact", line.id)
        if claim.conflicts and not _other_side(claim, line, others):
            yield issue("critical", "one_side", "a disputed value stands alone", line.id)


def _other_side(claim: Claim, line: Line, others: Sequence[Line]) -> bool:
    return any(other in neighbour.claim_ids for other in claim.conflicts for neighbour in (line, *others))


def wording_issues(line: Line, outlets: frozenset[str]) -> Iterator[Issue]:
    """Banned words, words that need a voice, length, figures and dangling pronouns."""
    own = QUOTED.sub(" ", line.text)
    for phrase in guard_table("guard_words.yaml")["banned"]:
        if has_phrase(own, phrase):
            yield issue("critical", "banned", f"“{phrase}”", line.id)
    attributed = (
        " says " in own or " said" in own or "ccording to" in own or any(f" {o} " in own.lower() for o in outlets)
    )
    for word in word_set("attributed_only"):
        if has_phrase(own, word) and not attributed:
            yield issue("critical", "loaded", f"“{word}” in our own voice", line.id)
    count = word_count(line.text)
    if count > WORDS_MAX:
        yield issue("minor", "long_line", f"{count} words, at most {WORDS_MAX}", line.id)
    if line.beat == "hook" and count > HOOK_MAX:
        yield issue("minor", "long_hook", f"{count} words, at most {HOOK_MAX}", line.id)
    if len(numbers(own)) > NUMBERS_MAX:
        yield issue("minor", "figures", "more figures than a listener can hold", line.id)
    if set(folded_words(own)) & word_set("dangling"):
        yield issue("minor", "dangling", "a word that leans on another line", line.id)


def pronoun_issues(script: Script) -> Iterator[Issue]:
    """A line that opens on a pronoun needs a name or noun in the line before."""
    for before, line in pairwise(script.lines):
        first = folded_words(line.text)[:1]
        if (
            first
            and first[0] in word_set("pronouns")
            and not speaks_of_reading(line.text)
            and "that number" not in fold(line.text)
        ):
            named = any(w[:1].isupper() for w in before.text.split()[1:])
            yield issue("minor" if named else "critical", "pronoun", f"“{first[0]}” opens the line", line.id)


def run_issues(line: Line, items: Sequence[Item], names: Sequence[str]) -> Iterator[Issue]:
    """No run of more than eight words of any source outside quotation marks; names of outlets do not count.

    A proper name of several words is one word: "Bank of Varland" cannot be said in other words.
    """
    for piece in QUOTED.sub("\n", line.text).split("\n"):
        long_names = sorted({m[0] for m in LONG_NAME.finditer(piece)}, key=lambda n: (-len(n), n))
        for item in items:
            for text in (item.title, item.text):
                if longest_shared_run(piece, text) <= RUN_MAX:
                    continue
                run = longest_shared_run(_names_joined(piece, long_names), _names_joined(text, long_names))
                if run > RUN_MAX and not any(
                    has_phrase(piece, name) and run <= len(folded_words(name)) for name in names
                ):
                    yield issue("critical", "copied", f"{run} words in a row of {item.publisher.name}", line.id)
                    return


def _names_joined(text: str, long_names: Sequence[str]) -> str:
    for name in long_names:
        text = re.sub(rf"\b{re.escape(name)}\b", "N" + "".join(w.title() for w in folded_words(name)), text, flags=re.I)
    return text


def shape_issues(script: Script, band: tuple[int, int]) -> Iterator[Issue]:
    """Words in the band, a title that fits, three openings of different techniques, a sources line at the end."""
    if not band[0] <= script.words <= round(band[1] * 1.1):
        yield issue("critical", "length", f"{script.words} spoken words, {band[0]} to {band[1]} wanted")
    if len(script.title) > TITLE_MAX:
        yield issue("minor", "title_long", f"{len(script.title)} characters, at most {TITLE_MAX}", "title")
    if len({hook.technique for hook in script.hooks}) != 3:
        yield issue("minor", "hooks", "three openings of different techniques are wanted")
    if not script.lines or script.lines[-1].beat != "sources":
        yield issue("critical", "sources", "the outlets that were read are not named")
    for one, two in pairwise(script.lines):
        if folded_words(one.text)[:2] == folded_words(two.text)[:2]:
            yield issue("minor", "opening", "two neighbouring lines open alike", two.id)


def condition_issues(conditions: Sequence[Condition], script: Script, found: Sequence[Issue]) -> Iterator[Issue]:
    """Every required condition is closed: wording here, the others before.

    A wording condition is closed when the script bound it, and when no line that tells its claims (any line, when it
    names none) has an open issue of attribution, strength or tone.
    """
    matters = {
        "attribution",
        "hedge",
        "condition",
        "denial",
        "one_side",
        "loaded",
        "banned",
        "rung_up",
        "untold",
        "bound",
    }
    for condition in conditions:
        if not condition.required_verification or condition.met is True:
            continue
        if condition.about != "wording":
            yield issue("critical", "condition_open", f"{condition.id} ({condition.about}): {condition.description}")
        elif condition.id not in script.bound_conditions:
            yield issue("critical", "condition_unbound", f"{condition.id}: {condition.description}")
        else:
            lines = {
                line.id
                for line in script.lines
                if not condition.claim_ids or set(condition.claim_ids) & set(line.claim_ids)
            }
            if any(i.code in matters and i.line_id in lines for i in found):
                yield issue("critical", "condition_open", f"{condition.id}: {condition.description}")
