"""One sentence -> draft claims: what a single outlet states, before outlets are compared."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from newsroom.council import frame_match as typed
from newsroom.council.background import descriptions, titles
from newsroom.council.clause import Clause
from newsroom.council.clauses import attached, clauses, restrictive
from newsroom.council.gates import CONDITION_LOST, clause_refusal
from newsroom.council.grammar import Tree, bare
from newsroom.council.kinds import kind_of
from newsroom.council.lexicon import words
from newsroom.council.phrase_gates import subject_refusal
from newsroom.council.pieces import Piece
from newsroom.council.pronouns import meant_by, subject_told
from newsroom.council.said_parts import Reading, span_slot
from newsroom.council.speakers import Names, people_of, speaker_behind
from newsroom.council.statements import statement_of, told_alone, told_whole
from newsroom.council.times import resolve
from newsroom.council.verb_groups import modality_of
from newsroom.council.whole_clause import refuse_time, whole
from newsroom.model.claim import Quantity, Slot, Speaker
from newsroom.model.syntax import Sentence

_QUANTITY_ROLES = ("number", "amount", "votes", "age", "score", "term")


class Draft(NamedTuple):
    """A claim as one sentence states it."""

    frame: str
    slots: dict[str, Slot]
    piece: Piece
    statement: str
    quantity: Quantity | None = None
    speaker: Speaker | None = None
    quote: str = ""
    time: str = ""
    place: str = ""
    polarity: Literal["affirmed", "denied"] = "affirmed"
    modality: str = ""
    trigger: str = ""
    condition: str = ""


def drafts(sentence: Sentence, piece: Piece, published: date, before: Names) -> Iterator[Draft]:
    """The drafts of one parsed sentence, in order; a clause gives a typed fact or is said whole, never both."""
    tree = Tree(sentence)
    seen: set[int] = set()
    for clause in clauses(tree):
        if (
            clause.lemma in words("speech_plain") | words("speech_strong")
            and clause.content is not None
            and _has_clause(tree, clause)
        ):
            found = (
                _typed(_reading(clause, piece, before), piece, published, before)
                if not clause_refusal(clause, piece)
                else None
            )
        else:
            found = _clause(clause, piece, published, before)
        if found is not None:
            seen.add(clause.verb)
            yield found
    for clause in restrictive(tree):
        found = _clause(clause, piece, published, before) if clause.verb not in seen else None
        if found is not None:
            seen.add(clause.verb)
            yield found
    for clause in attached(tree):
        if clause.verb not in seen:
            found = _attached(clause, piece, published, before)
            if found is not None:
                seen.add(clause.verb)
                yield found
    if piece.speaker is None:
        for slots in (*descriptions(tree, piece), *titles(tree, piece)):
            yield Draft("is_a", slots, piece, f"{slots['who'].text} is {slots['what'].text}")


def names_of(sentence: Sentence, piece: Piece) -> Names:
    """What the next sentence's pronouns may mean."""
    tree = Tree(sentence)
    main = next((c for c in clauses(tree) if c.source == "main"), None)
    told = subject_told(tree, main, piece) if main is not None and not clause_refusal(main, piece) else None
    return people_of(sentence)._replace(subject=told, start=piece.start)


def _shown(piece: Piece, reading: Reading) -> Piece:
    """The evidence: this sentence, with the one before when that says who is meant."""
    return piece._replace(start=min(piece.start, reading.since)) if reading.since >= 0 else piece


def _has_clause(tree: Tree, clause: Clause) -> bool:
    return clause.content is not None and tree.child(clause.content, "nsubj", "nsubjpass", "expl") is not None


def _clause(clause: Clause, piece: Piece, published: date, before: Names) -> Draft | None:
    refused = clause_refusal(clause, piece)
    if refused == CONDITION_LOST:
        return _conditional(clause, piece, published, before)
    if refused:
        return None
    reading = _reading(clause, piece, before)
    if (not reading.subject_text and subject_refusal(clause, piece.topic)) or refuse_time(reading):
        return None
    found = _typed(reading, piece, published, before)
    return found if found is not None else _whole(reading, piece, published, before)


def _conditional(clause: Clause, piece: Piece, published: date, before: Names) -> Draft | None:
    """ "will run the port until a council is elected": told whole, with its one condition, when that can be said."""
    sides = [side for side in clause.sides if side > clause.verb]
    plain = clause._replace(sides=())
    if len(sides) != 1 or sides != list(clause.sides) or clause_refusal(plain, piece):
        return None
    reading = _reading(plain, piece, before)
    condition = span_slot(sides[0], reading, drop_subject=False)
    if (not reading.subject_text and subject_refusal(plain, piece.topic)) or refuse_time(reading) or condition is None:
        return None
    text = condition.slot.text
    if text.split()[0].casefold() not in words("sayable_conditions"):
        return None
    found = _whole(reading, piece, published, before)
    return found._replace(condition=text, statement=f"{found.statement} {text}") if found is not None else None


def _attached(clause: Clause, piece: Piece, published: date, before: Names) -> Draft | None:
    if clause.others or piece.touches(piece.quoted, clause.tree[clause.verb].start, clause.tree[clause.verb].end):
        return None
    return _typed(Reading(clause, piece), piece, published, before)


