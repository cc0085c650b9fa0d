"""The lines of one script: hook, beats in the template's order, sources; inside the word band or not at all."""

import re
from collections.abc import Sequence
from itertools import product

from newsroom.model.claim import Claim
from newsroom.model.script import Beat
from newsroom.model.text import content_words, numbers
from newsroom.studio.attribution import outlet_name
from newsroom.studio.drafting import Desk, Written, hear
from newsroom.studio.fixed_lines import agreement, dispute, only_outlet, sources_line, unknowns
from newsroom.studio.hooks import Opening
from newsroom.studio.readability import seconds
from newsroom.studio.script_plan import Plan
from newsroom.studio.wording import Candidate, candidates

BROAD: tuple[Beat, ...] = ("what", "evidence", "next", "quote")
"""Beats that may take more than their usual lines when the band is not filled: still one claim a line."""


VOICE_MOST = (99, 5, 4, 3, 2)
"""Lines that one origin alone may carry, tried from free to strict until no voice has more than half."""
NEAR = 4
"""How far down the queue a claim may be told out of turn so that another voice is heard."""
MEASURES = frozenset(
    ["magnitude", "depth", "toll", "injured", "missing", "vote_count", "outage", "evacuation", "rescued"]
)
"""Frames that say little beside their figure: once it was heard they repeat."""
TELLING_FIGURE = 10
"""A smaller whole number may have been heard of something else."""
INQUIRY = re.compile(r"\b(?:investigation|inquiry|probe)$", re.IGNORECASE)
SAVED = frozenset(["rescued", "freed"])
"""Two frames for one act: so many people brought out."""


class _Page:
    """The lines so far, what was told, and the words left."""

    def __init__(self, desk: Desk, words_max: int, most_of_one: int = 99) -> None:
        self.desk, self.words_max, self.most_of_one = desk, words_max, most_of_one
        self.lines: list[Written] = []
        self.told = desk.fresh()
        self.used: set[str] = set()
        self.alone = False

    def add(self, beat: Beat, found: Sequence[Candidate], at: int | None = None) -> bool:
        """Puts the best of `found` on the page if it may be said and fits."""
        judged = self.desk.say(found, self.told)
        if judged is None:
            return False
        line = self.desk.written(beat, judged.candidate)
        if self.words() + line.words > self.words_max or self._said_enough(judged.candidate):
            return False
        self.put(line, at)
        return True

    def put(self, line: Written, at: int | None = None) -> None:
        """Takes a line as it is."""
        self.lines.insert(len(self.lines) if at is None else at, line)
        self.told = hear(self.told, line, self.desk.claims)
        self.used |= set(line.candidate.claim_ids)

    def _said_enough(self, candidate: Candidate) -> bool:
        """Whether the one origin behind a line has had its share of lines."""
        voice = lone_voice(candidate, self.desk)
        return bool(voice) and sum(lone_voice(w.candidate, self.desk) == voice for w in self.lines) >= self.most_of_one

    def figures(self) -> frozenset[float]:
        """Every figure heard so far."""
        return frozenset(value for line in self.lines for value in numbers(line.candidate.text))

    def words(self) -> int:
        """Spoken words so far."""
        return sum(line.words for line in self.lines)


def body(hook: Opening, told: Plan, desk: Desk) -> tuple[Written, ...]:
    """All lines in order; empty when the claims do not reach the band's lower end."""
    last = _sources(told, desk)
    for extra, most in product((0, 1, 2, 3, 4, 6, 8), VOICE_MOST):
        lines = _attempt(hook, told, desk, last.words, extra, most)
        if not balanced(lines, desk):
            continue
        closing = _sources_of(lines, desk) if lines else last
        whole = (*lines, closing)
        words = sum(line.words for line in whole)
        long_enough = seconds(words, len(whole), desk.brief.channel.pace) >= told.length.seconds[0]
        if words >= told.length.words[0] and long_enough:
            return whole
    return ()


