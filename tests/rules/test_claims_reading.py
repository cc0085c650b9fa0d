"""Grammar that small parsers and short texts hide: headline verbs, results, relative clauses, pronouns, cut endings."""

import pytest
from tests.rules.claim_reports import claims_of, drafts_of, frames_of, report

from newsroom.council.sentences import pieces
from newsroom.council.truecase import Truecaser


@pytest.mark.parametrize(
    ("title", "verb"),
    [
        ("Northport stretches league lead over Eastham", "stretches"),
        ("Firefighters battle major blaze at Vellmar harbour", "battle"),
        ("Mayor Anna Berg lauds rescue crews in Vellmar", "lauds"),
        ("Rebel attack sparks backlash against army chiefs", "sparks"),
        ("9th Circuit rules against ban on harbour fishing", "rules"),
    ],
)
def test_a_headline_s_hidden_verb_is_found(title, verb):
    """A verb that looks like a noun is read as what happened, in the source's own word, told in the past."""
    found = [d for d in drafts_of("", title) if "verb" in d.slots]
    assert [d.slots["verb"].text for d in found] == [verb]
    assert found[0].slots["tense"].text == "past"


@pytest.mark.parametrize(
    "title",
    [
        "Minister Berg on harbour capture of northern rebels",
        "Harbour peace talks in Vellmar",
        "Lund travel ban latest news",
        "Premier League buildup and matchday live",
        "End of the line for diesel trains at Vellmar",
    ],
)
def test_a_headline_of_nouns_states_nothing(title):
    """No verb is made where there is none."""
    assert drafts_of("", title) == []


@pytest.mark.parametrize(
    ("title", "frame"),
    [
        ("Missing miner found dead after roof collapse in Vellmar", "happened"),
        ("Inquiry launched after deadly blaze at Vellmar bar", "happened"),
    ],
)
def test_more_bare_participles(title, frame):
    """ "found dead", "launched after": the missing "was" is put back."""
    (draft,) = drafts_of("", title)
    assert draft.frame == frame
    assert draft.slots["verb"].text.startswith("was ")


def test_what_a_contest_came_to():
    """ "beat Eastham to reach the final" tells of two things done; a plain purpose is not told as done."""
    found = [d for d in drafts_of("Northport beat Eastham to reach the cup final.") if "verb" in d.slots]
    assert "reached" in {d.slots["verb"].text for d in found}
    purpose = [d for d in drafts_of("Northport hired a coach to reach the cup final.") if "verb" in d.slots]
    assert "reached" not in {d.slots["verb"].text for d in purpose}


def test_what_people_did_thereby():
    """Behind a comma "agreeing ..." is the speakers' own deed."""
    found = drafts_of("President Karl Lund met Anna Berg for an hour, agreeing to reopen the border.")
    assert any("agreed to reopen the border" in draft.statement for draft in found)


def test_a_relative_clause_gives_a_claim_of_its_noun():
    """ "the northern operation that captured the port": the operation did; a place named last is not the doer."""
    found = drafts_of("Karl Lund praised the northern army operation that captured the rebel chief.")
    assert any("army operation captured rebel chief" in draft.statement for draft in found)
    wrong = drafts_of("Police visited the site of a fire at a ski resort that damaged twelve old houses.")
    assert all("resort" not in draft.slots.get("subject", draft.slots["verb"]).text for draft in wrong)


def test_an_adjective_said_of_an_object():
    """ "declared the ban unlawful" is one clause with object and complement."""
    (draft,) = [
        d for d in drafts_of("The Vellmar court's ruling declared the fishing ban unlawful.") if "verb" in d.slots
    ]
    assert (draft.slots["object"].text, draft.slots["complement"].text) == ("fishing ban", "unlawful")


def test_they_who_speak_are_meant():
    """ "Lund officials say they have opened a school": they are the officials; two such groups leave it open."""
    (draft,) = drafts_of("Lund officials say they have opened a school.")
    assert draft.slots["subject"].text == "Lund officials"
    found = drafts_of("After farmers marched, officials say they have opened a school.")
    assert "opened" not in {draft.trigger for draft in found} | {
        d.slots["verb"].text for d in found if "verb" in d.slots
    }


def test_his_side_is_the_speaker_s():
    """ "Coach Karl Lund says his side lacked belief": his is the coach's."""
    found = [d for d in drafts_of("Harbour coach Karl Lund says his side lacked belief.") if d.frame == "said"]
    assert [d.slots["subject"].text for d in found] == ["Lund's side"]


def test_evidence_holds_the_sentence_that_names_whom_he_means():
    """A claim on "he" shows both sentences, so that a reader can see who he is."""
    (claim,) = [
        c for c in claims_of(report(1, "Karl Lund lives in Lund. He resigned on Monday.")) if c.frame == "resigned"
    ]
    assert claim.evidence[0].text == "Karl Lund lives in Lund. He resigned on Monday."


