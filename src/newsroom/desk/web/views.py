"""What the desk's pages show, as plain values in a reader's words: the templates only lay it out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from newsroom.control.powers import QUESTIONS, may_answer, needs_note
from newsroom.council.check_worthy import WORTH_FROM, reasons
from newsroom.council.worded import FLAGGED_FROM
from newsroom.desk.people import Person
from newsroom.desk.why import otherwise
from newsroom.model.ballot import Ballot
from newsroom.model.claim import Claim
from newsroom.model.item import Item
from newsroom.model.page import StoryPage
from newsroom.model.story import Story
from newsroom.model.task import AuditRow
from newsroom.model.verdict import Ask, Question, Role, Verdict

CLAIM_WORDS = {
    "supported": "two or more independent owners",
    "single_source": "one source only",
    "disputed": "disputed",
    "contradicted": "contradicted",
    "unverifiable": "not verifiable",
}
QUESTION_WORDS: dict[Question, str] = {
    "legal_hold": "legal hold",
    "legal_review": "legal review",
    "editor_approval": "approval",
    "senior_editor": "council undecided",
    "integrity": "doubtful votes",
    "confidence": "not sure enough",
    "correction": "correction",
    "publication": "unclear post",
}
STATE_WORDS = {
    "START": "seen, no bid yet",
    "DISCOVERED": "in the auction",
    "TIEBREAK": "in the auction, tied",
    "AUCTION_WON": "waits for the council",
    "VALIDATING": "before the council",
    "AWAIT_VOTES": "waits for missing votes",
    "RETURNED": "back with the scouts",
    "PAUSED": "held for the legal desk",
    "INFO_REQUEST": "waits for another report",
    "ESCALATED": "waits for people",
    "CONDITIONAL": "conditions are checked",
    "APPROVED": "approved",
    "PRODUCING": "in the studio",
    "FAILED_RECOVERY": "in the studio, repairing",
    "PUBLISHING": "in the publish queue",
    "PUBLISHED": "public",
    "ANALYZED": "public, analysed",
    "COMPLETE": "public, closed",
    "ARCHIVED": "archived",
}

_EXCERPT = 400
"""Characters of a report that came since the question was put."""


def when(moment: datetime | None) -> str:
    """A moment as the desk writes it, in UTC."""
    return f"{moment:%-d %b %H:%M} UTC" if moment else ""


def left(until: datetime, now: datetime) -> str:
    """The time that is left, or that it is over."""
    span = until - now
    if span <= timedelta():
        return "time is over"
    minutes = int(span.total_seconds() // 60)
    return f"{minutes // 60} h {minutes % 60:02d} min left" if minutes >= 60 else f"{minutes} min left"


def plain(name: str) -> str:
    """A name of the code in a reader's words: LEGAL_HOLD -> legal hold."""
    return name.replace("_", " ").lower()


def agent(name: str) -> str:
    """An agent's name with spaces."""
    return name.replace("_", " ")


def link(url: str) -> str:
    """An address that may be followed, else nothing."""
    return url if url.startswith(("https://", "http://")) else ""


def ask_card(ask: Ask, story: Story | None, now: datetime, ballots: Sequence[Ballot] = ()) -> dict[str, Any]:
    """One line of the inbox. `ballots` are those that the question rests on; their concerns say why it is asked."""
    return {
        "id": ask.id,
        "version": ask.version,
        "question": QUESTIONS[ask.question].words,
        "kind": QUESTION_WORDS[ask.question],
        "role": plain(ask.role),
        "headline": story.headline if story else ask.story_id,
        "sources": story.confirmations if story else 0,
        "risk": plain(story.risk) if story and story.risk else "",
        "why": readable(ask.why),
        "concerns": [agent(one) for b in ballots for one in b.rationale.concerns][:3],
        "until": when(ask.due_at),
        "left": left(ask.due_at, now),
        "urgent": ask.due_at - now < timedelta(minutes=30),
        "status": ask.status,
        "since": len(ask.reports),
    }