def balanced(lines: Sequence[Written], desk: Desk) -> bool:
    """Whether no single origin alone carries more than half of the lines, the closing one counted, when others speak too."""
    if len({owner for line in lines for i in line.candidate.claim_ids for owner in desk.claims[i].owners}) == 1:
        return True
    alone = [voice for line in lines if (voice := lone_voice(line.candidate, desk))]
    return all(2 * alone.count(voice) <= len(lines) + 1 for voice in set(alone))


def lone_voice(candidate: Candidate, desk: Desk) -> str:
    """The one owner behind a line, "" when several stand behind it or none."""
    owners = {owner for i in candidate.claim_ids for owner in desk.claims[i].owners}
    return next(iter(owners)) if len(owners) == 1 else ""


def _attempt(
    hook: Opening, told: Plan, desk: Desk, reserved: int, extra: int, most_of_one: int = 99
) -> tuple[Written, ...]:
    page = _Page(desk, told.length.words[1] - reserved, most_of_one)
    page.put(desk.written("hook", hook.candidate))
    claims = [desk.claims[i] for i in hook.candidate.claim_ids]
    if not hook.tells:
        page.used.clear()
    for claim in claims if hook.tells else ():
        _agree(page, "evidence", claim)
    everything = [claim for _, queue in told.queues for claim in queue]
    _introduce(page, told.queue("context"))
    page.alone = page.add("what", tuple(only_outlet(everything, desk.brief.publishers)))
    for beat, queue in told.queues:
        most = told.length.most.get(beat, 0) + (extra if beat in BROAD else 0)
        _beat(page, beat, queue, most)
    return tuple(page.lines)


def _introduce(page: _Page, background: Sequence[Claim]) -> None:
    """Who somebody in the opening is, straight after it; of one person only."""
    opening = page.lines[0].candidate.text
    for claim in background:
        about = claim.frame == "is_a" and claim.slots["who"].text.split()[-1] in opening and claim.status != "disputed"
        if about and page.add("context", candidates(claim, page.told, page.desk.setting)):
            return


def _beat(page: _Page, beat: Beat, queue: Sequence[Claim], most: int) -> None:
    if beat == "sources":
        return
    if beat == "unknown":
        everything = [page.desk.claims[i] for i in sorted(page.used)]
        found = list(unknowns(everything, page.desk.brief))
        for candidate in found[:most]:
            page.add("unknown", (candidate,))
        return
    waiting = list(queue)
    while waiting and sum(line.beat == beat for line in page.lines) < most:
        claim = waiting.pop(_next(waiting, page))
        if (
            claim.id not in page.used
            and not _told_already(page, claim)
            and (claim.frame != "is_a" or _mentioned(page, claim))
        ):
            _tell(page, beat, claim)


def _next(waiting: Sequence[Claim], page: _Page) -> int:
    """The most telling claim, rather of another voice than the one just heard when one waits near."""
    last = page.told.outlet
    others = (at for at, claim in enumerate(waiting[:NEAR]) if outlet_name(claim, page.desk.brief.publishers) != last)
    return next(others, 0) if last else 0


def _agree(page: _Page, beat: Beat, claim: Claim) -> None:
    """Who else gives a figure, straight after a line that holds this figure and no other."""
    said = numbers(page.lines[-1].candidate.text)
    if claim.quantity is not None and said == (claim.quantity.value,):
        page.add(beat, tuple(agreement(claim, page.desk.brief.publishers)))


def _told_already(page: _Page, claim: Claim) -> bool:
    """The same kind of fact about the same thing was told in other words."""
    if _figure_heard(page, claim):
        return True
    if claim.frame in SAVED and any(
        c.frame in SAVED and c.id != claim.id and _count(c) == _count(claim)
        for c in (page.desk.claims[i] for i in sorted(page.used))
    ):
        return True
    if _same_win(page, claim) or _same_act(page, claim) or _same_inquiry(page, claim):
        return True
    mine = (
        claim.frame,
        *(claim.slots[n].head for n in ("what", "target", "who", "verb", "object", "loser") if n in claim.slots),
    )
    return any(
        mine
        == (c.frame, *(c.slots[n].head for n in ("what", "target", "who", "verb", "object", "loser") if n in c.slots))
        for c in (page.desk.claims[i] for i in sorted(page.used))
    )


