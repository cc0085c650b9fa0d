"""One story with everything that made it: what the site, `story show` and `why` speak from."""

from typing import Any

from newsroom.model.arc import ArcNote
from newsroom.model.assets import Production
from newsroom.model.ballot import Ballot
from newsroom.model.base import Noun
from newsroom.model.bid import Bid, Monitored
from newsroom.model.claim import Claim
from newsroom.model.item import Item, Source
from newsroom.model.publication import Feedback, Publication
from newsroom.model.story import Story
from newsroom.model.verdict import Ask, Verdict


class StoryPage(Noun):
    """A story's whole history, in order of time where there is one. `audit_root` is the chain's last hash then.

    `arc` is the development that it is part of; `debates` are the talks over disputed claims, one a round that had any.
    """

    story: Story
    items: tuple[Item, ...]
    sources: dict[str, Source]
    bids: tuple[Bid, ...] = ()
    monitored: tuple[Monitored, ...] = ()
    claims: tuple[Claim, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    debates: tuple[dict[str, Any], ...] = ()
    asks: tuple[Ask, ...] = ()
    productions: tuple[Production, ...] = ()
    publications: tuple[Publication, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    arc: ArcNote | None = None
    audit_root: str = ""
    rehearsal: bool = False