def ask_view(ask: Ask, page: StoryPage, now: datetime, person: Person) -> dict[str, Any]:
    """One question with its evidence, and whether this person may answer it."""
    rule = QUESTIONS[ask.question]
    may: list[Role] = [role for role in person.roles if may_answer(ask.role, role)]
    return {
        "ask": ask_card(ask, page.story, now),
        "rule": rule._asdict(),
        "open": ask.status == "open" and now <= ask.due_at,
        "as_role": plain(may[0]) if may else "",
        "may": ", ".join(plain(role) for role in rule.may),
        "note_for_yes": needs_note(ask.question, "approve"),
        "answered": {
            "by": ask.answered_by,
            "as": plain(ask.answered_as or ""),
            "at": when(ask.answered_at),
            "note": ask.note,
            "status": ask.status,
        },
        "rests_on": [_ballot(b) for b in page.ballots if b.vote_id in ask.evidence],
        "posts": [_post(p) for p in page.publications if p.id in ask.evidence],
        "since": [{**_report(i), "text": i.text[:_EXCERPT]} for i in page.items if i.id in ask.reports],
        "others": [ask_card(one, page.story, now) for one in page.asks if one.id != ask.id],
        **_evidence(page),
    }


def story_row(story: Story) -> dict[str, Any]:
    """One line of the story list."""
    return {
        "id": story.id,
        "headline": story.headline,
        "state": story.state,
        "state_words": STATE_WORDS[story.state],
        "sources": story.confirmations,
        "risk": plain(story.risk) if story.risk else "",
        "reason": readable(story.reason),
        "seen": when(story.last_seen_at),
        "category": story.category,
    }


def story_view(
    page: StoryPage, history: Sequence[tuple[AuditRow, dict[str, Any] | None]], *, video: bool
) -> dict[str, Any]:
    """One story: where it stands, why, on what evidence, and every decision on the way."""
    story = page.story
    return {
        "story": story_row(story),
        "until": when(story.due_at),
        "verdicts": [_verdict(v, page) for v in page.verdicts],
        "scouts": _scouts(page),
        "asks": [{**ask_card(a, story, a.opened_at), "by": a.answered_by, "note": a.note} for a in page.asks],
        "productions": [_production(p) for p in page.productions],
        "posts": [_post(p) for p in page.publications],
        "otherwise": [agent(line.strip()) for line in otherwise(page)],
        "history": [_event(row, payload) for row, payload in history],
        "pitched": sorted({item.pitched_by for item in page.items if item.pitched_by}),
        "late": _late(story),
        "arc": _arc(page),
        "came_from": story.split_from,
        "went_to": story.split_into,
        "ticks": [(f"{TICKED}{n}", item.id, _report(item)) for n, item in enumerate(page.items)],
        "video": video,
        **_evidence(page),
    }


TICKED = "leaves"
"""How the names of a split's checkboxes begin, one a report."""


def _late(story: Story) -> str:
    """How long after the first publication the newsroom discovered it, in minutes; empty while nobody bid."""
    if story.discovered_at is None:
        return ""
    return f"{max(0.0, (story.discovered_at - story.first_published_at).total_seconds()) / 60:.0f}"


def _arc(page: StoryPage) -> dict[str, Any] | None:
    if page.arc is None:
        return None
    others = [key for key in page.arc.story_ids if key != page.story.id]
    return {"title": page.arc.title, "core": ", ".join(page.arc.core[:4]), "since": when(page.arc.first_at),
            "stories": len(page.arc.story_ids), "others": others[-10:]}  # fmt: skip


def readable(reason: str) -> str:
    """A reason of the code in words; a sentence stays as it is."""
    return plain(reason) if reason.isupper() or "_" in reason else reason


def _evidence(page: StoryPage) -> dict[str, Any]:
    return {
        "claims": [_claim(c) for c in page.claims],
        "origins": _origins(page),
        "rehearsal": page.rehearsal,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "statement": claim.statement,
        "status": claim.status,
        "status_words": CLAIM_WORDS[claim.status],
        "to_check": ", ".join(reasons(claim.statement)) if claim.check_worth >= WORTH_FROM else "",
        "loaded": ", ".join(claim.loaded) if claim.slant >= FLAGGED_FROM else "",
        "evidence": [
            {"outlet": e.outlet, "text": e.text, "url": link(e.url), "seen": when(datetime.fromisoformat(e.seen_at))}
            for e in claim.evidence
        ],
    }


