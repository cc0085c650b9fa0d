"""What a line makes of its facts: denial, doubt, direction, cause, rank and strength (section 11, 6 to 9)."""

from newsroom.model.text import fold, folded_words
from newsroom.studio.guard_reading import Doubt, Reading, unsupported_share
from newsroom.studio.guard_rungs import rung_doubts as rungs_of
from newsroom.studio.guard_sense import QUOTED, has_phrase, supported
from newsroom.studio.guard_tables import guard_table, word_set

UNSUPPORTED_SHARE = 0.34


def negation_doubts(reading: Reading) -> list[Doubt]:
    said = reading.line.denied
    near_lemmas = {w for s in reading.near for w in s.lemmas}
    denied_here = bool(set(reading.line.lemmas) & word_set("negations"))
    if (
        denied_here
        and not near_lemmas & (word_set("negations") | word_set("implies_not"))
        and not _prefixed(near_lemmas)
    ):
        return [Doubt("negation_added", " ".join(sorted(said)))]
    best = reading.near[0] if reading.near else None
    if best is None or denied_here:
        return []
    lost = sorted(
        (best.denied & reading.line.content) - {d.verb for s in reading.near for d in s.deeds if d.verb not in s.denied}
    )
    implied = set(reading.line.lemmas) & word_set("implies_not")
    return [Doubt("negation_lost", ", ".join(lost))] if lost and not implied else []


def _prefixed(lemmas: set[str]) -> bool:
    """A word such as "unhurt" or "nonexistent", which denies in itself."""
    plain = ("under", "uni", "unc", "unt")
    return any(w.startswith(("un", "non")) and not w.startswith(plain) and len(w) > 5 for w in lemmas)


def hedges_doubts(reading: Reading) -> list[Doubt]:
    hedged = {v for s in reading.near for v in s.hedged} - {
        d.verb for s in reading.near for d in s.deeds if d.verb not in s.hedged
    }
    own = {d.verb for d in reading.line.deeds} - reading.line.hedged
    weak_line = set(reading.line.lemmas) & (word_set("hedges") - {"can", "set"})
    lost = sorted(hedged & own)
    return [Doubt("hedge_lost", ", ".join(lost))] if lost and not weak_line else []


def opposites_doubts(reading: Reading) -> list[Doubt]:
    own, held = set(reading.line.lemmas), {w for s in reading.near for w in s.lemmas}
    found = []
    for pair in guard_table("guard_words.yaml")["opposites"]:
        for ours, theirs in (pair, pair[::-1]):
            if ours in own and ours not in held and theirs in held and theirs not in own:
                found.append(Doubt("direction", ours))
    return found


def roles_doubts(reading: Reading) -> list[Doubt]:
    """Who did it to whom, turned round."""
    theirs = {d for s in reading.near for d in s.deeds}
    return [
        Doubt("roles_swapped", d.verb)
        for d in reading.line.deeds
        if d.subject and d.object and d.subject != d.object and d._replace(subject=d.object, object=d.subject) in theirs
        and d not in theirs
    ]  # fmt: skip


def cause_doubts(reading: Reading) -> list[Doubt]:
    marks: list[str] = guard_table("guard_words.yaml")["cause_marks"]
    ours = [m for m in marks if has_phrase(QUOTED.sub(" ", reading.line.text), m)]
    held = {w for s in reading.near for w in s.lemmas}
    return [Doubt("cause", ours[0])] if ours and not held & word_set("causes") else []


def superlatives_doubts(reading: Reading) -> list[Doubt]:
    held = {fold(w) for s in reading.all for w in (*s.lemmas, *folded_words(s.text))}
    own = {w for w in folded_words(QUOTED.sub(" ", reading.line.text)) if _is_superlative(w)}
    return [Doubt("superlative", w) for w in sorted(own) if w not in held and not _higher(w, held)]


def _is_superlative(word: str) -> bool:
    plain = {"west", "test", "rest", "best", "protest", "arrest", "request", "interest", "forest", "guest", "contest", "latest",
             "priest", "invest", "harvest", "conquest", "digest", "honest", "modest", "chest", "nest", "quest", "everest",
             "northwest", "southwest", "suggest", "bucharest", "budapest", "manifest", "midwest"}  # fmt: skip
    return word in word_set("superlatives") or (word.endswith("est") and len(word) > 4 and word not in plain)


def _higher(word: str, held: set[str]) -> bool:
    return word.removesuffix("est") in held or word.removesuffix("iest") + "y" in held


def support_doubts(reading: Reading) -> list[Doubt]:
    own = [w for w in reading.line.content if w not in word_set("neutral")]
    share = unsupported_share(reading)
    missing = ", ".join(sorted(w for w in own if not supported(w, reading.held)))
    return [Doubt("unsupported", missing)] if len(own) >= 3 and share > 1 - UNSUPPORTED_SHARE else []


def rungs_doubts(reading: Reading) -> list[Doubt]:
    said = QUOTED.sub(" ", reading.line.text)
    held = [lemma for s in reading.near for lemma in s.lemmas]
    return [Doubt(code, words) for code, words in rungs_of(said, reading.line.lemmas, reading.near_text, held)]
