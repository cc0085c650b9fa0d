"""What an intake measured: interactions of posts, reports of stories, rank shares of trends (decisions.md section 5).

1. a new post is a sample of its interactions when it was first seen, and one more each time it is listed again;
2. a new report is a sample of the story it joined, at the moment it was seen;
3. a trend is a sample an hour, for lists say the same thing for hours;
4. what is older than samples are kept is left out: it could not be told from a copy.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from newsroom.control.records import Arrived
from newsroom.model.item import Item
from newsroom.model.sample import MILLION, Retention, Sample, begin_of, engaged, term_key
from newsroom.ports import Store


def samples_of(
    store: Store, batch: Arrived, items: Sequence[Item], until: datetime, kept: Retention
) -> tuple[Sample, ...]:
    """Every sample of a batch that was read up to `until`, by time. `items` are those of its items that are new."""
    known = {item.id for item in store.get_many("item", sorted({one.subject for one in batch.counted}), Item)}
    measured = [
        *(engaged(item) for item in items if item.engagement is not None),
        *(one for one in batch.counted if one.subject in known),
        *_reports(batch, items),
        *_trends(batch, until),
    ]
    young = (one for one in measured if one.at >= kept.raw_cut(until))
    return tuple(sorted(young, key=lambda one: (one.at, one.metric, one.subject, one.part)))


def _reports(batch: Arrived, items: Sequence[Item]) -> Iterator[Sample]:
    new = {item.id: item for item in items}
    for story in batch.stories:
        for item_id in story.item_ids:
            if item_id in new:
                yield Sample(subject=story.id, metric="arrivals", at=new[item_id].seen_at, value=1, part=item_id)


def _trends(batch: Arrived, until: datetime) -> Iterator[Sample]:
    hour = begin_of(until, "hour")
    for term, share in batch.trends.items():
        value = round(min(1.0, max(0.0, share)) * MILLION)
        yield Sample(subject=term_key(term), metric="trend", at=hour, value=value)
