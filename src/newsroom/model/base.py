"""What every noun shares: frozen, closed to unknown fields, times in UTC, scores rounded before they decide."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict


class Noun(BaseModel):
    """A frozen value. Unknown fields are an error, so an old row or a strange message is seen and not guessed at."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def json_dict(self) -> dict[str, Any]:
        """This noun as plain JSON values (dict, list, str, int, float, bool, None)."""
        return self.model_dump(mode="json")


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def _rounded(value: float) -> float:
    return round(float(value) + 0.0, 3)


UtcTime = Annotated[AwareDatetime, AfterValidator(_utc)]
"""An aware moment, kept in UTC."""

Score = Annotated[float, BeforeValidator(_rounded)]
"""A number that may decide: rounded to 0.001 first, so that machines agree (decisions.md section 6)."""


def score(value: float) -> float:
    """`value` as a deciding score: rounded to 0.001, never -0.0."""
    return _rounded(value)


class Factor(Noun):
    """One input of a formula, with how it was computed.

    `value` is None when the input is *absent*: nothing in the data speaks of it. The docstring of the function that
    made the factor says what the formula then uses; `used` is that number, always present.
    """

    name: str
    value: Score | None
    used: Score
    how: str
