"""A voter with an adviser at its side: each independent report is read alone, and only then the ballot is cast."""

import asyncio
from collections.abc import Callable

from newsroom.control.brief import Brief, Proposal, RoleCall
from newsroom.council import advice
from newsroom.model.ballot import Ballot
from newsroom.model.errors import NewsroomError
from newsroom.model.story import Dossier
from newsroom.ports import Adviser, Remark

PATIENCE_S = 20.0
REPORTS_MAX = 5


def advised(vote: Callable[[Dossier], Ballot], adviser: Adviser, patience_s: float = PATIENCE_S) -> RoleCall:
    """The vote with what counts of the advice. An adviser that is away, stalls or babbles is done without."""

    async def cast(brief: Brief) -> Proposal:
        dossier = brief.dossiers[0]
        texts = reports(dossier)
        answers = await asyncio.gather(*(_asked(adviser, text, patience_s) for text in texts.values()))
        counted = advice.taken(dict(zip(texts, answers, strict=True)), texts)
        ballot = await asyncio.to_thread(vote, dossier)
        return {"ballot": advice.heeded(ballot, counted).json_dict(), "advice": [list(one) for one in counted.quotes]}

    return cast


def reports(dossier: Dossier) -> dict[str, str]:
    """What each independent owner reports, by owner; the best-rated owners, at most five."""
    items = {item.id: item for item in dossier.items}
    origins = sorted(dossier.story.origins, key=lambda origin: (origin.tier, origin.owner))[:REPORTS_MAX]
    return {
        origin.owner: "\n\n".join(f"{items[i].title}\n{items[i].text}" for i in origin.item_ids if i in items)
        for origin in origins
    }


async def _asked(adviser: Adviser, text: str, patience_s: float) -> tuple[Remark, ...]:
    try:
        return await asyncio.wait_for(adviser.remarks(text), timeout=patience_s)
    except (NewsroomError, TimeoutError):
        return ()
