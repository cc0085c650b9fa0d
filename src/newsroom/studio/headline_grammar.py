"""Headline grammar put right for the ear: missing articles, a present that tells of the past.

A sentence that leaves every article out is written like a headline wherever it stands. What cannot be mended by rule is
refused: a bare noun in a spoken line is no English sentence.
"""

import re
from collections.abc import Sequence

from newsroom.model.claim import Claim, Evidence
from newsroom.model.syntax import Token
from newsroom.model.text import fold, word_count
from newsroom.studio.house_words import table, wordings

ANY_ARTICLE = re.compile(r"\b(?:the|an?)\b", re.IGNORECASE)
FEWEST_WORDS = 6
"""Shorter sentences may do without an article by chance."""
PREPOSITIONS = "in|at|on|of|from|to|over|near|after|against|by|for|with|outside|inside|during|following|amid|into|onto"
TAKES = frozenset(["pobj", "dobj", "nsubj", "nsubjpass", "attr", "dative", "conj"])
SETTLED = frozenset(["det", "poss", "nummod", "predet", "quantmod", "case"])
PLAIN_TITLE = re.compile(r"^[A-Z]")


def headline_style(seen: Evidence) -> bool:
    """Whether a sentence is a headline, or leaves out every article like one."""
    if seen.field == "title":
        return True
    return word_count(seen.text) >= FEWEST_WORDS and not ANY_ARTICLE.search(seen.text)


def all_headlines(claim: Claim) -> bool:
    """Whether no outlet says it in running text."""
    return all(headline_style(seen) for seen in claim.evidence)


def tells_past(claim: Claim) -> bool:
    """Whether a present form of the claim's verb reports a finished act ("Side produces a display to win the cup").

    So in headlines, for every verb that names no lasting state; in running text only with the outcome in the same clause.
    """
    verb, tense = claim.slots["verb"], claim.slots.get("tense")
    one_word = " " not in verb.text and verb.head not in {"be", "have", "do"}
    if tense is None or tense.text != "present" or not one_word or claim.modality or "when" in claim.slots:
        return False
    if verb.head in table("not_facts.yaml")["lasting"]:
        return False
    outcome = (
        "object" in claim.slots and "complement" in claim.slots and claim.slots["complement"].text.startswith("to ")
    )
    return all_headlines(claim) or (outcome and claim.slots["subject"].kind in {"person", "group"})


def bare_noun(tokens: Sequence[Token]) -> str:
    """A singular noun that stands without the article it needs, or ""; names, uncounted things and set phrases may."""
    for at, token in enumerate(tokens):
        if token.tag != "NN" or token.dep not in TAKES or _settled(tokens, at):
            continue
        lemma = fold(token.lemma)
        if lemma not in uncounted() and not lemma.endswith(_ABSTRACT) and not _whole_name(tokens, at):
            return token.text
    return ""


_ABSTRACT = ("ness", "ism", "ship", "hood", "ity", "ence", "ance", "ing", "cy", "ment", "tion", "sion", "age", "ics")


def uncounted() -> frozenset[str]:
    """Nouns that may stand without an article."""
    return frozenset([*wordings()["mass"], *table("not_facts.yaml")["without_article"]])


def _settled(tokens: Sequence[Token], at: int) -> bool:
    own = [t for i, t in enumerate(tokens) if t.head == at and i != at]
    if any(t.dep in SETTLED or fold(t.text) in _QUANTIFIERS for t in own):
        return True
    if tokens[at].dep == "conj":  # "the board and manager"
        first = tokens[at].head
        return tokens[first].tag != "NN" or _settled(tokens, first)
    return False


_QUANTIFIERS = frozenset(
    "more less most much many no any some each every another such own same this that".split()  # noqa: SIM905
)


def _whole_name(tokens: Sequence[Token], at: int) -> bool:
    """ "Example Palace hosts": a capital in mid-sentence, or a name before it that makes it one."""
    text = tokens[at].text
    return bool(PLAIN_TITLE.match(text)) or text.isupper() or not text.isalpha()