def _reading(clause: Clause, piece: Piece, before: Names) -> Reading:
    """The clause with a pronoun as its subject resolved when only one thing can be meant."""
    tree, at = clause.tree, clause.subject
    if at is None:
        return Reading(clause, piece)
    who = meant_by(clause, piece, before)
    if who is not None:
        many = who.kind == "group" and tree[at].text.casefold() == "they"
        kind = "people" if many or tree[at].tag in {"NNS", "NNPS"} else who.kind
        since = before.start if who.before else -1
        return Reading(clause, piece, kind, who.text, who.head, who.kind, since)
    kind = kind_of(tree, at)
    many = tree[at].tag in {"NNS", "NNPS"} or bool(tree.children(at, "conj"))
    return Reading(
        clause, piece, "people" if many else (kind if kind in {"person", "group", "place", "event"} else "thing")
    )


def _typed(reading: Reading, piece: Piece, published: date, before: Names) -> Draft | None:
    found = typed.match(reading, headline=piece.kind != "body")
    if found is None:
        return None
    clause = reading.clause
    speaker, refused = speaker_behind(clause, piece, before)
    slots = {role: f.slot for role, f in found.found.items()}
    _circumstances(slots, reading)
    time = resolve(slots["when"].text, published) if "when" in slots else ""
    if refused or _long_ago(time, slots, published):
        return None
    statement = statement_of(reading) if _names_doer(slots, reading) else told_alone(reading)
    quantity = next((found.found[r].quantity for r in _QUANTITY_ROLES if r in found.found), None)
    return Draft(
        frame=found.frame.name,
        slots=slots,
        piece=_shown(piece, reading),
        statement=statement,
        quantity=quantity,
        speaker=speaker,
        time=time,
        place=slots["where"].text if "where" in slots else "",
        trigger=clause.lemma,
    )


def _names_doer(slots: dict[str, Slot], reading: Reading) -> bool:
    """Whether the noun that a phrase hangs on became a part of the fact: "a fire at a resort that killed 40" has none."""
    clause = reading.clause
    if clause.source != "attached" or clause.subject is None:
        return True
    return any(slot.head == clause.tree.head_lemma(clause.subject) for slot in slots.values())


def _long_ago(time: str, slots: dict[str, Slot], published: date) -> bool:
    """A typed fact is of this story: one dated to another year or weeks away is told whole, with its date, or not."""
    if not time:
        low = slots["when"].text.casefold() if "when" in slots else ""
        return any(word in low for word in ("last year", "years", "century", "decade", "since", "last month", "months"))
    if len(time) < 10:
        return not published.isoformat().startswith(time)
    return abs((date.fromisoformat(time) - published).days) > 14


def _whole(reading: Reading, piece: Piece, published: date, before: Names) -> Draft | None:
    clause = reading.clause
    slots = whole(reading, headline=piece.kind != "body")
    if slots is None:
        return None
    speaker, refused = speaker_behind(clause, piece, before)
    if refused:
        return None
    _circumstances(slots, reading)
    ahead = slots["tense"].text == "future"
    time = resolve(slots["when"].text, published, ahead=ahead) if "when" in slots else ""
    frame = "happened"
    statement = told_whole(reading, slots)
    if statement.split()[-1] in words("spans_of_time"):
        return None
    if speaker is not None:
        frame = "said"
        verb = speaker.verb
        slots = {
            "speaker": Slot(text=speaker.name, kind="person", head=speaker.name.split()[-1].casefold().strip("'\".")),
            "say": Slot(text=verb, kind="thing", head=verb),
            "content": Slot(text=statement, kind="thing", head=slots["verb"].head),
            **slots,
        }
        statement = f"{speaker.name}: {statement}"
    return Draft(
        frame=frame,
        slots=slots,
        piece=_shown(piece, reading),
        statement=statement,
        speaker=speaker,
        time=time,
        place=slots["where"].text if "where" in slots else "",
        polarity="denied" if clause.negation else "affirmed",
        modality=modality_of(clause),
    )


def _circumstances(slots: dict[str, Slot], reading: Reading) -> None:
    """Adds `when` and `where` from loose phrases of the clause that no slot has used."""
    clause, tree = reading.clause, reading.clause.tree
    if "when" not in slots and clause.times:
        found = [span_slot(t, reading, drop_subject=False) for t in clause.times]
        if all(found):
            text = " ".join(f.slot.text for f in found if f)
            slots["when"] = Slot(text=text, kind="time", head=tree.head_lemma(clause.times[0]))
    if "where" in slots or "verb" in slots:
        return
    taken = {slot.text for slot in slots.values()}
    for loose in clause.phrases:
        if (
            loose.noun is not None
            and loose.preposition in {"in", "at", "near"}
            and kind_of(tree, loose.noun) == "place"
        ):
            found_at = span_slot(loose.top, reading, drop_subject=False)
            if found_at and not any(bare(found_at.slot.text.partition(" ")[2]) in text for text in taken):
                place = bare(found_at.slot.text.partition(" ")[2])
                slots["where"] = Slot(text=place, kind="place", head=tree.head_lemma(loose.noun))
                return
