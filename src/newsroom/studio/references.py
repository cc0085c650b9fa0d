"""What a line points at must have been named: "the Brazilian", "the city", "the hosts" say nothing to who hears them first."""

import re
from collections.abc import Sequence
from functools import cache

from newsroom.model.syntax import Token
from newsroom.model.text import fold
from newsroom.studio.house_words import table
from newsroom.studio.phrases import Told

PEOPLE_OF = re.compile(
    r"^(?:[A-Z][a-z]+(?:ans?|ese|ish|men|man|women|woman|is)|Finns?|Danes?|Swedes?|Poles?|Scots?|Turks?|Greeks?|Czechs?|Serbs?|Croats?"
    r"|French|Dutch|Swiss|Spaniards?|Britons?|Brits?|Thais?|Germans?|Filipinos?|Slovaks?|Slovenes?|Kurds?|Arabs?|Welsh|Irish)$"
)
"""Somebody named by where they come from."""
ADJECTIVE_OF = re.compile(r"^(?:[A-Z][a-z]+(?:ese|ish)|Dutch|French|Swiss|Welsh)$")
"""Not said of people without a noun: "Swiss prosecutors", never "Swiss launched a probe"."""
NAMING = frozenset(["compound", "poss", "nmod", "appos", "nummod"])


def hangs(tokens: Sequence[Token], told: Told) -> str:
    """The word that points at nothing named so far, or ""."""
    for at, token in enumerate(tokens):
        if token.dep == "nsubj" and ADJECTIVE_OF.match(token.text):
            return token.text
        own = [i for i, t in enumerate(tokens) if t.head == at and i != at]
        if not any(fold(tokens[i].text) in {"the", "this", "that", "these", "those", "both"} for i in own):
            continue
        if _named_itself(tokens, at, own) or _heard(token, told):
            continue
        noun = {fold(token.text), fold(token.lemma)}
        leaning = token.pos == "NOUN" and bool(
            noun & _nouns("leaning") or (not told.openings and noun & _nouns("events"))
        )
        origin = bool(PEOPLE_OF.match(token.text)) and not any(tokens[i].dep == "compound" for i in own)
        if leaning or origin:
            return token.text
    return ""


def _named_itself(tokens: Sequence[Token], at: int, own: Sequence[int]) -> bool:
    """A name or a phrase of its own says which one: "the city of Example", "the Swiss resort", "the man who called"."""
    named = any(tokens[i].text[:1].isupper() and tokens[i].dep in {*NAMING, "amod"} for i in own)
    after = any(i > at and tokens[i].dep in {"prep", "relcl", "acl", "appos"} and _says_which(tokens, i) for i in own)
    return named or after or any(tokens[i].dep in {"poss", "acl", "relcl"} for i in own)


def _says_which(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].dep != "prep" or fold(tokens[at].text) in {
        "of",
        "in",
        "at",
        "near",
        "between",
        "on",
        "for",
        "from",
    }


def _heard(token: Token, told: Told) -> bool:
    """A noun was heard as a noun ("quake" after "earthquake"), people by the name of where they come from."""
    head = fold(token.lemma)
    if token.text[:1].isupper():
        return head[:5] in {w[:5] for w in told.words}
    return any(w.endswith(head) or w[:5] == head[:5] for w in told.plain)


@cache
def _nouns(kind: str) -> frozenset[str]:
    return frozenset(str(word) for word in table("not_facts.yaml")[kind])
