"""Published fact-checks: read from strangers, kept by the Judge, held against a story's claims by Fact_Checker."""

import json
from datetime import UTC, datetime

import pytest

from newsroom.control.fact_checks import kept, near_story
from newsroom.council import fact_checker
from newsroom.council.contradictions import conflicts, contradiction_check
from newsroom.council.fact_checks import near, reviewed
from newsroom.council.verification import claim_verification, worth
from newsroom.model.claim import Quantity, Slot, Speaker
from newsroom.model.errors import Refused
from newsroom.model.fact_check import FactCheck
from newsroom.model.item import Place
from newsroom.ports import Commit
from newsroom.world.apis import follow, request_of
from newsroom.world.apis.request import Keys
from newsroom.world.claim_review import rating_of
from newsroom.world.feeds.formats import parse_document
from newsroom.world.pages import page

SHED = "The storm of Vellmar carried a whale into the harbour shed"


def a_check(**more) -> FactCheck:
    """A review by a fact-checker whose word counts."""
    given = {"id": "factcheck_1", "claim": SHED, "rating": "false", "rating_text": "Fabricated", "publisher": "Checkers",
             "primary": True, **more}  # fmt: skip
    return FactCheck.model_validate(given)


def weighed(dossier, claim, check, **more):
    """The claim in a story beside one review of it."""
    told = claim(1, **{"statement": f"{SHED}.", "salience": 0.9, **more})
    return dossier(claims=[told, claim(2, salience=0.5)], context={"fact_checks": (check,)}), told


def test_a_false_rating_by_a_primary_source_contradicts_a_key_claim(dossier, claim):
    """The story's main claim falls: vetoed, with who rated it and how in the concern."""
    judged, told = weighed(dossier, claim, a_check())
    assert (worth(told, judged), contradiction_check(judged).value) == (0.0, 0.643)
    ballot = fact_checker.vote(judged)
    assert ballot.vote == "FACT_VETO"
    assert f"sources: {told.id}: Checkers rates it “Fabricated”" in ballot.rationale.concerns
    assert fact_checker.second_check(judged).findings[told.id] == "refuted"


@pytest.mark.parametrize(
    ("check", "claimed", "finding"),
    [
        ({"rating": "true", "rating_text": "Correct"}, {"owners": ["owner1"]}, "confirms"),
        ({"rating": "mixed", "rating_text": "Misleading"}, {}, "disputes"),
        ({"primary": False}, {}, "warns"),
        ({"rating": "unrated", "rating_text": "Unproven"}, {}, "warns"),
        ({}, {"statement": f"{SHED.replace('carried', 'never carried')}."}, "confirms"),
        ({}, {"kind": "quote", "quote": SHED, "speaker": Speaker(name="Jon Aske")}, "warns"),
        ({"claim": "The storm of Vellmar sank a whale watcher"}, {}, None),
        ({"claim": f"{SHED} at 4 in the morning"}, {"statement": f"{SHED} at 9 in the morning."}, None),
        ({"reviewed_on": "2030-01-01"}, {"quantity": Quantity(value=1, unit="whale")}, None),
        ({"reviewed_on": "2030-01-01"}, {}, "contradicts"),
    ],
)
def test_what_a_review_means_hangs_on_who_made_it_and_of_what(dossier, claim, check, claimed, finding):
    """Another figure, another subject, or a figure of another year is another claim; a stranger's review only warns."""
    judged, told = weighed(dossier, claim, a_check(**check), **claimed)
    found = reviewed(told, judged)
    assert (found.finding if found else None) == finding


def test_a_warning_changes_no_number_and_asks_the_studio_to_say_it(dossier, claim):
    """Any page can publish a review: without standing it moves no vote."""
    judged, told = weighed(dossier, claim, a_check(primary=False))
    plain, _ = weighed(dossier, claim, a_check(claim="something else entirely about nothing"))
    assert claim_verification(judged) == claim_verification(plain)
    assert (
        f"qualify {told.id}: say that Checkers rates it “Fabricated”" in fact_checker.vote(judged).rationale.suggestions
    )


