"""Why a story was or was not made: the steps, the formulas with their numbers, and what would have changed it."""

from newsroom.council.thresholds import BARS
from newsroom.model.base import Factor
from newsroom.model.bid import Bid, Monitored
from newsroom.model.lifecycle import limit_of
from newsroom.model.page import StoryPage
from newsroom.model.story import Story
from newsroom.model.verdict import Verdict


def why(page: StoryPage) -> tuple[str, ...]:
    """Plain lines from discovery to the end, ready for a terminal or a page."""
    story = page.story
    lines = [
        f"{story.headline}",
        f"{story.id} · {story.category} · {len(page.items)} reports from {story.confirmations} independent sources · {_state(page)}",
    ]
    lines += _split(story)
    lines += ["", "Sources"]
    lines += [f"  {origin.owner} (tier {origin.tier}): {origin.why}" for origin in story.origins] or [
        "  none that counts"
    ]
    lines += _found(page)
    lines += ["", "Scouts"]
    lines += [line for bid in _latest(page.bids) for line in _bid(bid)]
    lines += [line for seen in _last_looks(page) for line in _monitored(seen)]
    if story.campaigns:
        lines.append(f"  raised to priority {story.priority:.3f} by {', '.join(story.campaigns)}")
    for verdict in page.verdicts:
        lines += ["", f"Council, round {verdict.round}"]
        for ballot in (b for b in page.ballots if b.round == verdict.round):
            scored = f" ({ballot.score:.3f})" if ballot.score is not None else ""
            lines.append(f"  {ballot.voter_id}: {ballot.vote}{scored}")
            lines += _factors(ballot.factors)
            lines += [f"      concern: {concern}" for concern in ballot.rationale.concerns]
        lines += _verdict(verdict)
    lines += [f"  person asked: {ask.question} ({ask.role}), {ask.status}: {ask.why}" for ask in page.asks]
    lines += _studio(page)
    lines += ["", "What would have changed it", *otherwise(page)]
    return tuple(lines)


def _split(story: Story) -> list[str]:
    """Where its reports came from or went, when a person told two events apart."""
    came = [f"  split from {story.split_from}"] if story.split_from else []
    return came + ([f"  split into {' and '.join(story.split_into)}"] if story.split_into else [])


def _found(page: StoryPage) -> list[str]:
    """How late the newsroom was, and what the story is part of."""
    story, lines = page.story, []
    if story.discovered_at is not None:
        late = (story.discovered_at - story.first_published_at).total_seconds() / 60
        seen = (story.first_seen_at - story.first_published_at).total_seconds() / 60
        lines.append(f"  discovered {late:.0f} min after the first publication, first seen after {max(0.0, seen):.0f}")
    if page.arc is not None:
        span = f"{len(page.arc.story_ids)} stories since {page.arc.first_at:%d %b %H:%M}"
        lines.append(f"  part of: {page.arc.title} ({span}; {', '.join(page.arc.core[:4])})")
    return lines


def _state(page: StoryPage) -> str:
    story = page.story
    due = f", until {story.due_at:%H:%M} UTC" if story.due_at and limit_of(story.state) else ""
    return f"{story.state}{due}{': ' + story.reason if story.reason else ''}"


def _latest(bids: tuple[Bid, ...]) -> list[Bid]:
    last = {bid.agent_id: bid for bid in bids}
    return [last[agent] for agent in sorted(last)]


def _last_looks(page: StoryPage) -> list[Monitored]:
    bidders = {bid.agent_id for bid in page.bids}
    last = {seen.agent_id: seen for seen in page.monitored if seen.agent_id not in bidders}
    return [last[agent] for agent in sorted(last)]


def _bid(bid: Bid) -> list[str]:
    won = f"  {bid.agent_id} bid {bid.bid_metrics.confidence_score:.3f} at {bid.timestamp:%H:%M}: {bid.justification}"
    return [won, *_factors(bid.factors)]


def _monitored(seen: Monitored) -> list[str]:
    scored = f" {seen.confidence_score:.3f}" if seen.confidence_score is not None else ""
    return [f"  {seen.agent_id} did not bid{scored}: {'; '.join(seen.reasons)}", *_factors(seen.factors)]


def _factors(factors: tuple[Factor, ...]) -> list[str]:
    shown = []
    for factor in factors:
        value = "absent" if factor.value is None else f"{factor.value:.3f}"
        shown.append(f"      {factor.name} = {value}: {factor.how}")
    return shown


def _verdict(verdict: Verdict) -> list[str]:
    bars = BARS[verdict.risk]
    lines = [
        f"  {verdict.outcome} with {verdict.score:.3f} ({verdict.risk}: approve from {bars.approve:.2f}): {verdict.reason}"
    ]
    lines += [f"    {step}" for step in verdict.steps]
    for condition in verdict.conditions:
        met = {True: "met", False: "failed", None: "open"}[condition.met]
        lines.append(f"    condition by {condition.raised_by}: {condition.description} ({met})")
    return lines


def _studio(page: StoryPage) -> list[str]:
    lines: list[str] = []
    for production in page.productions:
        lines += ["", f"Studio, channel {production.channel}: {production.stage}, {production.revisions} revisions"]
        if production.reason:
            lines.append(f"  {production.reason}")
        if production.guard:
            lines.append(
                f"  Fact_Guard {'passed' if production.guard.passed else 'refused'} with {production.guard.score:.3f}"
            )
        if production.review:
            lines.append(f"  Quality_Critic: {production.review.status} with {production.review.score:.3f}")
            lines += [f"    {issue.severity}: {issue.detail}" for issue in production.review.issues]
    for publication in page.publications:
        lines.append(f"  {publication.platform}: {publication.status} {publication.url}".rstrip())
    return lines


def otherwise(page: StoryPage) -> list[str]:
    """What would have led the story elsewhere, as plain lines."""
    story = page.story
    if page.verdicts:
        last = page.verdicts[-1]
        powers = [b for b in page.ballots if b.round == last.round and b.vote in ("FACT_VETO", "LEGAL_HOLD")]
        if powers:
            return [f"  no {b.vote} by {b.voter_id}: {'; '.join(b.rationale.concerns) or last.reason}" for b in powers]
        missing = BARS[last.risk].approve - last.score
        if missing > 0:
            needed = [f"  {missing:.3f} more in the council's score (class {last.risk})"]
            noes = [b for b in page.ballots if b.round == last.round and b.vote_value < 0.75]
            return needed + [
                f"  {b.voter_id} moved by: {'; '.join(b.rationale.concerns) or 'its weakest factors'}" for b in noes
            ]
        if story.state == "ARCHIVED":
            return [f"  the end was: {story.reason}"]
        return ["  a veto, a hold, or a person's refusal"]
    if page.bids:
        return ["  a higher place in the queue for the council, or fewer stories before it"]
    return ["  a bid above 0.6 by any scout: a tier-1 report, a second independent owner, or a fresher one"]
