"""A clause said whole: the slots of `happened` and `said`, holding every word that the clause must not lose."""

import re

from newsroom.council.clauses import Clause
from newsroom.council.gates import hedges, phrase_refusal
from newsroom.council.grammar import bare
from newsroom.council.kinds import kind_of
from newsroom.council.lexicon import words
from newsroom.council.slots import Reading, phrase, span_slot
from newsroom.model.claim import Slot

Slots = dict[str, Slot]
_REFUSED_VERBS = frozenset(("seem", "appear", "look", "feel", "mean", "let", "keep", "happen", "matter", "make", "see", "watch", "read", "learn"))
_LEADS = {"by": "by", "where": "in"}
_PLACE_PREPOSITIONS = frozenset(("in",))


def whole(reading: Reading, *, headline: bool) -> Slots | None:
    """The slots of the clause as `happened` has them, or None when a word of it would be lost or misplaced."""
    clause = reading.clause
    if (clause.lemma in _REFUSED_VERBS and not clause.passive) or clause.content is not None or _object_shared(clause):
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
        "number": _tag("plural" if _is_plural(clause) else "singular"),
    }
    if not _parts(slots, reading) or not _loose(slots, reading):
        return None
    return slots if _says_enough(slots, clause) else None


def _tag(text: str) -> Slot:
    return Slot(text=text, kind="thing", head=text)


def _parts(slots: Slots, reading: Reading) -> bool:
    clause = reading.clause
    named = {"object": clause.object, "second_object": clause.dative, "by": clause.agent}
    for role, at in named.items():
        if at is None:
            continue
        found = phrase(at, reading)
        if found is None or (role == "second_object" and clause.tree[at].pos == "ADP"):
            return False
        slots[role] = found.slot
    if clause.attribute is not None and clause.infinitive is not None:
        return False
    at = clause.attribute if clause.attribute is not None else clause.infinitive
    if at is None:
        return True
    found = span_slot(at, reading, drop_subject=clause.infinitive is not None)
    if found is None or re.match(r"(?:how|what|whether|if|why|who|when|where|like)\b", found.slot.text, re.IGNORECASE):
        return False
    kind = kind_of(clause.tree, at) if clause.attribute is not None else "thing"
    slots["complement"] = found.slot.model_copy(update={"kind": kind})
    return True


def _loose(slots: Slots, reading: Reading) -> bool:
    """Phrases after the verb in source order; a place and a time of their own go to `where` and `when`."""
    clause = reading.clause
    tree = clause.tree
    after: list[str] = []
    last_part = max((at for at in (clause.object, clause.attribute, clause.dative) if at is not None), default=clause.verb)
    tops = [p.top for p in clause.phrases] + list(clause.adverbs) + [s for s in clause.sides if s not in tree.loose(clause.verb)]
    for top in sorted(tops):
        token = tree[top]
        lemma = token.lemma.casefold()
        if top < clause.verb:
            if not _may_go(top, reading):
                return False
            continue
        if token.dep in {"parataxis", "relcl"}:
            return False
        if token.dep == "advcl":
            if _is_factual_side(top, clause):
                continue
            if token.tag == "VBG" and top not in tree.loose(clause.verb):
                return False
        if token.dep == "advmod" and lemma in words("harmless_adverbs"):
            continue
        if top < last_part and token.dep != "advmod":
            return False
        found = span_slot(top, reading, drop_subject=False)
        if found is None or (token.pos == "ADP" and " " not in found.slot.text):
            return False
        noun = next((p.noun for p in clause.phrases if p.top == top), None)
        if "where" not in slots and noun is not None and lemma in _PLACE_PREPOSITIONS and kind_of(tree, noun) == "place" and tree[noun].ent in {"GPE", "LOC"}:
            slots["where"] = Slot(text=bare(found.slot.text.partition(" ")[2]), kind="place", head=tree.head_lemma(noun))
            continue
        after.append(found.slot.text)
    if after:
        slots["phrases"] = Slot(text=" | ".join(after), kind="list", head=after[0].split()[0].casefold())
    return True


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


