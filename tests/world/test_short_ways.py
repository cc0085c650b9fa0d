"""Most text is plain, and for plain text there are short ways: each must say what the long way says."""

from urllib.parse import quote, unquote

from hypothesis import given
from hypothesis import strategies as st

from newsroom.model.text import fold, folded_words, shingles, words
from newsroom.scouts.shared_terms import SharedTerms, telling
from newsroom.scouts.story_core import dot
from newsroom.world.addresses import canonical_url
from newsroom.world.feeds.plain import to_text

_PLAIN = st.text(alphabet="abAB '-.,1 \n", max_size=40)
_WEIGHTS = st.dictionaries(st.sampled_from([f"t{at}" for at in range(40)]), st.sampled_from((0.1, 0.2, 0.3, 0.7)))


@given(text=_PLAIN)
def test_folding_a_plain_text_folds_each_word(text: str) -> None:
    """Folding before or after the words are parted is one thing where there are no diacritics."""
    assert folded_words(text) == tuple(fold(word) for word in words(text))


@given(text=_PLAIN)
def test_runs_are_all_neighbours(text: str) -> None:
    """Every run of three words, and no other."""
    tokens = words(text)
    runs = {tokens[at : at + 3] for at in range(len(tokens) - 2)}
    assert shingles(tokens, 3) == (runs or ({tokens} if tokens else set()))


@given(line=st.text(alphabet="ab <&;", max_size=20))
def test_a_line_without_markup_keeps_its_words(line: str) -> None:
    """What needs no cleaning comes out word for word, with single spaces."""
    if "<" not in line and "&" not in line:
        assert to_text(line) == " ".join(line.split())


@given(path=st.text(alphabet="ab/41-_é", max_size=12))
def test_a_plain_path_is_quoted_already(path: str) -> None:
    """An address means the same page, however much of its path was quoted."""
    quoted = quote(unquote(path), safe="/-_")
    assert canonical_url(f"https://a.example/{path}") == canonical_url(f"https://a.example/{quoted}")


@given(one=_WEIGHTS, other=_WEIGHTS)
def test_likeness_needs_no_order(one: dict[str, float], other: dict[str, float]) -> None:
    """The sum over shared terms is exact before its one rounding."""
    assert dot(one, other) == dot(dict(reversed(other.items())), dict(reversed(one.items())))


@given(listed=st.lists(_WEIGHTS, max_size=20), asked=_WEIGHTS, limit=st.integers(1, 6))
def test_the_best_are_the_first_of_all(listed: list[dict[str, float]], asked: dict[str, float], limit: int) -> None:
    """A short list of best stories is the beginning of the whole list, and of telling terms the heaviest are kept."""
    shared = SharedTerms()
    for at, terms in enumerate(listed):
        for term in terms:
            shared.add(term, f"s{at}")
    assert shared.best(asked, limit) == shared.best(asked, 1000)[:limit]
    heaviest = sorted(asked.items(), key=lambda entry: (-entry[1], entry[0]))[:15]
    assert list(telling(asked, {}).items()) == heaviest
