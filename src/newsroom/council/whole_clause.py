"""A clause said whole: the slots of `happened` and `said`, holding every word that the clause must not lose."""

import re

from newsroom.council.clause import Clause
from newsroom.council.detached import Span, detached
from newsroom.council.grammar import bare
from newsroom.council.kinds import kind_of
from newsroom.council.lexicon import words
from newsroom.council.phrase_gates import phrase_refusal
from newsroom.council.said_parts import Reading, phrase, span_slot
from newsroom.council.verb_groups import is_plural, tense_of, verb_group
from newsroom.model.claim import Slot

Slots = dict[str, Slot]
_REFUSED_VERBS = frozenset(
    (
        "seem",
        "appear",
        "look",
        "feel",
        "mean",
        "let",
        "keep",
        "happen",
        "matter",
        "make",
        "see",
        "watch",
        "read",
        "learn",
    )
)
_TOLD_WHAT = frozenset(("tell", "inform", "remind", "assure", "ask"))
"""Verbs that say little before it is said what: "told the agency"."""
_LONE = frozenset(("before", "after", "as", "since", "until", "yet", "so"))
_LEADS = {"by": "by", "where": "in"}
_PLACE_PREPOSITIONS = frozenset(("in",))


def whole(reading: Reading, *, headline: bool) -> Slots | None:
    """The slots of the clause as `happened` has them, or None when a word of it would be lost or misplaced."""
    clause = reading.clause
    if (
        (clause.lemma in _REFUSED_VERBS and not clause.passive and not _full(clause))
        or clause.content is not None
        or _object_shared(clause)
    ):
        return None
    tense = tense_of(clause, headline=headline)
    subject = phrase(clause.subject, reading) if clause.subject is not None else None
    verb = verb_group(reading)
    if not tense or subject is None or verb is None:
        return None
    slots: Slots = {
        "subject": subject.slot,
        "verb": verb,
        "tense": Slot(text=tense, kind="thing", head=tense),
        "voice": _tag("passive" if clause.passive else "active"),
        "number": _tag("plural" if is_plural(clause) else "singular"),
    }
    tails: list[str] = []
    if not _parts(slots, reading, tails) or not _loose(slots, reading, tails):
        return None
    return slots if _says_enough(slots, clause) else None


def _full(clause: Clause) -> bool:
    """Verbs that tell something once they stand alone with what they need: "sees a rise", "makes a start", "happened"."""
    bare_verb = clause.attribute is None and clause.infinitive is None and clause.dative is None
    if clause.lemma in {"make", "see", "keep"}:
        return bare_verb and clause.object is not None
    return clause.lemma == "happen" and bare_verb and bool(clause.phrases)


def _tag(text: str) -> Slot:
    return Slot(text=text, kind="thing", head=text)


def _parts(slots: Slots, reading: Reading, tails: list[str]) -> bool:
    """Object, complement and agent; what hangs loosely on the last of them goes to `tails`."""
    clause = reading.clause
    named = {"object": clause.object, "second_object": clause.dative, "by": clause.agent}
    for role, at in named.items():
        if at is None:
            continue
        found = phrase(at, reading)
        if found is None or (role == "second_object" and clause.tree[at].pos == "ADP"):
            return False
        slots[role] = found.slot
    if clause.agent is None and clause.attribute is None and clause.infinitive is None and clause.object is not None:
        _take_apart("object", clause.tree.phrase(clause.object), slots, reading, tails)
    if clause.attribute is not None and clause.infinitive is not None:
        return _both(slots, reading)
    at = clause.attribute if clause.attribute is not None else clause.infinitive
    if at is None or at in _late_infinitive(clause):
        return True
    own = clause.tree.child(at, "nsubj", "nsubjpass")
    if own is not None and own != clause.object:
        return False
    found = span_slot(at, reading, drop_subject=own is not None)
    if found is None or re.match(r"(?:how|what|whether|if|why|who|when|where|like)\b", found.slot.text, re.IGNORECASE):
        return False
    kind = kind_of(clause.tree, at) if clause.attribute is not None else "thing"
    slots["complement"] = found.slot.model_copy(update={"kind": kind})
    if clause.attribute is not None and clause.agent is None:
        _take_apart("complement", clause.tree.phrase(at), slots, reading, tails)
    return True


