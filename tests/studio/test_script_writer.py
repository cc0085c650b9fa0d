"""A script is laid out from claims: as long as the claims carry it, in our own words, never padded."""

from itertools import pairwise

import pytest

from newsroom.model.brief import Hold
from newsroom.model.claim import Quantity
from newsroom.model.script import Issue, Script
from newsroom.model.text import folded_words, word_count
from newsroom.model.verdict import Condition
from newsroom.studio.hook_doctor import optimise, strength
from newsroom.studio.hooks import forbidden
from newsroom.studio.house_words import table
from newsroom.studio.ngrams import QUOTED, SourceRuns, grams, words
from newsroom.studio.script_plan import choose_template, lengths
from newsroom.studio.script_writer import revise, write
from newsroom.world.inflect import Lemminflect
from newsroom.world.language import SpacyLanguage


@pytest.fixture(scope="module")
def script(request) -> Script:
    """The invented story, written."""
    from newsroom.studio.script_writer import WritingTools

    tools = WritingTools(Lemminflect(), SpacyLanguage())
    made = write(request.getfixturevalue("whole_brief"), tools)
    assert isinstance(made, Script)
    return made


def test_a_minute_from_a_dozen_claims(script):
    """140 to 165 spoken words and the length in seconds that they take."""
    assert 140 <= script.words <= 165
    assert 50 <= script.seconds <= 66


def test_every_line_is_one_sentence_of_bearable_length(script):
    """None over 25 words, mean near a dozen."""
    counts = [word_count(line.text) for line in script.lines]
    assert max(counts) <= 25
    assert 8 <= sum(counts) / len(counts) <= 16


def test_neighbours_never_open_alike(script):
    """The first two words of a line are not those of the line before."""
    assert all(folded_words(a.text)[:2] != folded_words(b.text)[:2] for a, b in pairwise(script.lines))


def test_words_are_our_own(script, brief):
    """No run of more than eight words of a source outside quotes; few shared 4-grams."""
    runs = SourceRuns(f"{i.title}\n{i.text}" for i in brief.items)
    spoken = [line for line in script.lines if line.way != "fixed"]
    assert max(runs.longest(line.text) for line in spoken) <= 8
    own = [gram for line in spoken for part in QUOTED.split(line.text) for gram in sorted(grams(words(part), 4))]
    held = frozenset(gram for item in brief.items for gram in grams(words(f"{item.title}\n{item.text}"), 4))
    assert sum(gram in held for gram in own) / len(own) <= 0.2
    assert all(held <= own for held, own in (runs.shared(line.text) for line in spoken))


def test_every_statement_has_its_evidence(script, brief):
    """Lines without claims only speak of what was read."""
    held = {c.id for c in brief.claims}
    for line in script.lines:
        assert set(line.claim_ids) <= held
        assert line.claim_ids or line.beat in {"unknown", "sources", "what"}


def test_the_hook_is_not_repeated(script):
    """No later line tells the hook's claim again, but for who gives the figure."""
    hook = script.lines[0]
    again = [line for line in script.lines[1:] if set(line.claim_ids) & set(hook.claim_ids)]
    assert all(line.way == "fixed" for line in again)


def test_the_last_line_names_the_outlets(script):
    """By the names they are known under."""
    assert script.lines[-1].beat == "sources"
    assert script.lines[-1].text.startswith("Based on reports by ")
    assert all(name in script.lines[-1].text for name in ("Halden Post", "Coast Radio", "Northern Wire"))


def test_the_quote_is_announced_and_verbatim(script, brief):
    """Speaker before the words, the words as spoken."""
    line = next(line for line in script.lines if line.beat == "quote")
    before, _, quoted = line.text.partition("“")
    assert "Brandt" in before
    assert quoted.rstrip("”") in brief.items[0].text


def test_three_openings_of_different_techniques(script):
    """Each within 18 words, each accurate."""
    assert len({hook.technique for hook in script.hooks}) == 3
    assert all(word_count(hook.text) <= 18 for hook in script.hooks)
    assert all(0 <= hook.pull <= 1 and 0 <= hook.accuracy <= 1 for hook in script.hooks)


