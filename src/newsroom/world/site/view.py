"""What the pages show, as plain values: the templates only lay it out."""

from typing import Any

from newsroom.model.assets import Production
from newsroom.model.ballot import Ballot
from newsroom.model.claim import Claim
from newsroom.model.page import StoryPage
from newsroom.model.publication import Publication
from newsroom.model.script import Line

STATUS_WORDS = {
    "supported": "supported by two or more independent owners",
    "single_source": "one source",
    "disputed": "disputed",
    "contradicted": "contradicted",
    "unverifiable": "not verifiable",
}


def story_view(page: StoryPage, publication: Publication) -> dict[str, Any]:
    """Everything `story.html` needs. `files` maps the page folder's file names to paths under the home folder."""
    production = next(p for p in page.productions if p.cut and p.cut.path == publication.video)
    script, cut = production.script, production.cut
    if script is None or cut is None:
        raise ValueError("a publication's production has a script and a cut")
    claims = {claim.id: claim for claim in page.claims}
    order = _claim_order(script.lines, claims)
    numbers = {claim_id: n for n, claim_id in enumerate(order, 1)}
    verdict = page.verdicts[-1] if page.verdicts else None
    return {
        "title": script.title,
        "story": page.story,
        "rehearsal": page.rehearsal,
        "published": publication.publish_at.strftime("%-d %B %Y, %H:%M UTC"),
        "seconds": round(cut.duration_s),
        "lines": [_line(line, numbers) for line in script.lines],
        "claims": [_claim(claims[i], numbers[i]) for i in order],
        "verdict": verdict,
        "risk": verdict.risk.replace("_", " ") if verdict else "",
        "ballots": [_ballot(b) for b in page.ballots if verdict is None or b.round == verdict.round],
        "sources": _sources(page),
        "rights": _rights(production),
        "review": production.review,
        "narration": production.narration,
        "audit_root": page.audit_root,
        "files": {"video.mp4": cut.path, "captions.vtt": cut.captions_vtt, "poster.png": cut.thumbnail},
        "card": {
            "id": page.story.id,
            "title": script.title,
            "video": publication.video,
            "rehearsal": page.rehearsal,
            "published": publication.publish_at.isoformat(),
            "seconds": round(cut.duration_s),
            "category": page.story.category,
            "sources": page.story.confirmations,
            "claims": len(order),
        },
    }


def index_view(cards: list[dict[str, Any]]) -> dict[str, Any]:
    """The front page: newest first."""
    cards = sorted(cards, key=lambda c: (c["published"], c["id"]), reverse=True)
    return {"cards": cards, "rehearsal": any(c["rehearsal"] for c in cards)}


def _claim_order(lines: tuple[Line, ...], claims: dict[str, Claim]) -> list[str]:
    order: list[str] = []
    for line in lines:
        order.extend(i for i in line.claim_ids if i in claims and i not in order)
    return order


def _line(line: Line, numbers: dict[str, int]) -> dict[str, Any]:
    return {"text": line.text, "beat": line.beat, "notes": [numbers[i] for i in line.claim_ids if i in numbers]}


def _claim(claim: Claim, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "statement": claim.statement,
        "status": claim.status,
        "status_words": STATUS_WORDS[claim.status],
        "evidence": [
            {
                "outlet": e.outlet,
                "owner": e.owner,
                "text": e.text,
                "url": _safe(e.url),
                "seen": e.seen_at,
                "snapshot": e.snapshot,
            }
            for e in claim.evidence
        ],
    }


def _ballot(ballot: Ballot) -> dict[str, Any]:
    return {
        "voter": ballot.voter_id.replace("_", " "),
        "vote": ballot.vote.replace("_", " "),
        "kind": "yes" if ballot.vote.startswith("YES") else "abstain" if ballot.vote == "ABSTAIN" else "no",
        "score": ballot.score,
        "factors": [{"name": f.name.replace("_", " "), "value": f.value, "how": f.how} for f in ballot.factors],
        "concerns": ballot.rationale.concerns,
    }


def _sources(page: StoryPage) -> list[dict[str, Any]]:
    items = {item.id: item for item in page.items}
    rows = []
    for origin in page.story.origins:
        carried = [items[i] for i in origin.item_ids if i in items]
        if carried:
            first = carried[0]
            rows.append(
                {
                    "owner": origin.owner,
                    "outlet": first.publisher.name,
                    "tier": origin.tier,
                    "why": origin.why,
                    "title": first.title,
                    "url": _safe(first.url),
                    "items": len(carried),
                }
            )
    return rows


def _rights(production: Production) -> list[dict[str, str]]:
    seen: dict[tuple[str, str], dict[str, str]] = {}
    for visual in production.visuals:
        for right in visual.rights:
            seen[(right.source, right.licence)] = {
                "what": right.source,
                "licence": right.licence,
                "holder": right.holder,
                "credit": right.credit,
            }
    if production.narration:
        seen[("voice", production.narration.voice)] = {
            "what": f"voice {production.narration.voice}",
            "licence": production.narration.voice_licence,
            "holder": "",
            "credit": "",
        }
    return [seen[key] for key in sorted(seen)]


def _safe(url: str) -> str:
    return url if url.startswith(("https://", "http://")) else ""
