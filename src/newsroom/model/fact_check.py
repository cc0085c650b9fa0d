"""A published fact-check: what was claimed, and how a fact-checker rated it (schema.org ClaimReview; N 2.4, step 1)."""

from typing import Annotated, Literal

from pydantic import Field

from newsroom.model.base import Noun

Rating = Literal["false", "mixed", "true", "unrated"]


class FactCheck(Noun):
    """One review of one claim, as its publisher states it. `rating` is read off `rating_text` and the rating's number.

    `reviewed_on` and `claimed_on` are ISO days, empty where unknown. All texts are a stranger's;
    `primary` is ours: whether who published it counts as a primary source.
    """

    id: str
    claim: Annotated[str, Field(max_length=1_000)]
    rating: Rating
    rating_text: Annotated[str, Field(max_length=200)] = ""
    claimant: Annotated[str, Field(max_length=200)] = ""
    publisher: Annotated[str, Field(max_length=200)] = ""
    url: Annotated[str, Field(max_length=2_000)] = ""
    reviewed_on: str = ""
    claimed_on: str = ""
    primary: bool = False
