"""Building a script line by line: each line is chosen against what the listener has heard so far."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from newsroom.model.brief import StudioBrief
from newsroom.model.claim import Claim, Slot
from newsroom.model.ids import derive
from newsroom.model.script import Beat, Line
from newsroom.model.text import content_words, fold, folded_words, word_count, words
from newsroom.ports import Inflection, Language
from newsroom.studio.articles import is_name
from newsroom.studio.choose import Bench, Judged, opening, passing
from newsroom.studio.comment import plain
from newsroom.studio.house_words import table, wordings
from newsroom.studio.ngrams import QUOTED, SourceRuns
from newsroom.studio.phrases import Told
from newsroom.studio.references import hangs
from newsroom.studio.say_dates import local_day
from newsroom.studio.say_numbers import counted_figure
from newsroom.studio.sound import is_sound
from newsroom.studio.spoken import spoken
from newsroom.studio.toll_event import in_its_event
from newsroom.studio.wording import Candidate, Setting

LABEL = re.compile(r"^([A-Z][a-z]+-)([A-Z][a-z]+)\b")
INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][\w-]+")
"""Words with a capital inside a sentence: names, and what is made of them ("Swiss")."""


class Written(NamedTuple):
    """A line with its beat and where its claims came from. `words` are spoken words."""

    beat: Beat
    candidate: Candidate
    spoken: str
    words: int


class Desk:
    """What one script is written from: settings, the sources' runs, the claims by id, and words not to use again."""

    def __init__(
        self, brief: StudioBrief, inflect: Inflection, language: Language, avoid: frozenset[str] = frozenset()
    ) -> None:
        self.brief, self.language = brief, language
        self.setting = Setting(local_day(brief.now, brief.channel.timezone), brief.publishers, inflect)
        spelled = frozenset(w for item in brief.items for w in words(f"{item.title} {item.text}"))
        self.claims: dict[str, Claim] = {
            c.id: in_its_event(unlabelled(plain(bounded(guarded(c, brief))), spelled), language) for c in brief.claims
        }
        self.runs = SourceRuns(f"{item.title}\n{item.text}" for item in brief.items)
        self.avoid = avoid
        self.known = known_names(brief)
        self.common = common_words(brief, language)

    def fresh(self) -> Told:
        """Nothing heard yet."""
        return Told(common=self.common)

    def say(self, found: Iterable[Candidate], told: Told) -> Judged | None:
        """The best candidate that may be said now, reads back whole and was not ruled out by an earlier reading."""
        bench = Bench(self.runs, self.known, told)
        allowed = (c for c in found if c.text not in self.avoid)
        return next((j for j in passing(allowed, self.claims, bench) if self.reads_well(j.candidate, told)), None)

    def reads_well(self, candidate: Candidate, told: Told) -> bool:
        """Whether the parser finds in the line what was meant and nothing points at what was not named.

        Fixed lines are ours and need no reading; before anything was told, nothing is asked of references.
        """
        if candidate.way == "fixed":
            return True
        sound = all(is_sound(candidate.text, self.claims[i], self.language) for i in candidate.claim_ids)
        return sound and (not told.openings or self.names_all(candidate, told))

    def names_all(self, candidate: Candidate, told: Told) -> bool:
        """Whether who hears this line after `told` knows what it speaks of."""
        text = QUOTED.sub("that", candidate.text)
        text = text.replace(candidate.outlet, "one report") if candidate.outlet else text
        return not any(hangs(sentence.tokens, told) for sentence in self.language.parse(text))

    def written(self, beat: Beat, candidate: Candidate) -> Written:
        """The candidate as a line, with its spoken form."""
        aloud = spoken(candidate.text, self.brief.lexicon)
        return Written(beat, candidate, aloud, word_count(aloud))


def guarded(claim: Claim, brief: StudioBrief) -> Claim:
    """A claim that a wording condition names is told with who says it, however many say it."""
    bound = {claim_id for c in brief.conditions if c.about == "wording" for claim_id in c.claim_ids}
    return claim.model_copy(update={"status": "single_source"}) if claim.id in bound else claim


def bounded(claim: Claim) -> Claim:
    """A count that some outlet gives as "at least" is told as "at least": the weaker word is true of both."""
    held = claim.quantity
    if held is None or held.bound != "exact" or held.value != int(held.value):
        return claim
    least = re.compile(
        rf"\bat least (?:{int(held.value):,}|{int(held.value)}|{counted_figure(held.value)})\b", re.IGNORECASE
    )
    if not any(least.search(seen.text) for seen in claim.evidence):
        return claim
    return claim.model_copy(update={"quantity": held.model_copy(update={"bound": "at_least"})})


