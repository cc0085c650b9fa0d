"""Fits `data/models/said.json`: which words with a source and a content are attributions (needs the extra `train`).

Run: python -m newsroom.lab.training.said FOLDER-OF-LABELLED-SETS [--save]

Reads quote_attribution_polnear. A candidate is right when its word lies in a cue that the annotators marked. Prints
word F1 of contents and sources for several thresholds, each publisher read by a fit on the others. Signs that fewer
than `OFTEN` candidates show are left out: names and single sentences cannot be learnt by heart.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from newsroom.council.said import Saying, candidates, read
from newsroom.lab.eval.said import Tally, marked
from newsroom.lab.eval.story_clusters import read_rows
from newsroom.world.language import SpacyLanguage

FILE = Path(__file__).parents[2] / "data" / "models" / "said.json"
OFTEN = 8
COST = 0.5
_LETTERS = re.compile(r"[A-Za-z]+")
THRESHOLDS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5)


class Article(NamedTuple):
    """One annotated article with its candidates, and whether each is an attribution."""

    row: Mapping[str, Any]
    found: tuple[Saying, ...]
    right: tuple[bool, ...]


def main(folder: Path, keep: bool) -> None:
    """Cross-validate over publishers, and write the weights fitted on every article when `keep`."""
    language = SpacyLanguage()
    rows = read_rows(folder / "quote_attribution_polnear")
    articles = [article(row, candidates(str(row["text"]), read(str(row["text"]), language))) for row in rows]
    report(articles)
    if keep:
        constant, weights = fitted(articles)
        rounded = {sign: round(weight, 3) for sign, weight in sorted(weights.items()) if round(weight, 3)}
        document = {"constant": round(constant, 3), "weights": rounded}
        FILE.write_text(json.dumps(document, indent=0, ensure_ascii=False) + "\n", "utf-8")


def article(row: Mapping[str, Any], found: tuple[Saying, ...]) -> Article:
    """The candidates of an article beside what its annotators marked."""
    cues = marked(row["attributions"], "cue")
    right = tuple(any(start < one.cue[1] and end > one.cue[0] for start, end in cues) for one in found)
    return Article(row, found, right)


def report(articles: Sequence[Article]) -> None:
    """Print the left-out figures."""
    chances: dict[str, list[float]] = {}
    for publisher in sorted({str(one.row["publisher"]) for one in articles}):
        constant, weights = fitted([one for one in articles if one.row["publisher"] != publisher])
        for one in articles:
            if one.row["publisher"] == publisher:
                chances[str(one.row["id"])] = [
                    constant + sum(weights.get(sign, 0.0) for sign in dict.fromkeys(said.signs)) for said in one.found
                ]
    from scipy.special import expit

    for threshold in THRESHOLDS:
        sources, contents = Tally(), Tally()
        for one in articles:
            margins = expit(chances[str(one.row["id"])])
            said = [saying for saying, p in zip(one.found, margins, strict=True) if p >= threshold]
            text, gold = str(one.row["text"]), one.row["attributions"]
            sources.add(text, [saying.source for saying in said if saying.source], marked(gold, "source"))
            contents.add(text, [span for saying in said for span in saying.content], marked(gold, "content"))
        sys.stdout.write(f"from {threshold}: content F1 {contents.f1:.4f}, source F1 {sources.f1:.4f}\n")
        sys.stdout.flush()


def fitted(articles: Sequence[Article]) -> tuple[float, dict[str, float]]:
    """The constant and the weight of each sign."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    held = Counter(sign for one in articles for said in one.found for sign in set(said.signs))
    names = names_in(str(one.row["text"]) for one in articles)
    kept = {sign for sign, often in held.items() if often >= OFTEN and _word(sign) not in names}
    seen = [{sign: 1.0 for sign in sorted(set(said.signs)) if sign in kept} for one in articles for said in one.found]
    reader = DictVectorizer()
    machine = LogisticRegression(C=COST, max_iter=500)
    machine.fit(reader.fit_transform(seen), [right for one in articles for right in one.right])
    weights = dict(zip(reader.get_feature_names_out(), machine.coef_[0], strict=True))
    return float(machine.intercept_[0]), {str(sign): float(weight) for sign, weight in weights.items()}


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """The words that the articles write with a capital four times of five or more: a verb that the parser saw in one
    of them is a name."""
    capital: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for text in texts:
        for word in _LETTERS.findall(text):
            (capital if word[0].isupper() else plain)[word.casefold()] += 1
    return frozenset(word for word, often in capital.items() if often >= 4 * plain[word])


def _word(sign: str) -> str:
    """The word that a sign is about, if any."""
    name, _, rest = sign.partition("=")
    if name == "object":
        return rest.partition("/")[2]
    return rest.partition("/")[0] if name == "above" or name == "who" or name.startswith("word") else ""


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--save" in sys.argv[2:])
