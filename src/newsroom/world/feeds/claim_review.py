"""Published fact-checks as a source: a ClaimReview data feed, or an answer of Google's Fact Check Tools.

Each review becomes one item of the fact-checker that the review names, with the review beside it. It is no report of the
claim: its title is a question, it tells no news, and no claim is read from its text.

- data feed: `{"dataFeedElement": [{"item": [ClaimReview, …]}, …]}`, or ClaimReview objects at any place of a JSON value;
- Fact Check Tools: `{"claims": [{"text", "claimant", "claimDate", "claimReview": [{"publisher", "url", "title",
  "reviewDate", "textualRating"}]}], "nextPageToken"}`.
"""

from collections.abc import Iterator
from typing import Any

from newsroom.model.fact_check import FactCheck
from newsroom.world.claim_review import found_in, made, rating_of, read_review
from newsroom.world.feeds.answers import read_answer
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.json_guard import nested, read_json, rows, word
from newsroom.world.feeds.making import Tray


def parse_feed(data: bytes, content_type: str = "") -> Parsed:
    """Every ClaimReview of a JSON document.

    Raises:
        Refused: the codes of a JSON document.
    """
    tray = Tray()
    for row in found_in(read_json(data, content_type)):
        if tray.full():
            break
        _add(tray, read_review(row), word(row, "headline", "name"))
    return tray.parsed()


def parse_tools(data: bytes, content_type: str = "") -> Parsed:
    """One page of Fact Check Tools; `more` is the mark of the next one.

    Raises:
        Refused: the codes of a JSON document, and of an API's refusal (answers.py).
    """
    document = read_answer(data, content_type, "claims", "nextPageToken")
    tray = Tray()
    for claim in rows(document, "claims") if isinstance(document, dict) and "claims" in document else []:
        for check, title in _of_claim(claim):
            if not tray.full():
                _add(tray, check, title)
    mark = word(document, "nextPageToken") if isinstance(document, dict) else ""
    return tray.parsed(more=(mark,) if mark else ())


def _of_claim(claim: dict[str, Any]) -> Iterator[tuple[FactCheck | None, str]]:
    for review in rows(claim, "claimReview") if "claimReview" in claim else []:
        publisher = nested(review, "publisher")
        text = word(review, "textualRating")
        check = made(
            claim=word(claim, "text"),
            rating_text=text,
            rating=rating_of(text),
            claimant=word(claim, "claimant"),
            publisher=word(publisher, "name", "site"),
            url=word(review, "url"),
            reviewed=review.get("reviewDate"),
            claimed=claim.get("claimDate"),
        )
        yield check, word(review, "title")


def _add(tray: Tray, check: FactCheck | None, title: str) -> None:
    if check is None:
        return
    tray.add(
        key=check.id,
        url=check.url,
        title=title or f"Is it true? {check.claim}",
        body=f"Claim: {check.claim} Rating: {check.rating_text or check.rating}.",
        published=read_date(check.reviewed_on) if check.reviewed_on else None,
        named=check.publisher,
        not_news=True,
        fact_checks=(check,),
    )
