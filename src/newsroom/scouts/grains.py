"""How fine stories are cut: the newsroom's own grain, and that of headline aggregators."""

from datetime import timedelta
from typing import NamedTuple

from newsroom.scouts.evidence import Evidence


class Grain(NamedTuple):
    """One way to cut. Likenesses are 0 to 1.

    `evidence` decides where meanings are known, over means of all pairs of an item and a story's items (and its share
    of the closest), and `joining` the same of two stories; of these the smaller has at most `joined_size` items.
    Without meanings words decide: `alike` admits an item; `bridged` one in a language new to the story, on ideas alone;
    `joined` joins two stories (None: never); `centroid_share` is the weight of the centroid beside the leads. `prior`
    and `sharpness` are those of `Rarity`. `preview` is the factor on the odds that a preview and a report tell one
    story, and `parts_series` says whether two headlines of one publisher under one frame never do. A story that heard
    nothing for `window` takes no more items.
    """

    evidence: Evidence
    joining: Evidence
    joined_size: int
    alike: float
    bridged: float
    joined: float | None
    centroid_share: float
    prior: int
    sharpness: float
    preview: float
    parts_series: bool
    window: timedelta


EVENT = Grain(
    evidence=Evidence(base=-10.2, words=22.5, meaning=11.5, day=3.5, closest=0.3, act=1.0),
    joining=Evidence(base=-11.5, words=22.5, meaning=11.5, day=3.5, act=1.0),
    joined_size=3,
    alike=0.2,
    bridged=0.14,
    joined=None,
    centroid_share=0.5,
    prior=500,
    sharpness=1.2,
    preview=0.02,
    parts_series=True,
    window=timedelta(hours=48),
)
"""One happening or statement: what the newsroom bids on. Only a young story is ever found to be part of another."""
TOPIC = Grain(
    evidence=Evidence(base=-3.7, words=8.0, meaning=12.0, day=10.0),
    joining=Evidence(base=-3.7, words=8.0, meaning=12.0, day=10.0),
    joined_size=1_000_000,
    alike=0.14,
    bridged=0.14,
    joined=0.2,
    centroid_share=1.0,
    prior=1500,
    sharpness=1.0,
    preview=0.4,
    parts_series=False,
    window=timedelta(hours=48),
)
"""Everything about one subject, as aggregators file headlines: coarser, and free to join."""
ANYTIME = EVENT._replace(
    evidence=Evidence(base=-10.0, words=22.5, meaning=11.5, day=0.0),
    joining=Evidence(base=-10.0, words=22.5, meaning=11.5, day=0.0),
    joined_size=1_000_000,
    preview=0.4,
    parts_series=False,
    window=timedelta(days=36_500),
)
"""Events among whole articles of any age, such as people hand in: the time between them says nothing, and each tells
the whole, so that no closest report is asked."""
