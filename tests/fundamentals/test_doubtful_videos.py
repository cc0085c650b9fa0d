"""The Judge's own confidence at the publishing step: on, to a person, or back with reasons (decisions.md section 9)."""

import pytest

from newsroom.control.policy import PreparedAnswer
from newsroom.model.assets import Production
from newsroom.model.channel import Channel
from newsroom.model.publication import Publication
from newsroom.model.verdict import Ask

WARY = Channel(name="main", title="Main", person_for=("local",))


def without_rights(role):
    """Cards whose rights nobody wrote down."""

    def visuals(brief):
        return {"visuals": [{**card, "rights": []} for card in role(brief)["visuals"]]}

    return visuals


def outside(role, what):
    """The same plan or time for an outside platform."""
    return lambda brief: {what: [{**one, "platform": "x"} for one in role(brief)[what]]}


def posts(newsroom) -> tuple[Publication, ...]:
    """Every publication."""
    return newsroom.store.find("publication", Publication)


def test_a_doubtful_video_goes_back_with_its_reasons_and_is_published_once_mended(tiny, roles):
    """Below 0.70: the cards are made again, the cut and the review with them, and then it goes out."""
    playing = roles(stories=1)
    calls = []

    def careless_once(brief):
        calls.append(brief)
        return (
            without_rights(playing["visuals:Visual_Artist"]) if len(calls) == 1 else playing["visuals:Visual_Artist"]
        )(brief)

    newsroom = tiny(channel=WARY)
    newsroom.play({**playing, "visuals:Visual_Artist": careless_once})
    assert newsroom.actions()[5:9] == ["produced", "sent_back", "produced", "published"]
    (production,) = newsroom.store.find("production", Production)
    assert production.revisions == 1
    assert "rights_complete" in {issue.code for issue in production.feedback}
    assert [post.detail for post in posts(newsroom)] == [
        "confidence 0.75: not sure of disclosure_present, within_brand_policy"
    ]


def test_what_cannot_be_mended_in_three_revisions_is_over(tiny, roles):
    """It is never published, and says why."""
    playing = roles(stories=1)
    newsroom = tiny(channel=WARY)
    newsroom.play({**playing, "visuals:Visual_Artist": without_rights(playing["visuals:Visual_Artist"])})
    assert newsroom.actions().count("sent_back") == 3
    assert newsroom.actions()[-1] == "rejected"
    assert newsroom.story().reason.startswith("confidence 0.6 is below 0.70")
    assert posts(newsroom) == ()
    assert newsroom.site.posts == []


def test_outside_a_doubt_waits_for_a_person_and_holds_up_nobody(tiny, roles):
    """0.85: the local site has it at once, the outside post waits for an editor, another story goes its way."""
    playing = roles(stories=2)
    both = {}
    for key, what in (("strategy:Platform_Strategist", "plans"), ("timing:Timing_Oracle", "windows")):
        abroad, home = outside(playing[key], what), playing[key]
        both[key] = lambda brief, abroad=abroad, home=home, what=what: {what: home(brief)[what] + abroad(brief)[what]}
    newsroom = tiny()
    newsroom.play({**playing, **both})
    asks = newsroom.store.find("ask", Ask)
    assert {(ask.question, ask.role, ask.why) for ask in asks} == {
        ("confidence", "editor", "x: not sure of disclosure_present")
    }
    assert {post.platform: post.status for post in posts(newsroom)}["site"] == "published"
    assert len(newsroom.site.posts) == 2


@pytest.mark.parametrize(
    ("decision", "status"), [("approve", "failed"), ("reject", "cancelled"), ("changes", "cancelled")]
)
def test_an_editors_answer_releases_the_post_or_ends_it(tiny, roles, decision, status):
    """Approved it is sent (and fails here: no such platform is connected); refused it never is."""
    playing = roles(stories=1)
    abroad = {
        "strategy:Platform_Strategist": outside(playing["strategy:Platform_Strategist"], "plans"),
        "timing:Timing_Oracle": outside(playing["timing:Timing_Oracle"], "windows"),
    }
    answer = PreparedAnswer(question="confidence", decision=decision, by="E. Editor", role="editor")
    newsroom = tiny(answers=(answer,))
    newsroom.play({**playing, **abroad})
    assert [post.status for post in posts(newsroom)] == [status]


def test_on_a_rehearsal_nothing_leaves_the_house_and_nobody_is_asked(tiny, roles):
    """Every platform counts as local there."""
    playing = roles(stories=1)
    abroad = {
        "strategy:Platform_Strategist": outside(playing["strategy:Platform_Strategist"], "plans"),
        "timing:Timing_Oracle": outside(playing["timing:Timing_Oracle"], "windows"),
    }
    newsroom = tiny(channel=Channel(name="main", title="Main", rehearsal=True))
    newsroom.play({**playing, **abroad})
    assert newsroom.store.find("ask", Ask) == ()