def test_the_title_fits(script):
    """Sixty characters."""
    assert 0 < len(script.title) <= 60


def test_the_doctor_puts_the_strongest_opening_first(script, brief, tools):
    """Half accuracy, half pull; the script opens with its words."""
    better = optimise(script, brief, tools)
    chosen = better.hooks[better.chosen_hook]
    assert better.lines[0].text == chosen.text
    assert strength(chosen) == max(strength(h) for h in better.hooks)


@pytest.mark.parametrize(
    ("technique", "frame", "text", "why"),
    [
        ("result", "scheduled", "The bridge opens.", "calls done what is planned"),
        ("question", "arrested", "What is known about the driver?", "insinuates guilt"),
        ("number", "toll", "Shocking: three are dead.", "bait"),
    ],
)
def test_what_an_opening_may_never_do(brief, technique, frame, text, why):
    """Each technique has its own no."""
    claim = brief.claims[0].model_copy(update={"frame": frame})
    assert forbidden(technique, text, [claim]) == why


def test_an_accused_is_not_named_in_the_opening(brief):
    """Not in the first three seconds."""
    accused = next(c for c in brief.claims if c.frame == "arrested")
    slots = {**accused.slots, "who": accused.slots["who"].model_copy(update={"text": "Jonas Reed", "head": "reed"})}
    assert forbidden("result", "Jonas Reed is in custody.", [accused.model_copy(update={"slots": slots})])


def test_a_thin_story_is_held_with_the_reason(a_brief, brief, tools):
    """Four claims make no video."""
    made = write(a_brief(claims=brief.claims[:4]), tools)
    assert isinstance(made, Hold)
    assert made.code == "thin"
    assert "4 usable claims" in made.reason


def test_fewer_claims_make_a_shorter_script(a_brief, brief, tools):
    """Eight claims: half a minute, at least 25 seconds, never padded to more."""
    made = write(a_brief(claims=brief.claims[:9]), tools)
    assert isinstance(made, Script)
    assert 60 <= made.words <= 95
    assert made.seconds >= 25


def test_contradicted_claims_are_never_told(a_brief, brief, tools):
    """Nor are those nobody can check."""
    wrong = brief.claims[0].model_copy(update={"status": "contradicted"})
    made = write(a_brief(claims=(wrong, *brief.claims[1:])), tools)
    assert isinstance(made, Script)
    assert all(wrong.id not in line.claim_ids for line in made.lines)


def test_both_sides_of_a_disputed_number_are_told_together(a_brief, brief, tools):
    """One line holds both figures with who gives them, and no line holds one alone."""
    one = brief.claims[0].model_copy(update={"status": "disputed", "conflicts": ("claim_other",)})
    other = one.model_copy(
        update={
            "id": "claim_other",
            "conflicts": (one.id,),
            "evidence": brief.claims[0].evidence[2:],
            "quantity": Quantity(value=4, unit="workers"),
        }
    )
    one = one.model_copy(update={"evidence": one.evidence[:1]})
    made = write(a_brief(claims=(one, other, *brief.claims[1:])), tools)
    assert isinstance(made, Script)
    told = [line for line in made.lines if {one.id, other.id} & set(line.claim_ids)]
    assert told
    assert all({one.id, other.id} <= set(line.claim_ids) for line in told)
    assert made.template == "dispute"


def test_a_wording_condition_binds_its_claims_to_their_outlet(a_brief, brief, tools):
    """Even what three outlets say is told with who says it, and the script names the condition."""
    toll = brief.claims[0]
    condition = Condition(
        id="cond_1",
        description="wording: attribute the toll",
        raised_by="Trend_Voter_C",
        about="wording",
        claim_ids=(toll.id,),
    )
    made = write(a_brief(conditions=(condition,)), tools)
    assert isinstance(made, Script)
    assert made.bound_conditions == ("cond_1",)
    lines = [line for line in made.lines if toll.id in line.claim_ids and line.way == "frame"]
    assert lines
    assert all("Halden Post" in line.text for line in lines)