def _figure_heard(page: _Page, claim: Claim) -> bool:
    """The figure of a count or measure was told before, as itself or large enough to be no other."""
    value = claim.quantity.value if claim.quantity is not None else 0.0
    if claim.frame not in MEASURES or value not in page.figures():
        return False
    alike = any(page.desk.claims[i].frame == claim.frame for i in page.used)
    return alike or value >= TELLING_FIGURE or value != int(value)


def _same_act(page: _Page, claim: Claim) -> bool:
    """The same doer was told to have done something to the same thing: "rattled", "shook"."""
    pair = tuple(claim.slots[name].head for name in ("subject", "object") if name in claim.slots)
    told = (page.desk.claims[i].slots for i in sorted(page.used))
    return len(pair) == 2 and any(
        pair == tuple(slots[name].head for name in ("subject", "object") if name in slots) for slots in told
    )


def _same_win(page: _Page, claim: Claim) -> bool:
    """One win told twice: a second line for it needs a prize the first did not name."""
    winner = claim.slots.get("who" if claim.frame == "win" else "winner")
    if claim.frame not in {"win", "score"} or winner is None:
        return False
    told = [c for c in (page.desk.claims[i] for i in sorted(page.used)) if c.frame in {"win", "score"}]
    same = [c for c in told if winner.head in {c.slots[n].head for n in ("who", "winner") if n in c.slots}]
    return any(c.frame == claim.frame or "what" not in claim.slots for c in same)


def _same_inquiry(page: _Page, claim: Claim) -> bool:
    """An investigation was told to be under way; that one was opened is no news after it."""
    subject = claim.slots.get("subject")
    opened = (
        subject is not None and bool(INQUIRY.search(subject.text)) and not {"object", "complement"} & set(claim.slots)
    )
    return opened and any(page.desk.claims[i].frame == "inquiry" for i in page.used)


def _count(claim: Claim) -> tuple[float, ...]:
    return numbers(claim.slots["who"].text) if "who" in claim.slots else ()


def _mentioned(page: _Page, claim: Claim) -> bool:
    """Background is told only of what the listener has heard of."""
    return any(word in page.told.words for word in content_words(claim.slots["who"].text, "en"))


def _tell(page: _Page, beat: Beat, claim: Claim) -> None:
    publishers = page.desk.brief.publishers
    rivals = [page.desk.claims[i] for i in claim.conflicts if i in page.desk.claims]
    if any(rival.id in page.used for rival in rivals):
        return
    if rivals:
        both = [c for rival in rivals for c in dispute(claim, rival, publishers)]
        if not page.add(beat, both):
            _each_side(page, beat, claim, rivals[0])
        return
    spoken = (
        claim.model_copy(update={"status": "supported"}) if page.alone and claim.status == "single_source" else claim
    )
    if page.add(beat, candidates(spoken, page.told, page.desk.setting)):
        _agree(page, beat, claim)


def _each_side(page: _Page, beat: Beat, claim: Claim, rival: Claim) -> None:
    """Both sides in two neighbouring lines, or neither."""
    before, told, used = list(page.lines), page.told, set(page.used)
    setting = page.desk.setting
    sides = [c.model_copy(update={"status": "single_source"}) for c in (claim, rival)]
    if not all(page.add(beat, candidates(side, page.told, setting)) for side in sides):
        page.lines, page.told, page.used = before, told, used


def _sources(told: Plan, desk: Desk) -> Written:
    everything = [claim for _, queue in told.queues for claim in queue]
    return desk.written("sources", sources_line(everything, desk.brief.publishers))


def _sources_of(lines: Sequence[Written], desk: Desk) -> Written:
    """The outlets behind what was in fact said."""
    said = [desk.claims[i] for line in lines for i in line.candidate.claim_ids]
    return desk.written("sources", sources_line(said, desk.brief.publishers))
