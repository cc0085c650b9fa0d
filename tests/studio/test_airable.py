"""What a broadcaster would not air is not written: comment, headline grammar, words that point at nothing, one loud voice."""

from datetime import date

import pytest

from newsroom.model.claim import Claim
from newsroom.model.script import Script
from newsroom.studio.articles import headline_articles
from newsroom.studio.body import lone_voice
from newsroom.studio.clause import clause_lines
from newsroom.studio.comment import is_comment, plain, uncoloured
from newsroom.studio.drafting import Desk, bounded, unlabelled
from newsroom.studio.fixed_lines import unknowns
from newsroom.studio.headline_grammar import bare_noun, headline_style, tells_past
from newsroom.studio.ngrams import SourceRuns
from newsroom.studio.phrases import Told
from newsroom.studio.plain_words import restated, spoken_words
from newsroom.studio.references import hangs
from newsroom.studio.script_writer import WritingTools, write
from newsroom.studio.titles import surnames
from newsroom.studio.toll_event import in_its_event
from newsroom.studio.wording import Candidate
from newsroom.world.inflect import Lemminflect
from newsroom.world.language import SpacyLanguage

LANGUAGE = SpacyLanguage()
INFLECT = Lemminflect()
TODAY = date(2031, 5, 9)


def headline(text: str, **slots: str) -> Claim:
    """A clause that one outlet has in a headline; `verb` is given as "word/lemma"."""
    word, _, lemma = slots.pop("verb").partition("/")
    parts = {name: {"text": value, "kind": "thing", "head": value.split()[-1].lower()} for name, value in slots.items()}
    parts["verb"] = {"text": word, "kind": "thing", "head": lemma}
    parts.setdefault("tense", {"text": "present", "kind": "thing", "head": "present"})
    parts.setdefault("voice", {"text": "active", "kind": "thing", "head": "active"})
    seen = {"item_id": "item", "owner": "post", "outlet": "the Halden Post", "field": "title", "start": 0, "end": len(text),
            "text": text, "url": "https://post.example/1", "snapshot": "0" * 64, "seen_at": "2031-05-09T12:00:00Z"}  # fmt: skip
    return Claim.model_validate({
        "id": "claim_x", "kind": "event", "frame": "happened", "slots": parts, "statement": text, "evidence": (seen,),
        "status": "single_source"})  # fmt: skip


def tokens(text: str):
    """The words of the first sentence."""
    return LANGUAGE.parse(text)[0].tokens


@pytest.mark.parametrize(
    ("claim", "comment"),
    [
        (headline("The plan is a dish best served cold", subject="mission", verb="is/be", complement="a dish best served cold"), True),
        (headline("Brandt is the anti-hero", subject="Brandt", verb="is/be", complement="the anti-hero"), True),
        (headline("Calm reply goes viral", subject="calm reply", verb="goes/go", complement="viral"), True),
        (headline("Video shows bridge", subject="video", verb="shows/show", object="bridge"), True),
        (headline("The bridge is open again", subject="bridge", verb="is/be", complement="open again"), False),
        (headline("Storm shuts harbour", subject="storm", verb="shuts/shut", object="harbour"), False),
    ],
    ids=["metaphor", "naming", "viral", "about reporting", "state", "event"],
)  # fmt: skip
def test_comment_is_no_fact(claim, comment):
    """A figure of speech, a headline's name for somebody and a report about reporting are not said."""
    assert is_comment(claim) is comment


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("a thrilling comeback win", "a comeback win"),
        ("Bullish Brandt", "Brandt"),
        ("the defiant and weary crew", "the defiant and weary crew"),
        ("very dramatic scenes", "very dramatic scenes"),
        ("defiant after the defeat", "defiant after the defeat"),
    ],
)
def test_judging_adjectives_go_where_the_noun_stays_whole(said, left):
    """Only one that stands alone before its noun."""
    assert uncoloured(said) == left


def test_a_judgement_taken_off_may_leave_nothing():
    """ "Produces a stunning display" tells no event."""
    claim = headline(
        "Brandt produces stunning display", subject="Brandt", verb="produces/produce", object="stunning display"
    )
    assert is_comment(plain(claim))


def test_a_headlines_present_tells_the_past():
    """An act becomes past; a lasting state stays present; with a place or occasion no perfect is used."""
    act = headline("Ferry rams pier in storm", subject="ferry", verb="rams/ram", object="pier", phrases="in storm")
    state = headline("Halden wants new pier", subject="Halden", verb="wants/want", object="new pier")
    assert tells_past(act)
    assert not tells_past(state)
    lines = [line.text for line in clause_lines(act, Told(), TODAY, INFLECT)]
    assert lines
    assert all("rammed" in line for line in lines)
    assert not any("has rammed" in line and line.endswith("storm") for line in lines)


def test_an_invitation_for_this_year_is_not_dated_into_the_past():
    """ "Invites ... early this year" may date the visit: said in the perfect, never first."""
    claim = headline("Orland invites Varga", subject="Orland", verb="invites/invite", object="Varga", when="early this year",
                     tense="past")  # fmt: skip
    lines = [line.text for line in clause_lines(claim, Told(), TODAY, INFLECT)]
    assert lines
    assert all(line.endswith("early this year") and "has invited" in line for line in lines)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("to retain Harland Rowing Championship", "to retain the Harland Rowing Championship"),
        ("outside stadium", "outside the stadium"),
        ("to second successive title", "to a second successive title"),
        ("in his final", "in his final"),
    ],
)
def test_a_headlines_missing_articles_are_put_back(said, meant):
    """By rule, where the noun is known to need one."""
    assert headline_articles(said) == meant