def test_every_suggestion_is_answered(a_brief, tools):
    """Done, not done with the reason, or not for this desk."""
    asked = ("consider_90s_format", "attribute_single_source", "show_map", "say_translated", "sing_it")
    made = write(a_brief(suggestions=asked), tools)
    assert isinstance(made, Script)
    assert set(asked) <= set(made.answers)
    assert made.answers["consider_90s_format"].startswith("not done")
    assert made.answers["attribute_single_source"].startswith("done")


def test_a_suggested_opening_pulls_more_and_is_answered(a_brief, tools):
    """A voter's wish is a nudge: the technique it names rises by 0.05 and no other moves."""
    plain, asked = write(a_brief(), tools), write(a_brief(suggestions=("open_with_number",)), tools)
    before = {(hook.technique, hook.text): hook.pull for hook in plain.hooks}
    after = {(hook.technique, hook.text): hook.pull for hook in asked.hooks}
    for key in before.keys() & after.keys():
        nudge = 0.05 if key[0] == "number" else 0.0
        assert after[key] == pytest.approx(min(1.0, before[key] + nudge))
    assert "number" in {technique for technique, _ in after}
    opened = asked.hooks[asked.chosen_hook].technique
    assert asked.answers["open_with_number"].startswith("done" if opened == "number" else "not done")


def test_a_revision_does_not_bring_back_what_was_struck(script, brief, tools):
    """Version by version: said differently, then left out."""
    line = next(line for line in script.lines[1:] if line.way == "frame")
    issue = Issue(component="script", severity="critical", code="name", detail="who?", line_id=line.id)
    second = revise(script, [issue], brief, tools)
    assert isinstance(second, Script)
    assert second.version == 2
    assert line.text not in [x.text for x in second.lines]
    again = [x for x in second.lines if set(x.claim_ids) & set(line.claim_ids)]
    issues = [issue.model_copy(update={"line_id": x.id}) for x in again]
    third = revise(second, issues, brief, tools)
    assert isinstance(third, Script)
    assert line.text not in [x.text for x in third.lines]
    if again:
        assert not any(set(x.claim_ids) & set(line.claim_ids) for x in third.lines)


def test_the_same_brief_gives_the_same_script(script, brief, tools):
    """Byte for byte."""
    assert write(brief, tools) == script


def test_the_order_of_claims_does_not_decide(a_brief, brief, tools, script):
    """Claims and their evidence decide, not how they were listed."""
    made = write(a_brief(claims=tuple(reversed(brief.claims))), tools)
    assert isinstance(made, Script)
    assert [line.text for line in made.lines] == [line.text for line in script.lines]


def test_what_is_unknown_is_said_only_when_no_text_touches_it(a_brief, brief, tools):
    """Once a report speaks of a verdict, the line that none is mentioned is gone."""
    line = "No verdict is mentioned in the reports we read: an accusation is not proof."
    made = write(brief, tools)
    assert isinstance(made, Script)
    assert line in [x.text for x in made.lines]
    heard = brief.items[1].model_copy(update={"text": brief.items[1].text + " A verdict is due in June."})
    other = write(a_brief(items=(brief.items[0], heard, brief.items[2])), tools)
    assert isinstance(other, Script)
    assert line not in [x.text for x in other.lines]


def test_long_formats_need_a_voter_and_the_material(a_brief):
    """Forty claims alone make a minute; asked for, they make three."""
    assert lengths(45, a_brief())[0].name == "60s"
    assert lengths(45, a_brief(suggestions=("consider_3min_format",)))[0].name == "180s"
    assert lengths(25, a_brief(suggestions=("consider_90s_format",)))[0].name == "90s"
    assert lengths(4, a_brief()) == ()


def test_templates_follow_the_story(a_brief, brief):
    """A dispute is told as one; breaking news with a warning as an alert."""
    story = brief.story.model_copy(update={"risk": "breaking"})
    assert choose_template(brief.claims, a_brief(story=story)) == "alert"
    torn = [brief.claims[0].model_copy(update={"conflicts": ("x",)})]
    assert choose_template(torn, brief) == "dispute"


def test_every_template_has_an_order():
    """And ends on what comes next and the sources."""
    rows = table("templates.yaml")
    assert {row["template"] for row in rows["choose"]} <= set(rows["orders"])
    assert all(order[-1] == "sources" for order in rows["orders"].values())
