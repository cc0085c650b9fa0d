"""Risk classes over lemmas: N's words are the floor, and nothing lowers a class (N 3.1; decisions.md section 2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.council.risk import SEVERITY, Told, classify, has_strong_source, of_the_story, risk_words
from newsroom.model.item import Origin

N_FLOOR = {
    "POLITICAL": ("election", "government", "policy", "legislation"),
    "LEGAL": ("lawsuit", "investigation", "charge", "charges", "court"),
    "HEALTH": ("disease", "outbreak", "medical", "health crisis"),
    "FINANCIAL": ("market crash", "bankruptcy", "fraud", "scandal"),
    "CONFLICT": ("war", "attack", "violence", "terrorism"),
    "PRIVACY": ("data breach", "privacy", "leak", "hack"),
    "CELEBRITY": ("death", "scandal", "controversy"),
}
WORDS = st.sampled_from(
    [
        "war",
        "court",
        "software",
        "scandal",
        "data",
        "breach",
        "the",
        "Mayor",
        "attack",
        "health",
        "crisis",
        "charge",
        "in",
    ]
)
SENTENCES = st.lists(st.lists(WORDS, max_size=8), max_size=4)


def risk(*sentences: str, urgency: float = 0.0, strong: bool = False, **more):
    return classify([s.split() for s in sentences], urgency=urgency, strong_source=strong, **more)


@pytest.mark.parametrize(("risk_type", "phrase"), [(t, p) for t, words in N_FLOOR.items() for p in words])
def test_every_word_of_n_is_found_in_a_sentence(risk_type, phrase):
    """Whole words and phrases, whatever the case."""
    found = dict(risk_words([["The", *phrase.title().split(), "in", "Oakmere"]]))
    assert risk_type in found


@pytest.mark.parametrize("missed", ["Attacks", "Hacked", "Charges", "Policies", "Data Breaches", "Leaking", "Wars"])
def test_an_inflected_word_that_no_lemmatiser_reduced_is_found(missed):
    """In a title-case headline a word may pass for a name; the floor still holds."""
    assert risk(f"Oakmere {missed} Draw Crowd").types


@pytest.mark.parametrize(
    "harmless",
    [
        "the software warn toward a reward",
        "a courtesy call to the courtyard",
        "deathless prose by the hackney author",
        "the data be clear and a breach of the dam",
        "the health service see no crisis",
    ],
)
def test_parts_of_words_and_broken_phrases_do_not_count(harmless):
    """'war' is not in 'software', and a phrase must stand together."""
    assert risk(harmless).types == ()


def test_a_phrase_does_not_reach_over_a_sentence_end():
    """'... health' and 'crisis ...' in two sentences are not a health crisis."""
    assert risk("they speak of health", "crisis be a big word").types == ()


def test_an_idiom_is_not_a_charge_but_a_charge_beside_it_is():
    """'in charge of' alone raises nothing; the same sentence with a real charge does."""
    assert risk("the officer in charge speak").types == ()
    assert risk("the officer in charge face a charge").types == ("LEGAL",)


def test_conflict_alone_is_sensitive_and_counts_decide_the_rest():
    """Conflict or three types sensitive, two high_risk, one standard."""
    assert risk("a war").risk == "sensitive"
    assert risk("a court and an election").risk == "high_risk"
    assert risk("a court , an election and a disease").risk == "sensitive"
    assert risk("a court and a lawsuit").risk == "standard"


def test_one_word_may_be_of_two_types():
    """N lists 'scandal' twice, so it alone makes a story high_risk."""
    assert risk("a scandal").risk == "high_risk"


def test_breaking_needs_urgency_above_085_and_a_strong_source():
    """Neither alone lowers the bar, and a risky story is never breaking."""
    assert risk("a bridge close", urgency=0.851, strong=True).risk == "breaking"
    assert risk("a bridge close", urgency=0.85, strong=True).risk == "standard"
    assert risk("a bridge close", urgency=0.99).risk == "standard"
    assert risk("a court and an election", urgency=0.99, strong=True).risk == "high_risk"
    assert risk("a war", urgency=0.99, strong=True).risk == "sensitive"


def test_a_strong_source_is_tier_one_or_official():
    """A crowd of weak sources is not one strong source."""

    def origin(tier, *types):
        return Origin(owner=f"o{tier}", item_ids=("i",), types=types, tier=tier, why="own report")

    assert has_strong_source([origin(3, "press"), origin(1, "wire")])
    assert has_strong_source([origin(2, "official")])
    assert not has_strong_source([origin(2, "press"), origin(2, "wire"), origin(5, "social")])
    assert not has_strong_source([])


def test_a_quiet_headline_of_a_war_story_is_sensitive():
    """Related stories raise the class, and the story's own types stay its own so that nothing spreads further."""
    quiet = risk("the minister visit a school", related=[["CONFLICT"], ["LEGAL"]])
    assert quiet.risk == "sensitive"
    assert quiet.own == ()
    assert quiet.types == ("CONFLICT", "LEGAL")