def _both(slots: Slots, reading: Reading) -> bool:
    """ "remains favourite to win the title": what the subject is and what it is that to do, as one complement."""
    clause, tree = reading.clause, reading.clause.tree
    if clause.attribute is None or clause.infinitive is None:
        return False
    first, second = tree.phrase(clause.attribute), tree.phrase(clause.infinitive)
    span = (*first, *second)
    if first[-1] + 1 != second[0] or tree[second[0]].text != "to" or phrase_refusal(clause, reading.piece, span):
        return False
    text = reading.piece.words(tree[span[0]].start, tree[span[-1]].end)
    slots["complement"] = Slot(text=text, kind=kind_of(tree, clause.attribute), head=tree.head_lemma(clause.attribute))
    return True


def _take_apart(role: str, span: Span, slots: Slots, reading: Reading, tails: list[str]) -> None:
    """The slot without its loose tails, when its words are just those of `span`."""
    tree, piece = reading.clause.tree, reading.piece
    core, rest = detached(tree, span)
    whole_text = piece.words(tree[span[0]].start, tree[span[-1]].end)
    if not rest or bare(whole_text) != bare(slots[role].text):
        return
    text = piece.words(tree[core[0]].start, tree[core[-1]].end)
    kept = bare(text) if role == "object" else text.strip(" ,;:")
    slots[role] = slots[role].model_copy(update={"text": kept})
    tails += [piece.words(tree[tail[0]].start, tree[tail[-1]].end).strip(" ,;:") for tail in rest]


def _loose(slots: Slots, reading: Reading, tails: list[str]) -> bool:
    """Phrases after the verb in source order; a place of its own goes to `where`. False when one cannot be said."""
    clause, tree = reading.clause, reading.clause.tree
    late = _late_infinitive(clause)
    parts = (clause.object, clause.attribute, clause.dative, *(() if late else (clause.infinitive,)))
    last_part = max((at for at in parts if at is not None), default=clause.verb)
    sides = [side for side in clause.sides if side not in tree.loose(clause.verb)]
    after = list(tails)
    for top in sorted([*(p.top for p in clause.phrases), *clause.adverbs, *sides, *_late_infinitive(clause)]):
        if top < clause.verb and not _may_go(top, reading):
            return False
        if top < clause.verb or _drops_out(top, clause):
            continue
        token = tree[top]
        if token.dep in {"parataxis", "relcl"} or (token.dep == "advcl" and token.tag == "VBG"):
            return False
        if top < last_part and not (token.dep == "advmod" and token.lemma.endswith("ly")):
            return False
        found = span_slot(top, reading, drop_subject=False)
        if found is None or (" " not in found.slot.text and (token.pos == "ADP" or token.lemma in _LONE)):
            return False
        place = _place(top, clause) if "where" not in slots else None
        if place is not None:
            text = bare(found.slot.text.partition(" ")[2])
            slots["where"] = Slot(text=text, kind="place", head=tree.head_lemma(place))
        else:
            after += _in_parts(top, found.slot.text, reading)
    if after:
        slots["phrases"] = Slot(text=" | ".join(after), kind="list", head=after[0].split()[0].casefold())
    return True


def _late_infinitive(clause: Clause) -> tuple[int, ...]:
    """ "went to court to stop the plan": an infinitive behind a loose phrase is told in its place among the phrases."""
    at, tree = clause.infinitive, clause.tree
    if at is None or clause.attribute is not None or tree.child(at, "nsubj", "nsubjpass") is not None:
        return ()
    first = tree.subtree(at)[0]
    between = any(clause.verb < p.top < first for p in clause.phrases)
    return (at,) if between and tree[first].text == "to" else ()


def _in_parts(top: int, text: str, reading: Reading) -> list[str]:
    """A loose phrase and the phrases that hang on its end, each by itself."""
    tree, piece = reading.clause.tree, reading.piece
    span = tree.phrase(top)
    core, rest = detached(tree, span)
    if tree[top].dep != "prep" or len(core) < 2 or piece.words(tree[span[0]].start, tree[span[-1]].end) != text:
        return [text]
    return [piece.words(tree[part[0]].start, tree[part[-1]].end).strip(" ,;:") for part in (core, *rest)]


