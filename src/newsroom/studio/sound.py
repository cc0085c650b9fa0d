"""A finished line read back by the parser: does it still say what was meant? (offline-writer.md, gate 4)

One sentence, a finite verb, its own subject at the clause's verb, nothing left hanging, marks in pairs.
"""

import re

from newsroom.model.claim import Claim
from newsroom.model.syntax import Token
from newsroom.model.text import fold
from newsroom.ports import Language
from newsroom.studio.headline_grammar import all_headlines, bare_noun

FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
HANGING = frozenset(["ADP", "SCONJ", "CCONJ", "DET", "PART"])
ODD = re.compile(r"[^\w\s.,;:'’‘“”\"()%$£€¥&/°+\-–—?!#@]")
QUOTED = re.compile(r"“[^”]*”")
SAYS = frozenset(["say", "report", "add", "accord"])


def is_sound(text: str, claim: Claim, language: Language) -> bool:
    """Whether the line reads as one whole sentence; clause lines also keep subject and verb together."""
    if ODD.search(text) or not _marks_paired(text):
        return False
    if claim.frame == "quote":
        return True
    sentences = [s for s in language.parse(QUOTED.sub("that", text)) if any(t.pos != "PUNCT" for t in s.tokens)]
    if len(sentences) != 1:
        return False
    tokens = sentences[0].tokens
    words = [t for t in tokens if t.pos not in {"PUNCT", "SPACE"}]
    if not any(t.tag in FINITE for t in words) or _hangs(words[-1], tokens):
        return False
    if all_headlines(claim) and bare_noun(tokens):
        return False
    return claim.frame not in {"happened", "said"} or _clause_kept(claim, tokens)


def _marks_paired(text: str) -> bool:
    opened, closed = text.count("“"), text.count("”")
    single = len(re.findall(r"(?<!\w)['‘](?=\w)", text)), len(re.findall(r"(?<=[\w.,!?])['’](?!\w)", text))
    plural_owner = len(re.findall(r"s['’](?=\s+\w)", text))
    return opened == closed and (single[0] == single[1] or single[1] - plural_owner <= single[0] <= single[1])


def _hangs(last: Token, tokens: tuple[Token, ...]) -> bool:
    before = tokens[tokens.index(last) - 1] if tokens.index(last) else last
    if last.pos == "ADP" and (last.dep == "prt" or before.tag == "VBN" or before.text.lower().startswith("unaccount")):
        return False
    return last.pos in HANGING and not any(tokens[t.head] == last for t in tokens if t is not last)


def _clause_kept(claim: Claim, tokens: tuple[Token, ...]) -> bool:
    """The clause's subject governs nothing else, and no second finite verb came in from a headline's nouns."""
    subject = claim.slots["subject"]
    heads = {fold(subject.head), *(fold(w) for w in subject.text.split())}
    governed = [
        t for t in tokens if t.dep in {"nsubj", "nsubjpass"} and (fold(t.lemma) in heads or fold(t.text) in heads)
    ]
    if not any(tokens[t.head].pos in {"VERB", "AUX"} for t in governed):
        return False
    finite = [t for t in tokens if t.tag in FINITE]
    groups = {t.head if t.dep in {"aux", "auxpass"} else tokens.index(t) for t in finite}
    own = [at for at in sorted(groups) if fold(tokens[at].lemma) not in SAYS]
    return len(own) <= 1 or any(e.field == "text" for e in claim.evidence)
