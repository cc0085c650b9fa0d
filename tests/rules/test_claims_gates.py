"""The traps of reading sentences out of their text: what would be lost or wrong is refused."""

import pytest
from tests.rules.claim_reports import drafts_of, frames_of


@pytest.mark.parametrize(
    "text",
    [
        "The bank will close the branch if the union agrees.",
        "Lund council will sell the harbour unless a buyer withdraws.",
        "They attacked the village on Monday.",
        "We beat the strongest team of the league.",
        "It destroyed two bridges.",
        "Those were the last houses of the street.",
        "Questions remain how much the harbour cost.",
        "Was the mayor charged with fraud?",
        "The move angered farm unions.",
        "Seizing the harbour, rebels.",
    ],
)
def test_refused(text):
    """Conditions, pronouns without a noun, questions, and words that point outside give no claim."""
    assert drafts_of(text) == []


def test_a_denial_keeps_its_not():
    """ "did not close" is said with its "not", and marked as denied."""
    (draft,) = drafts_of("Lund council did not close the harbour.")
    assert draft.slots["verb"].text == "did not close"
    assert draft.polarity == "denied"


def test_what_somebody_denies_is_not_what_they_said():
    """ "denied that she sold the harbour" is a denial; nobody says that she sold it."""
    (draft,) = drafts_of("Anna Berg denied that she sold the harbour.")
    assert draft.frame == "denied"
    assert draft.slots["what"].text == "she sold the harbour"


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("A second storm could hit the northern coast.", "could"),
        ("Anna Berg may lead the party.", "may"),
        ("Two rivals reportedly bought the newspaper.", "reportedly"),
        ("A new bridge is expected to open in June.", "expected to"),
        ("Lund council will open a new bridge.", "will"),
    ],
)
def test_a_hedge_is_never_lost(text, hedge):
    """May, could, reportedly, expected: the claim carries the word, and no typed fact is made of it."""
    (draft,) = drafts_of(text)
    assert draft.frame == "happened"
    assert draft.modality == hedge


def test_words_in_quotes_are_not_the_outlet_s():
    """A clause inside a longer quotation is nobody's statement of fact here."""
    assert "captured" not in frames_of('Karl Lund wrote a song, "the king captured the town and burned it".')


def test_he_is_named_when_only_one_can_be_meant():
    """ "He" becomes the only person of the sentence before; with two persons there it stays unsaid."""
    (one,) = [d for d in drafts_of("Karl Lund lives in Lund. He resigned on Monday.") if d.frame == "resigned"]
    assert one.slots["who"].text == "Karl Lund"
    assert "resigned" not in frames_of("Karl Lund met Anna Berg. He resigned on Monday.")


def test_what_is_cut_off_is_not_said():
    """A description that ends in dots gives nothing of the part that holds the cut."""
    assert drafts_of("Rebels captured the largest oil port of the northern...") == []
    assert "captured" in frames_of("Rebels captured the town of Vellmar.")


def test_joined_verbs_share_subject_and_auxiliary():
    """ "was arrested and charged with fraud" gives both facts of one person."""
    found = {d.frame: d for d in drafts_of("A banker was arrested and charged with fraud.")}
    assert found.keys() == {"arrested", "charged"}
    assert found["charged"].slots["who"].text == "banker"


def test_a_description_needs_commas_and_one_kind():
    """ "Anna Berg, the mayor of Lund, ..." says who she is; a tower is no commander."""
    found = [d for d in drafts_of("Anna Berg, the mayor of Lund, opened a school.") if d.frame == "is_a"]
    assert [(d.slots["who"].text, d.slots["what"].text) for d in found] == [("Anna Berg", "the mayor of Lund")]
    assert "is_a" not in frames_of("Karl Lund visited the Northgate Tower, a former commander, on Monday.")


@pytest.mark.parametrize(
    ("title", "frame"),
    [
        ("Man charged with murder after fire in Lyon", "charged"),
        ("Two people killed in bus crash in Lyon", "toll"),
        ("Rebels capture port of Vellmar", "captured"),
    ],
)
def test_headline_grammar_is_restored(title, frame):
    """Missing "was" and the headline's present are read for what they mean."""
    assert frame in frames_of("", title)


def test_a_headline_s_future():
    """ "Bank to cut jobs" says what will be, not what was."""
    (draft,) = drafts_of("", "Harbour bank to cut 200 jobs")
    assert draft.modality == "will"
    assert draft.slots["verb"].text == "will cut"


def test_a_headline_s_label_is_not_dropped():
    """ "Minister: port is safe" may be the minister's word; without knowing, nothing is claimed."""
    assert drafts_of("", "Minister: northern port is safe after storm") == []
