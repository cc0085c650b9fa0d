"""Each row of the guard: a sentence that opens it, evidence or an idiom that closes it, and a near miss.

Sentences are invented. The first tables hold rows whose signal stands in one sentence; the last ones are read off dates,
headlines and pictures.
"""

from datetime import date, timedelta

import pytest

from newsroom.council import compliance_guard
from newsroom.council.compliance_rules import overdue, poll_windows, rules
from newsroom.council.compliance_scan import scan
from newsroom.council.phrases import found, passage, unquoted
from newsroom.desk.reviews import reviews, warnings
from newsroom.model.item import Place
from newsroom.model.picture import Picture

ROWS = {
    "active_case_past_record": (
        "Tobias Renner, awaiting trial, has a previous conviction for theft.",
        "Tobias Renner, awaiting trial, has a previous conviction, the court heard.",
        "Tobias Renner, awaiting trial, has a previous marriage.",
    ),
    "juror_or_closed_case": (
        "The paper printed the name of a juror.",
        "The judge read the sealed record out in open court.",
        "The paper printed the name of a judge.",
    ),
    "court_wording": (
        "He refused to answer when asked about the boats.",
        "The champion refused to answer in the quiz.",
        "He answered when asked about the boats.",
    ),
    "irrelevant_origin": (
        "A Muslim man was arrested over the stolen boats.",
        "A Muslim man was attacked in what police call a hate crime after an arrest.",
        "A Muslim man was elected to the council.",
    ),
    "minor_in_crime": (
        "Mara Holt, 15, is the victim of the attack.",
        "Mara Holt, 15, won a medal after a trial heat.",
        "Mara Holt, 35, is the victim of the attack.",
    ),
    "complainant_jigsaw": (
        "The victim of the rape, a 15-year-old, is the daughter of the harbour master.",
        "The victim of the rape, a 15-year-old daughter of the harbour master, has waived her right to anonymity.",
        "The victim of the storm, a 15-year-old, is the daughter of the harbour master.",
    ),
    "takedown_notice": (
        "The agency sent a mandatory kill for the report.",
        "The game received a DMCA takedown notice.",
        "The agency sent a correction for the report.",
    ),
    "intimate_image": (
        "Nude photos of Vera Lindqvist were leaked online.",
        "A bill would ban sharing nude photos such as those of Vera Lindqvist.",
        "Photos of Vera Lindqvist were shared online.",
    ),
    "special_data": (
        "Colleagues discussed the sexual orientation of Vera Lindqvist.",
        "A survey asked about sexual orientation, said Vera Lindqvist.",
        "Colleagues discussed the orientation of the house of Vera Lindqvist.",
    ),
    "private_messages": (
        "The paper prints private messages of Vera Lindqvist.",
        "Private messages of Vera Lindqvist were read in court.",
        "The paper prints public letters of Vera Lindqvist.",
    ),
    "grief_and_patients": (
        "Cameras followed the grieving mother to the grave.",
        "The grieving family released a photograph of the boy.",
        "The grieving mother thanked the crew.",
    ),
    "child_of_the_famous": (
        "The singer Vera Lindqvist walked her young daughter to school.",
        "The singer Vera Lindqvist said in a statement that her young daughter is well.",
        "The fisherman Jon Aske walked his young daughter to school.",
    ),
    "perpetrator_material": (
        "The gunman's manifesto was posted before the shooting.",
        "The film shows a gunman reading a manifesto.",
        "The party presented its manifesto.",
    ),
    "unverified_crisis": (
        "Unverified footage shows the explosion at the pier.",
        "The council showed unverified footage of a parade.",
        "Footage shows the fishing fleet at the pier.",
    ),
    "slur_in_title": ("", "", ""),
    "slur": (
        "The strikers are human scum that should leave.",
        "A man at the gate shouted “human scum” at the strikers.",
        "The scum on the water was removed.",
    ),
    "dehumanising": (
        "The migrants infest the harbour.",
        "The migrants housed at the animal shelter were moved.",
        "Rats infest the harbour.",
    ),
    "result_not_declared": (
        "Vera Lindqvist won the election in Vellmar.",
        "Vera Lindqvist won the election, the electoral commission said.",
        "Vera Lindqvist could win the election in Vellmar.",
    ),
    "how_to_vote": (
        "Polling stations are open until midnight in the north.",
        "The electoral commission says polling stations are open until ten.",
        "Petrol stations are open until midnight in the north.",
    ),
    "candidate_eligibility": (
        "The candidate is ineligible because he was born abroad, a rival wrote.",
        "The candidate is ineligible, the electoral court of the province found as police were told.",
        "The candidate is popular although he was born in a boat.",
    ),
    "paid_politics": (
        "This film was paid for by the campaign of the mayor.",
        "A study counted films paid for by the campaign of the mayor.",
        "This film was paid for by the council.",
    ),
    "study_without_design": (
        "A new study links coffee to a lower risk of disease.",
        "A new study of 2,000 participants links coffee to a lower risk of disease.",
        "A new study links tides to the moon.",
    ),
    "vaccine_claim": (
        "The vaccine causes autism, a leaflet says.",
        "There is no evidence that the vaccine causes autism.",
        "The vaccine arrives on Friday.",
    ),
    "market_call": (
        "The shares of the yard will soar next week.",
        "An analyst expects that the shares of the yard will soar.",
        "The water will rise next week.",
    ),
    "praise_with_link": (
        "This amazing raincoat is half price, shop now.",
        "The amazing raincoat is under recall: do not shop now.",
        "This amazing bridge is half built.",
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _reviewed(monkeypatch):
    """Invented stories play in 2031; the rows count as reviewed."""
    fresh = tuple(rule.model_copy(update={"review_by": rule.review_by.replace(year=2040)}) for rule in rules())
    monkeypatch.setattr("newsroom.council.compliance_scan.rules", lambda: fresh)


def open_rows(dossier) -> set[str]:
    """Ids of the rows that stay open, our own label aside."""
    return {finding.rule.id for finding in scan(dossier) if not finding.cleared} - {"synthetic_media"}


def in_britain(dossier, *items):
    """A dossier whose story plays in the United Kingdom, where all rows of courts hold."""
    return dossier(items, story={"places": (Place(name="Vellmar", country="GB", precision=1.0),)})


@pytest.mark.parametrize("row", [row for row, (fires, _, _) in ROWS.items() if fires])
def test_a_row_opens_closes_and_is_not_met_by_a_near_miss(dossier, item, row):
    """One sentence among ordinary ones, three times."""
    opens, cleared, near = (in_britain(dossier, item(1, text=text), item(2), item(3)) for text in ROWS[row])
    assert row in open_rows(opens)
    assert row not in open_rows(cleared)
    assert row not in open_rows(near)


def test_every_row_has_what_a_row_needs_and_is_tried(request):
    """Source, review date, an own id; and a sentence in this table or in the guard's own tests."""
    known = rules()
    assert len({rule.id for rule in known}) == len(known) >= 48
    assert all(rule.source and rule.concern and rule.seen_on < rule.review_by for rule in known)
    tests = "".join(file.read_text() for file in request.path.parent.glob("test_compliance_*.py"))
    typed = {"accusation_of_private_person", "accusation_one_source", "suspect_before_charge", "dead_named_without_kin",
             "health_of_named_person", "sex_offence_complainant", "suicide_detail", "money_advice", "listed_firm_rumour",
             "listed_group", "exclusive_of_one", "long_quotation"}  # fmt: skip
    assert {rule.id for rule in known if f'"{rule.id}"' not in tests} <= typed


def test_a_row_of_one_country_is_left_out_elsewhere(dossier, item):
    """Contempt of court is the law where the trial is."""
    opens = ROWS["active_case_past_record"][0]
    assert "active_case_past_record" not in open_rows(dossier([item(1, text=opens), item(2), item(3)]))


@pytest.mark.parametrize(
    ("country", "days", "held"),
    [("IT", 14, True), ("IT", 16, False), ("FR", 1, True), ("FR", 2, False), ("VE", 21, True), ("VE", 22, False), ("VE", -1, False)],
)  # fmt: skip
def test_a_poll_is_held_while_the_country_allows_none(dossier, item, country, days, held):
    """Counted in days to the vote that the reports date; 21 where nobody wrote down the country's rule."""
    now = dossier().context.now
    vote = now.date() + timedelta(days=days)
    text = f"An opinion poll of 1,004 adults has a margin of error of three points. The election is on {vote.day} {vote:%B %Y}."
    told = dossier([item(1, text=text), item(2)], story={"places": (Place(name="X", country=country, precision=0.4),)})
    assert ("poll_near_vote" in open_rows(told)) is held
    assert (compliance_guard.vote(told).vote == "LEGAL_HOLD") is held
    assert poll_windows()["IT"] == 15


@pytest.mark.parametrize(
    ("title", "text", "row"),
    [
        ("Tobias Renner, the fraudster of Vellmar", "Tobias Renner was asked about the books.", "headline_beyond_body"),
        (
            "Did Tobias Renner steal the harbour funds?",
            "Tobias Renner was asked about the books.",
            "insinuating_question",
        ),
        ("Human scum, mayor says of strikers", "The mayor spoke of the strikers.", "slur_in_title"),
    ],
)
def test_headlines_are_read_on_their_own(dossier, item, title, text, row):
    """What a headline says beyond its text, asks, or shouts opens its row; the same words in the body do not."""
    body = f"{text} {dossier().items[0].text}"
    assert row in open_rows(dossier([item(1, title=title, text=body), item(2)]))
    calm = item(1, title="Harbour news", text=f"{body} {title} That was asked.")
    assert row not in open_rows(dossier([calm, item(2)]))


def test_a_press_release_alone_is_labelled(dossier, item):
    """One voice whose text comes from a wire of releases; a second voice lifts the label."""
    release = item(1, text="The yard grows, according to a news release on PR Newswire.")
    assert "press_release_only" in open_rows(dossier([release]))
    assert "press_release_only" not in open_rows(dossier([release, item(2)]))


@pytest.mark.parametrize(
    ("more", "row"),
    [
        ({"taken_on": "2029-01-02"}, "picture_not_of_this_event"),
        ({"provenance": "generated", "made_with": "a model"}, "picture_generated"),
        ({"taken_on": "2031-05-14", "provenance": "unread"}, ""),
    ],
)
def test_pictures_that_are_not_the_event_are_left_out(dossier, more, row):
    """By the file's own word; a manifest that nobody could check says nothing."""
    picture = Picture(item_id="item_1", url="https://p.example/a.jpg", sha256="0" * 64, fingerprint="00ff00ff00ff00ff",
                      width=9, height=9, **more)  # fmt: skip
    assert open_rows(dossier(context={"pictures": (picture,)})) == ({row} if row else set())


def test_quoted_words_are_somebodys(dossier):
    """Both kinds of quotation marks, and no apostrophe is one."""
    said = passage("", "", "He called them “human scum” and 'human filth', the mayor's aide said.")
    assert not found(unquoted(said), ["human scum", "human filth"])
    assert found(unquoted(said), ["aide say", "aide said"])


def test_overdue_rows_are_named():
    """The day after its review date a row is on the list; on the day itself it is not."""
    first = min(rule.review_by for rule in rules())
    assert overdue(first) == ()
    assert {rule.review_by for rule in overdue(first + timedelta(days=1))} == {first}
    assert len(overdue(date(2099, 1, 1))) == len(rules())
    assert (reviews(first).light, reviews(first + timedelta(days=1)).light) == ("ok", "overdue")
    assert len(warnings(date(2099, 1, 1))) == len(rules())