def test_of_many_reviews_the_near_ones_are_looked_at():
    """Three content words in common; the closest first."""
    far = a_check(id="factcheck_2", claim="A bridge fell in another country altogether")
    close = a_check(id="factcheck_3", claim="A whale lay in the harbour shed of Vellmar")
    assert [one.id for one in near([far, close, a_check()], [SHED])] == ["factcheck_1", "factcheck_3"]


@pytest.mark.parametrize(
    ("text", "rating"),
    [("Pants on Fire!", "false"), ("Mostly false", "mixed"), ("Half True", "mixed"), ("Correct Attribution", "true"),
     ("Unproven", "unrated"), ("Fałsz", "false"), ("", "unrated"), ("Not true", "false")],
)  # fmt: skip
def test_ratings_are_read_by_their_words(text, rating):
    """A word of doubt outweighs the word beside it."""
    assert rating_of(text) == rating


def test_a_rating_without_words_is_read_on_its_own_scale():
    """Quarters of the scale that the review gives; no scale, no reading."""
    assert [rating_of("", value, 5, 1) for value in (1, 3, 5, 9)] == ["false", "mixed", "true", "unrated"]
    assert rating_of("", 1, None, None) == "unrated"


REVIEW = {
    "@type": "ClaimReview",
    "claimReviewed": SHED,
    "url": "https://checkers.example/whale",
    "datePublished": "2031-05-13",
    "author": {"@type": "Organization", "name": "Checkers"},
    "itemReviewed": {"@type": "Claim", "author": {"name": "A fisherman"}},
    "reviewRating": {"ratingValue": "1", "bestRating": "5", "worstRating": "1", "alternateName": "False"},
}


def test_a_data_feed_gives_one_item_a_review_that_is_no_news():
    """The item's outlet is the reviewer; of what cannot be read nothing is guessed."""
    feed = {
        "@type": "DataFeed",
        "dataFeedElement": [{"item": [REVIEW, {"@type": "ClaimReview", "url": "https://x.example"}]}],
    }
    (draft,) = parse_document(json.dumps(feed).encode(), "claim_review").drafts
    assert (draft.not_news, draft.named, draft.title) == (True, "Checkers", f"Is it true? {SHED}")
    (check,) = draft.fact_checks
    assert (check.rating, check.claimant, check.reviewed_on, check.primary) == (
        "false",
        "A fisherman",
        "2031-05-13",
        False,
    )


def test_fact_check_tools_are_asked_with_a_key_and_page_by_page():
    """Off without its key; the key is in a header and never in the address."""
    entry = {"format": "fact_check_tools", "query": {"words": "whale", "pages": 2}}
    now = datetime(2031, 5, 14, tzinfo=UTC)
    with pytest.raises(Refused) as off:
        request_of(entry, Keys(), now)
    assert off.value.code == "no_key"
    request = request_of(entry, Keys({"FACT_CHECK_TOOLS_KEY": "sesame"}), now)
    assert "sesame" not in request.url
    answer = {
        "claims": [
            {"text": SHED, "claimant": "A fisherman", "claimDate": "2031-05-12T00:00:00Z", "claimReview": [
                {"publisher": {"name": "Checkers", "site": "checkers.example"}, "url": "https://checkers.example/whale",
                 "title": "No whale in the shed", "reviewDate": "2031-05-13T00:00:00Z", "textualRating": "False"}]},
        ],
        "nextPageToken": "mark",
    }  # fmt: skip
    parsed = parse_document(json.dumps(answer).encode(), "fact_check_tools")
    assert [one.fact_checks[0].rating for one in parsed.drafts] == ["false"]
    (further,) = follow(request, parsed.more)
    assert further.url.endswith("&pageToken=mark")
    assert parse_document(b"{}", "fact_check_tools").drafts == ()