def unlabelled(claim: Claim, spelled: frozenset[str]) -> Claim:
    """A headline's subject label taken off its first name: "Rowing-Brandt wins", where other reports say "Brandt"."""
    first = claim.slots.get("subject") or claim.slots.get("who")
    found = LABEL.match(first.text) if first and all(e.field == "title" for e in claim.evidence) else None
    if first is None or found is None or found[2] not in spelled:
        return claim
    name = "subject" if claim.slots.get("subject") is first else "who"
    bare = first.model_copy(
        update={"text": first.text[len(found[1]) :], "head": first.head.removeprefix(fold(found[1]))}
    )
    return claim.model_copy(update={"slots": {**claim.slots, name: bare}})


def known_names(brief: StudioBrief) -> frozenset[str]:
    """Folded words that may be capitalised in any line: outlets, months, days."""
    outlets = {e.outlet for claim in brief.claims for e in claim.evidence} | set(brief.publishers.values())
    months = "January February March April May June July August September October November December"
    return frozenset(folded_words(" ".join([*sorted(outlets), months])))


def common_words(brief: StudioBrief, language: Language) -> frozenset[str]:
    """Words that are no names: some report writes them in lower case, or they open a sentence and parse as common."""
    lower = {w for item in brief.items for w in words(f"{item.title} {item.text}") if w[:1].islower()}
    texts = dict.fromkeys(e.text for claim in brief.claims for e in claim.evidence)
    opened = [s.tokens[0] for text in texts for s in language.parse(text) if s.tokens]
    named = {w for item in brief.items for w in INSIDE.findall(item.text)}
    openers = frozenset(str(w) for w in table("not_facts.yaml")["plural_openers"]) - {w.lower() for w in named}
    plain = [t for t in opened if not t.ent and t.text not in named]
    return frozenset(
        lower | openers | {t.text.lower() for t in plain if t.pos not in {"PROPN", "X"} or _is_plural(t.text, language)}
    )


def _is_plural(word: str, language: Language) -> bool:
    """ "Landslides": a plural as soon as it stands in lower case."""
    tokens = [t for s in language.parse(f"There were {word.lower()}.") for t in s.tokens]
    return len(tokens) > 2 and tokens[2].tag == "NNS"


def hear(told: Told, line: Written, claims: dict[str, Claim]) -> Told:
    """What the listener knows after a line."""
    slots = [slot for i in line.candidate.claim_ids for slot in claims[i].slots.values()]
    speakers = [claims[i].speaker for i in line.candidate.claim_ids]
    text = line.candidate.text
    names = [s.text for s in slots if s.kind == "person" and is_name(s.text) and s.text in text]
    names += [s.name for s in speakers if s and is_name(s.name) and s.name in text]
    return Told(
        tuple(dict.fromkeys((*told.names, *names))),
        told.heads | {fold(s.head) for s in slots if _heard(s, text)},
        told.words | frozenset(content_words(text, "en")),
        line.candidate.outlet,
        (*told.openings, opening(text)),
        told.common,
        told.plain | {fold(w) for w in words(text) if w[:1].islower()},
    )


def _heard(slot: Slot, text: str) -> bool:
    return slot.text in text and slot.kind in {"event", "thing", "group", "place", "offence", "person"}


def as_line(written: Written, story_id: str, at: int) -> Line:
    """The noun; its id holds the place and the words."""
    return Line(
        id=derive("line", story_id, at, written.candidate.text),
        beat=written.beat,
        text=written.candidate.text,
        spoken=written.spoken,
        claim_ids=written.candidate.claim_ids,
        way=written.candidate.way,
    )


def house_words() -> frozenset[str]:
    """Content words of our own wordings: in a line they are ours, not a claim about the world."""
    frames = wordings()
    texts = [p for block in frames.values() if isinstance(block, dict) for row in block.values() for p in _texts(row)]
    return frozenset(content_words(" ".join(texts), "en"))


def _texts(row: object) -> list[str]:
    if isinstance(row, dict):
        return [p for inner in row.values() for p in _texts(inner)]
    return [str(p) for p in row] if isinstance(row, list) else [str(row)]