def test_a_classifier_raises_and_never_lowers():
    """`at_least` is a floor."""
    assert risk("a bridge close", at_least="high_risk").risk == "high_risk"
    assert risk("a war", at_least="standard").risk == "sensitive"
    assert risk("a bridge close", urgency=0.99, strong=True, at_least="standard").risk == "standard"


@given(
    story=SENTENCES,
    more=SENTENCES,
    related=st.lists(st.sampled_from(sorted(N_FLOOR))),
    at_least=st.sampled_from(SEVERITY),
    urgency=st.floats(0, 1),
    strong=st.booleans(),
)
def test_more_text_more_relations_and_classifiers_only_raise(story, more, related, at_least, urgency, strong):
    """Whatever is added, the bar never falls; text alone never makes a story breaking."""
    base = classify(story, urgency=urgency, strong_source=strong)
    for raised in (
        classify([*story, *more], urgency=urgency, strong_source=strong),
        classify(story, urgency=urgency, strong_source=strong, related=[related]),
        classify(story, urgency=urgency, strong_source=strong, at_least=at_least),
    ):
        assert SEVERITY.index(raised.risk) >= SEVERITY.index(base.risk)
    assert classify(story, urgency=urgency, strong_source=False).risk != "breaking"


def test_a_war_story_in_polish_or_german_is_not_standard():
    """Stems of languages that no lemmatiser reads here still raise the class: an unread war is not a quiet story."""
    for words in ("atak USA na Wenezuelę", "Eksplozje w stolicy", "Angriff auf die Hauptstadt", "Krieg an der Grenze"):
        assert classify([words.split()], urgency=0.0, strong_source=True).risk == "sensitive"
    assert classify([["Śnieg", "i", "mróz", "w", "całym", "kraju"]], urgency=0.0, strong_source=True).risk == "standard"


def told(*parts: tuple[str, bool, str]) -> list[Told]:
    return [Told(owner, headline, text.split()) for owner, headline, text in parts]


def test_one_writers_simile_is_not_the_story():
    """In sport, from three voices on, a risk word in one text needs a second voice; a headline needs none."""
    match = told(
        ("A", True, "Lund win the cup"), ("A", False, "like an act of violence"), ("B", False, "they play well")
    )
    assert [list(one) for one in of_the_story(match, 2, "sport")] == [list(one.lemmas) for one in match]
    assert risk_words(of_the_story(match, 3, "sport")) == ()
    assert risk_words(of_the_story(match, 3, "society")) == (("CONFLICT", "violence"),)
    both = [*match, *told(("B", False, "violence in the street"))]
    assert risk_words(of_the_story(both, 3, "sport")) == (("CONFLICT", "violence"),)
    said = [*match, *told(("B", True, "violence after the final"))]
    assert risk_words(of_the_story(said, 3, "sport")) == (("CONFLICT", "violence"),)


def test_winter_attacks_nobody():
    """An idiom is spared in every language."""
    assert risk_words([["atak", "zimy"]]) == ()
    assert risk_words([["atak", "na", "port"]]) == (("CONFLICT", "atak"),)


@pytest.mark.parametrize(
    ("related", "lent"),
    [
        ([["CONFLICT"]], ("CONFLICT",)),
        ([["LEGAL"], [], [], []], ("LEGAL",)),
        ([[], ["LEGAL"], [], [], []], ()),
        ([["CONFLICT"], [], [], [], [], [], [], ["CONFLICT"]], ("CONFLICT",)),
        ([["LEGAL"], ["PRIVACY"], ["CELEBRITY"], [], [], [], [], []], ()),
        ([[]] * 8 + [["CONFLICT"]] * 30, ()),
    ],
)
def test_one_odd_neighbour_in_a_crowd_lends_nothing(related, lent):
    """A quarter of the eight nearest related stories must speak of a type; with up to four of them one is enough."""
    assert risk("a storm warning for the county", related=related).types == lent


def test_a_war_is_lent_by_any_story_that_shares_a_name():
    """However large the crowd; other types are not."""
    crowd = [[]] * 8
    shared = risk("the visitor speak", related=[*crowd, ["CONFLICT", "LEGAL"]], by_name=[["CONFLICT", "LEGAL"]])
    assert shared.types == ("CONFLICT",)