def test_a_page_gives_the_reviews_that_it_publishes():
    """JSON-LD at any depth; a block that is no JSON is left out, and the page is read all the same."""
    block = json.dumps(
        {"@graph": [{"@type": ["Article", "ClaimReview"]} | {k: v for k, v in REVIEW.items() if k != "@type"}]}
    )
    text = " ".join(["The shed was empty, the harbour master said."] * 4)
    scripts = "".join(f"<script type='application/ld+json'>{one}</script>" for one in ("{broken", block))
    html = f"<html><body>{scripts}<h1>No whale</h1><p>{text}</p></body></html>"
    (draft,) = page.parse(html.encode()).drafts
    assert [(one.claim, one.rating) for one in draft.fact_checks] == [(SHED, "false")]


def named(claim, n, who, owners, frame="elected", **more):
    """Somebody is elected mayor, by the word of these owners."""
    slots = {
        "who": Slot(text=who, kind="person", head=who.split()[-1]),
        "post": Slot(text="mayor", kind="thing", head="mayor"),
    }
    return claim(n, owners=owners, frame=frame, slots=slots, **more)


def test_another_name_day_or_town_for_what_happens_once_is_a_contradiction(claim):
    """Between outlets; a shorter name, a month, a country, or two claims of one outlet are none."""
    towns = [Place(name=name, country="VE", precision=1.0) for name in ("Vellmar", "Saltholm")]
    one = named(claim, 1, "Vera Lindqvist", ["owner1"], time="2031-05-14", place="in Vellmar")
    kinds = {
        "name": named(claim, 2, "Jon Aske", ["owner2"]),
        "day": named(claim, 2, "Vera Lindqvist", ["owner2"], time="2031-05-13"),
        "place": named(claim, 2, "Lindqvist", ["owner2"], place="at Saltholm"),
    }
    for value, other in kinds.items():
        assert [found.value for found in conflicts([one, other], towns)] == [value]
    for same in (
        named(claim, 2, "Lindqvist", ["owner2"], time="2031-05"),
        named(claim, 2, "Vera Lindqvist", ["owner2"], place="in the north"),
        named(claim, 2, "Jon Aske", ["owner1"]),
        named(claim, 2, "Jon Aske", ["owner2"], frame="met"),
    ):
        assert conflicts([one, same], towns) == ()


def test_a_contradiction_of_values_is_weighed_and_named(dossier, claim):
    """Both count where they have equally many voices; the weaker one alone counts less."""
    even = dossier(claims=[named(claim, 1, "Vera Lindqvist", ["owner1"]), named(claim, 2, "Jon Aske", ["owner2"])])
    assert contradiction_check(even).value == 0.7
    assert any("give another name" in concern for concern in fact_checker.vote(even).rationale.concerns)
    weak = dossier(
        claims=[named(claim, 1, "Vera Lindqvist", ["owner1", "owner3"]), named(claim, 2, "Jon Aske", ["owner2"])]
    )
    assert contradiction_check(weak).value == 0.5


def test_reviews_are_kept_as_they_come_in_and_given_to_the_checker(store, item):
    """Once each, as their publisher's: a tier 1 outlet's review is a primary source's, a stranger's is not."""
    check = a_check(primary=True, publisher="")
    sent = [
        item(1, fact_checks=(check,)),
        item(2, tier=5, fact_checks=(check.model_copy(update={"id": "factcheck_2"}),)),
    ]
    for _ in range(2):
        store.commit(Commit(changes=kept(store, sent)))
    found = near_story(store, SHED, [item(3)], ())
    assert {(one.id, one.primary, one.publisher) for one in found} == {
        ("factcheck_1", True, "Paper 1"), ("factcheck_2", False, "Paper 2")}  # fmt: skip
    assert near_story(store, "A bridge opens in the north", [item(3)], ()) == ()