@pytest.mark.parametrize(
    ("line", "noun"),
    [
        ("Prosecutors are looking into a pair who ran bar.", "bar"),
        ("Prosecutors are looking into a pair who ran a bar.", ""),
        ("The driver was taken to hospital.", ""),
        ("Police suspect negligence.", ""),
    ],
)
def test_a_bare_noun_is_no_english(line, noun):
    """What cannot be mended is refused; uncounted nouns and set phrases pass."""
    assert bare_noun(tokens(line)) == noun


def test_a_standfirst_without_articles_is_read_like_a_headline(brief):
    """Running text that leaves out every article is no running text."""
    seen = brief.claims[0].evidence[0]
    assert headline_style(seen.model_copy(update={"text": "Fans protest against board and manager outside stadium."}))
    assert not headline_style(
        seen.model_copy(update={"text": "The fans protest against the board outside the stadium."})
    )


@pytest.mark.parametrize(
    ("line", "heard", "word"),
    [
        ("The Norwegian pulled a boat ashore.", Told(openings=("x",)), "Norwegian"),
        ("Buildings shook across the city.", Told(openings=("x",)), "city"),
        ("Buildings shook across the city.", Told(openings=("x",), plain=frozenset({"city"})), ""),
        ("Buildings shook in the city of Halden.", Told(openings=("x",)), ""),
        ("The fire went out.", Told(), "fire"),
        ("The fire went out.", Told(openings=("x",)), ""),
        ("The police closed a road.", Told(openings=("x",)), ""),
    ],
)
def test_a_line_points_only_at_what_was_named(line, heard, word):
    """By itself or in a line before; in an opening the event itself must be introduced."""
    assert hangs(tokens(line), heard) == word


def test_at_least_wins_over_the_bare_figure(brief):
    """One outlet has "at least 14", another "14": at least 14 is true of both."""
    toll = next(c for c in brief.claims if c.frame == "injured")
    exact = toll.model_copy(update={"quantity": toll.quantity.model_copy(update={"bound": "exact"})})
    assert bounded(exact).quantity.bound == "at_least"


def test_a_toll_is_told_in_its_event_and_place(brief):
    """From one of its own sentences; without a named place it stays as it was."""
    toll = next(c for c in brief.claims if c.frame == "toll")
    lone = toll.model_copy(update={"slots": {"number": toll.slots["number"]}, "quantity": toll.quantity})
    seen = toll.evidence[0].model_copy(
        update={"text": "The blaze that killed three workers in a Norwegian warehouse is out."}
    )
    told = in_its_event(lone.model_copy(update={"evidence": (seen,)}), LANGUAGE)
    assert (told.slots["event"].text, told.slots["where"].text) == ("a blaze", "in a Norwegian warehouse")
    bare = seen.model_copy(update={"text": "Three workers died."})
    unplaced = lone.model_copy(update={"evidence": (bare,)})
    assert in_its_event(unplaced, LANGUAGE) == unplaced


def test_a_headlines_label_is_no_part_of_a_name():
    """ "Rowing-Brandt": other reports write Brandt."""
    claim = headline("Rowing-Brandt wins", subject="Rowing-Brandt", verb="wins/win")
    assert unlabelled(claim, frozenset({"Brandt"})).slots["subject"].text == "Brandt"
    assert unlabelled(claim, frozenset()) == claim


def test_headline_words_and_twins():
    """Headline words never; twins keep the article right; quotations stay."""
    assert spoken_words("a probe and “a probe”") == "an investigation and “a probe”"
    assert restated("an earthquake struck") == "a quake struck"
    assert restated("“an earthquake” struck") == "“an earthquake” struck"


def test_a_name_is_one_word_of_a_run():
    """Eight plain words are the most; a name of four words counts once."""
    runs = SourceRuns(["the Royal Harbour Bank of Varland lends to small firms again"])
    assert runs.longest("The Royal Harbour Bank of Varland lends to small firms again.") == 6
    assert runs.longest("It lends to small firms again.") == 5


def test_titles_name_people_by_surname(a_brief):
    """Without their office."""
    desk = Desk(a_brief(), INFLECT, LANGUAGE)
    text = surnames("Mayor Barbara Jensen has come out against President Michael Carter's plan", desk)
    assert text == "Jensen has come out against Carter's plan"


@pytest.mark.parametrize(
    ("category", "text", "said"),
    [
        ("disaster", "A warehouse burned.", True),
        ("sport", "A warehouse burned.", False),
        ("disaster", "The quake was felt.", False),
    ],
)
def test_a_cause_is_missed_only_where_there_is_one_to_find(a_brief, brief, category, text, said):
    """By kind of story; what nature does has no open cause."""
    toll = [c for c in brief.claims if c.frame == "toll"]
    story = brief.story.model_copy(update={"category": category})
    items = tuple(i.model_copy(update={"title": "", "text": text}) for i in brief.items)
    lines = [c.text for c in unknowns(toll, a_brief(story=story, items=items, claims=tuple(toll)))]
    assert ("The reports we read give no cause." in lines) is said


def test_no_origin_alone_carries_more_than_half(brief):
    """Lines that only one owner stands behind, the closing line counted among all."""
    made = write(brief, WritingTools(INFLECT, LANGUAGE))
    assert isinstance(made, Script)
    desk = Desk(brief, INFLECT, LANGUAGE)
    voices = [lone_voice(Candidate(line.text, line.claim_ids, line.way), desk) for line in made.lines]
    assert all(2 * voices.count(voice) <= len(made.lines) for voice in set(voices) - {""})


def test_the_opening_says_what_the_story_is_about(brief):
    """Two words of the headline, or one and a name."""
    made = write(brief, WritingTools(INFLECT, LANGUAGE))
    assert isinstance(made, Script)
    assert {"fire", "warehouse", "Halden"} & set(made.lines[0].text.replace(".", "").split())