def test_its_of_a_joined_clause_may_be_another_s():
    """ "visited Denmark and praised its minister": whose minister is not for a rule to say."""
    found = drafts_of("The Lund council visited Denmark and praised its minister.")
    assert all("its" not in draft.statement.split() for draft in found)


def test_a_sentence_that_breaks_off_ends_before_the_break():
    """The whole part is kept; nothing is kept where the lost part may have limited it."""
    (draft,) = drafts_of("Rebels captured the old town of Vellmar on Monday, as the northern…")
    assert draft.frame == "captured"
    assert drafts_of("Lund council closes no school in the northern valley, except the…") == []


def test_statements_between_semicolons_stand_alone():
    """Each half gives its own claim, unless the one named at the end may have said both."""
    title = "Rebels capture port of Vellmar; Lund mayor opens new school"
    assert len(drafts_of("", title)) == 2
    said = "Two bridges fell; three roads were closed, police said."
    assert all(draft.speaker is not None for draft in drafts_of(said))


def test_rare_words_of_a_title_case_headline():
    """Common English words lose their capital without help from the story; an unknown word that looks no common one is a name."""
    title = "Court Declares Open-Carry Ban Unlawful After Appeal By Kasdoro"
    (piece,) = pieces([report(1, "", title)], Truecaser([]))
    assert "open-carry ban unlawful after appeal by Kasdoro" in piece.cased
    assert piece.unsure == ()


def test_loose_tails_are_told_apart():
    """ "a win with a late goal after a storm": each phrase by itself; nothing is taken from "the first"."""
    (draft,) = drafts_of("Northport ended a six-match winless streak with a comfortable victory over Eastham.")
    assert draft.slots["object"].text == "six-match winless streak"
    assert draft.slots["phrases"].text.startswith("with a comfortable victory")


def test_one_statement_in_several_words_is_one_claim():
    """The office and the name of one speaker, "must" and "should", a mere occasion more or less: one claim, three voices."""
    claims = claims_of(
        report(1, "Vellmar's supreme leader Karl Lund said rioters must be put in their place."),
        report(2, "", "Vellmar's leader says rioters should be put in their place"),
        report(3, "", "Lund says rioters must be put in their place amid protests"),
    )
    said = [claim for claim in claims if claim.frame == "said"]
    assert len(said) == 1
    assert said[0].status == "supported"


def test_a_demand_is_what_somebody_said():
    """ "X says Y must go" stands as X's word; a guess of one voice does not."""
    (claim,) = claims_of(report(1, "Mayor Anna Berg said the harbour must close."))
    assert claim.status == "single_source"
    (claim,) = claims_of(report(1, "The harbour bridge could close."))
    assert claim.status == "unverifiable"


def test_a_condition_that_can_be_said_stays():
    """ "until a council is elected" is told with the clause; a plain one is another claim."""
    (draft,) = drafts_of("Anna Berg will run the harbour until a council is elected.")
    assert draft.condition == "until a council is elected"
    assert draft.statement.endswith(draft.condition)
    claims = claims_of(
        report(1, "Anna Berg will run the harbour until a council is elected."),
        report(2, "Anna Berg will run the harbour."),
    )
    assert sorted(claim.condition for claim in claims) == ["", "until a council is elected"]


def test_his_wife_is_his():
    """ "captured the rebel chief and his wife": joined by "and" the pronoun is the first one's."""
    assert "captured" in frames_of("Government troops captured Karl Lund and his wife.")


def test_speech_of_several_sentences_is_nobody_s_fact():
    """A sentence inside a longer quotation states nothing by itself, though it shows no quote marks."""
    text = "Anna Berg wrote: “I am sad for my friend Karl Lund. The harbour has lost its best captain. He built the school.”"
    assert all("captain" not in draft.statement for draft in drafts_of(text) if draft.frame != "quote")


def test_verbs_are_joined_by_and():
    """A comma alone joins no verbs: the parser missed whose verb the second is."""
    found = drafts_of("Northport, the third side to reach the cup final, faces Eastham, trailed in May.")
    assert all(
        draft.trigger != "trail" and draft.slots.get("verb") is None or "trailed" not in draft.statement
        for draft in found
    )


def test_told_whom_but_not_what():
    """ "An official told the agency" says nothing yet."""
    assert drafts_of("A hospital official told the Lund News Agency.") == []


def test_it_means_the_body_that_acts_and_never_its_work():
    """ "It approved" is the council's doing; "it was planned to take ten months" may be anything the council spoke of."""
    acts = claims_of(report(1, "Vellmar Council met on Monday. It approved the harbour budget of 4 million crowns."))
    work = claims_of(report(1, "Vellmar Council closed the bridge. It was planned to take ten months."))
    assert any("approved" in c.statement and "Council" in c.statement for c in acts)
    assert not any("planned" in c.statement for c in work)


def test_a_bridge_is_no_person():
    """A name that ends in something built is a place, whatever the parser takes it for."""
    slots = [slot for d in drafts_of("Kestrel Bridge reopened on Monday.") for slot in d.slots.values()]
    assert {slot.kind for slot in slots if "Bridge" in slot.text} == {"place"}