def _drops_out(top: int, clause: Clause) -> bool:
    """A factual side clause, which gives a claim of its own, or an adverb that adds nothing."""
    token = clause.tree[top]
    if token.dep == "advcl":
        return _is_factual_side(top, clause)
    if token.lemma.casefold() == "still" and top > clause.verb:
        return False  # "stood still"
    return token.dep == "advmod" and token.lemma.casefold() in words("harmless_adverbs")


def _place(top: int, clause: Clause) -> int | None:
    """The named place of an "in" phrase, or None."""
    tree = clause.tree
    noun = next((p.noun for p in clause.phrases if p.top == top), None)
    if noun is None or tree[top].lemma.casefold() not in _PLACE_PREPOSITIONS or tree[noun].ent not in {"GPE", "LOC"}:
        return None
    return noun if kind_of(tree, noun) == "place" else None


def _is_factual_side(top: int, clause: Clause) -> bool:
    marks = {clause.tree[c].lemma.casefold() for c in clause.tree.children(top, "mark", "advmod")}
    return bool(marks) and marks <= words("factual_marks") - {"that", "where"} | {"before"}


def _may_go(top: int, reading: Reading) -> bool:
    """What stands before the verb: openers, adverbs inside the verb group, and phrases that truth survives losing."""
    clause = reading.clause
    token = clause.tree[top]
    lemma = token.lemma.casefold()
    if token.dep == "advmod":
        inside = clause.subject is not None and clause.subject < top
        return inside or lemma in words("clause_openers") | words("harmless_adverbs")
    if token.dep == "advcl":
        return _is_factual_side(top, clause) or token.tag in {"VBG", "VBN"}
    return lemma in words("droppable_preps") | {"despite", "according", "because"}


def _object_shared(clause: Clause) -> bool:
    """ "caught and flew him out": the first verb's object stands after the second, so the first would lose it."""
    tree = clause.tree
    if clause.passive or clause.object is not None:
        return False
    return any(
        tree.child(joined, "dobj") is not None and joined - clause.verb <= 3
        for joined in tree.children(clause.verb, "conj")
    )


def _says_enough(slots: Slots, clause: Clause) -> bool:
    """A bare "X said" or "X is" tells nothing; an active verb alone only when it needs no object."""
    told = {"object", "complement", "phrases", "where", "by"} & slots.keys()
    if clause.lemma in _TOLD_WHAT and not clause.passive and "complement" not in told:
        return False
    if not clause.passive and clause.lemma in words("weak_verbs") | words("speech_plain") | words(
        "speech_strong"
    ) | words("mental_verbs"):
        return bool(told & {"object", "complement"} or _late_infinitive(clause)) or (
            clause.lemma in {"be", "go", "come", "remain", "put"} and bool(told)
        )
    if clause.passive or told:
        return True
    return clause.lemma in words("complete_verbs")


def said_words(slots: Slots) -> str:
    """The clause rebuilt from its slots: subject, verb, what completes it, place, time."""
    order = ("subject", "verb", "second_object", "object", "complement", "by", "phrases", "where", "when")
    parts = []
    for role in order:
        if role in slots:
            text = slots[role].text.replace(" | ", " ")
            parts.append(f"{_LEADS[role]} {text}" if role in _LEADS else text)
    return " ".join(parts)


def refuse_time(reading: Reading) -> bool:
    """Whether the clause's time cannot be said: two of them, or one that is broken."""
    clause = reading.clause
    if len(clause.times) > 2:
        return True
    tree = clause.tree
    if any(
        tree[i].dep == "conj" and tree[i].ent in {"GPE", "ORG", "PERSON"} for t in clause.times for i in tree.subtree(t)
    ):
        return True
    return any(
        phrase_refusal(clause, reading.piece, tree.subtree(t, tree.loose(t)), antecedent=reading.antecedent)
        for t in clause.times
    )
