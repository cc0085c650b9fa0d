"""Which headlines of a story say the same in other words: how many different things its reports tell."""

from collections.abc import Sequence

from newsroom.model.item import Item
from newsroom.ports import Embeddings
from newsroom.scouts.meaning import text_to_read
from newsroom.scouts.same_sentence import says_the_same
from newsroom.scouts.sentence_nearness import read_on
from newsroom.scouts.story_features import bare_title

READ_AT_MOST = 24
"""Headlines compared of one story, earliest first: a great story's later ones repeat them."""


def tellings(items: Sequence[Item], embeddings: Embeddings) -> tuple[tuple[Item, ...], ...]:
    """English items in groups whose headlines say the same as the group's earliest one; earliest groups first.

    Raises what `embeddings` raises.
    """
    english = [item for item in items if text_to_read(item)]
    ordered = sorted(english, key=lambda item: (item.published_at, item.id))[:READ_AT_MOST]
    titles = [bare_title(item) for item in ordered]
    vectors = embeddings.vectors(titles)
    groups: list[list[int]] = []
    for at, title in enumerate(titles):
        for group in groups:
            pair, whole = (titles[group[0]], title), float(vectors[group[0]] @ vectors[at])
            if says_the_same(*pair, *read_on([pair], [whole], embeddings)):
                group.append(at)
                break
        else:
            groups.append([at])
    return tuple(tuple(ordered[at] for at in group) for group in groups)