def verb_group(reading: Reading) -> Slot | None:
    """The verb with auxiliaries, negation, inner adverbs and particle, as the source has them, when they stand together."""
    clause, tree = reading.clause, reading.clause.tree
    inherited = [a for a in clause.auxiliaries if tree[a].head != clause.verb]
    own = [a for a in (*clause.auxiliaries, *clause.negation) if tree[a].head == clause.verb and a < clause.verb]
    inner = [a for a in clause.adverbs if clause.subject is not None and clause.subject < a < clause.verb and tree[a].dep == "advmod"]
    first = min([*own, *inner, clause.verb])
    between = set(range(first, clause.verb + 1)) - set(own) - {clause.verb}
    if any(tree[b].dep not in {"advmod", "neg"} and tree[tree[b].head].dep != "advmod" for b in between):
        return None
    piece = reading.piece
    if piece.touches(piece.unsure, tree[first].start, tree[clause.verb].end) or piece.touches(piece.quoted, tree[first].start, tree[clause.verb].end):
        return None
    text = piece.clean[tree[first].start : tree[clause.verb].end]
    if inherited:
        text = " ".join([*(tree[a].text for a in inherited if tree[a].dep != "advmod"), text])
    particle = clause.particle
    if particle is not None:
        if particle != clause.verb + 1 and clause.object is None:
            return None
        text = f"{text} {tree[particle].text}"
    return Slot(text=text, kind="thing", head=clause.lemma)


def tense_of(clause: Clause, *, headline: bool) -> str:
    """past, present, perfect, past_perfect, progressive, future or modal; "" when the verb stands without a tense.

    A headline's present of an event verb ("Team beats rivals") tells of the past.
    """
    tree = clause.tree
    if clause.modal:
        return "future" if clause.modal == "will" else "modal"
    lemmas = {tree[a].lemma.casefold(): tree[a].text.casefold() for a in clause.auxiliaries}
    if "have" in lemmas:
        return "past_perfect" if lemmas["have"] in {"had", "'d"} else "perfect"
    if tree[clause.verb].tag == "VBG":
        return "progressive" if "be" in lemmas else ""
    finite = tree[clause.auxiliaries[0]] if clause.auxiliaries else tree[clause.verb]
    if clause.mistagged_past:
        return "" if headline else "past"
    if finite.tag == "VBD" or finite.text.casefold() in {"was", "were", "did"}:
        return "past"
    if finite.tag not in {"VBZ", "VBP"}:
        return ""
    if headline and not clause.auxiliaries and clause.lemma != "be":
        return "" if clause.lemma in words("state_verbs") else "past"
    return "present"


def _is_plural(clause: Clause) -> bool:
    tree = clause.tree
    finite = tree[clause.auxiliaries[0]] if clause.auxiliaries else tree[clause.verb]
    if finite.text.casefold() in {"are", "were", "have"} or finite.tag == "VBP":
        return True
    if finite.text.casefold() in {"is", "was", "has"} or finite.tag == "VBZ":
        return False
    at = clause.subject
    return at is not None and (tree[at].tag in {"NNS", "NNPS"} or bool(tree.children(at, "conj")))


def _object_shared(clause: Clause) -> bool:
    """ "caught and flew him out": the first verb's object stands after the second, so the first would lose it."""
    tree = clause.tree
    if clause.passive or clause.object is not None:
        return False
    return any(tree.child(joined, "dobj") is not None and joined - clause.verb <= 3 for joined in tree.children(clause.verb, "conj"))


def _says_enough(slots: Slots, clause: Clause) -> bool:
    """A bare "X said" or "X is" tells nothing; an active verb alone only when it needs no object."""
    told = {"object", "complement", "phrases", "where", "by"} & slots.keys()
    if not clause.passive and clause.lemma in words("weak_verbs") | words("speech_plain") | words("speech_strong") | words("mental_verbs"):
        return bool(told & {"object", "complement"}) or (clause.lemma in {"be", "go", "come", "remain", "put"} and bool(told))
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


def modality_of(clause: Clause) -> str:
    """The clause's hedge: its modal, its hedging adverbs, or the verb that makes it no more than expected."""
    if clause.modal:
        return " ".join((clause.modal, *hedges(clause)))
    if hedges(clause):
        return hedges(clause)[0]
    passive_hedge = clause.passive and clause.lemma in words("hedge_verbs") and clause.infinitive is not None
    likely = clause.attribute is not None and clause.tree[clause.attribute].lemma.casefold() in {"likely", "set", "due", "poised", "unlikely", "expected"}
    if passive_hedge:
        return f"{clause.tree[clause.verb].text.casefold()} to"
    return clause.tree[clause.attribute].lemma.casefold() if likely and clause.attribute is not None else ""


def refuse_time(reading: Reading) -> bool:
    """Whether the clause's time cannot be said: two of them, or one that is broken."""
    clause = reading.clause
    if len(clause.times) > 2:
        return True
    tree = clause.tree
    return any(phrase_refusal(clause, reading.piece, tree.subtree(t, tree.loose(t)), antecedent=reading.antecedent) for t in clause.times)