def _origins(page: StoryPage) -> list[dict[str, Any]]:
    items = {item.id: item for item in page.items}
    rows = []
    for origin in page.story.origins:
        carried = [items[i] for i in origin.item_ids if i in items]
        rows.append({
            "owner": origin.owner, "tier": origin.tier, "why": origin.why,
            "reports": [_report(i) for i in carried],
        })  # fmt: skip
    return rows


def _report(item: Item) -> dict[str, str]:
    return {"outlet": item.publisher.name, "title": item.title, "url": link(item.url), "at": when(item.published_at),
            "pitched": item.pitched_by}  # fmt: skip


def _ballot(ballot: Ballot) -> dict[str, Any]:
    return {
        "voter": agent(ballot.voter_id),
        "vote": plain(ballot.vote),
        "kind": "yes" if ballot.vote.startswith("YES") else "abstain" if ballot.vote == "ABSTAIN" else "no",
        "score": f"{ballot.score:.3f}" if ballot.score is not None else "",
        "concerns": [agent(one) for one in ballot.rationale.concerns],
        "factors": [
            {"name": plain(f.name), "value": "absent" if f.value is None else f"{f.value:.3f}", "how": f.how}
            for f in ballot.factors
        ],
    }


def _verdict(verdict: Verdict, page: StoryPage) -> dict[str, Any]:
    return {
        "round": verdict.round,
        "outcome": plain(verdict.outcome),
        "score": f"{verdict.score:.3f}",
        "risk": plain(verdict.risk),
        "reason": readable(verdict.reason),
        "at": when(verdict.decided_at),
        "steps": [readable(step) for step in verdict.steps],
        "conditions": [
            {"text": c.description, "by": agent(c.raised_by),
             "state": {True: "met", False: "failed", None: "open"}[c.met], "answer": c.answer}
            for c in verdict.conditions
        ],
        "ballots": [_ballot(b) for b in page.ballots if b.round == verdict.round],
    }  # fmt: skip


def _scouts(page: StoryPage) -> list[dict[str, str]]:
    bids = {b.agent_id: b for b in page.bids}
    rows = [
        {"scout": agent(b.agent_id), "answer": f"bid {b.bid_metrics.confidence_score:.3f}", "why": b.justification}
        for _, b in sorted(bids.items())
    ]
    seen = {m.agent_id: m for m in page.monitored if m.agent_id not in bids}
    return rows + [
        {"scout": agent(m.agent_id), "answer": "no bid", "why": "; ".join(readable(r) for r in m.reasons)}
        for _, m in sorted(seen.items())
    ]


def _production(production: Any) -> dict[str, Any]:
    guard, review = production.guard, production.review
    return {
        "channel": production.channel,
        "stage": plain(production.stage),
        "revisions": production.revisions,
        "reason": readable(production.reason),
        "script": [line.text for line in production.script.lines] if production.script else [],
        "title": production.script.title if production.script else "",
        "guard": f"{'passed' if guard.passed else 'refused'} with {guard.score:.3f}" if guard else "",
        "review": f"{plain(review.status)} with {review.score:.3f}" if review else "",
    }


def _post(post: Any) -> dict[str, str]:
    return {"platform": post.platform, "status": post.status, "at": when(post.publish_at), "detail": post.detail,
            "title": post.plan.title}  # fmt: skip


def _event(row: AuditRow, payload: dict[str, Any] | None) -> dict[str, str]:
    told = payload or {}
    what = told.get("reason") or told.get("vote") or told.get("note") or told.get("code") or ""
    return {"at": when(row.at), "actor": agent(row.actor), "action": plain(row.action.replace(".", ": ")),
            "what": readable(str(what))[:300]}  # fmt: skip
