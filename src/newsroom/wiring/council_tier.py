"""Claims, risk class and the council's voters as the worker calls them."""

import asyncio
from collections.abc import Callable, Iterator, Mapping

from newsroom.control.brief import Brief, Proposal, RoleCall
from newsroom.council import compliance_guard, fact_checker, risk, trend_voter_a, trend_voter_b, trend_voter_c, worded
from newsroom.council.evidence import build
from newsroom.council.substitutes import SECOND_INSTANCE, STAND_INS, TREND_VOTERS
from newsroom.model.ballot import Ballot
from newsroom.model.claim import Claim
from newsroom.model.item import Item
from newsroom.model.standing import standing
from newsroom.model.story import Dossier, Story, StoryNote
from newsroom.model.text import words
from newsroom.model.verdict import Verdict
from newsroom.ports import Adviser, Embeddings, Language, Pictures
from newsroom.scouts.clustering import TOPIC
from newsroom.scouts.filing import FileItems, sensitive_subject, unfiled
from newsroom.scouts.inputs_pattern import names_of
from newsroom.scouts.inputs_urgency import urgency
from newsroom.scouts.meaning import ReadMeanings, reader
from newsroom.scouts.strays import of_one_event
from newsroom.wiring.advised import advised
from newsroom.wiring.debates import debate

RELATED_FROM = TOPIC.alike
"""From this likeness another story counts as related for the risk class: the grain of "one subject"."""

TrendVote = Callable[[Dossier, str], Ballot]
TREND: dict[str, TrendVote] = {
    "Trend_Voter_B": trend_voter_b.vote,
    "Trend_Voter_C": trend_voter_c.vote,
}


def council_roles(
    language: Language,
    file: FileItems = unfiled,
    pictures: Pictures | None = None,
    adviser: Adviser | None = None,
    embeddings: Embeddings | None = None,
) -> dict[str, RoleCall]:
    """Every council task, by the worker's keys. Without `embeddings` claims are weighed by their words alone."""
    votes = {**TREND, "Trend_Voter_A": with_meanings(reader(embeddings))}
    trend = {*TREND_VOTERS, *STAND_INS, *SECOND_INSTANCE.values()}
    read = evidence(language, file, embeddings)
    return {
        "evidence:Fact_Checker": with_pictures(read, pictures) if pictures else read,
        "renewal:Fact_Checker": renewal(language, embeddings),
        **{f"vote:{voter}": _trend(votes) for voter in sorted(trend)},
        "vote:Fact_Checker": advised(fact_checker.vote, adviser) if adviser else _critical(fact_checker.vote),
        "second_fact_check:Fact_Checker": _second_fact_check(embeddings),
        "conditions:Fact_Checker": _conditions,
        "vote:Compliance_Guard": _critical(compliance_guard.vote),
        "second_look:Compliance_Guard": _second_look,
    }


def evidence(
    language: Language, file: FileItems = unfiled, embeddings: Embeddings | None = None
) -> Callable[[Brief], Proposal]:
    """The story's claims, and its risk class over the whole story and what is related to it.

    `file` may add a risk type that no word of the story names; it never takes one away.
    """

    def read(brief: Brief) -> Proposal:
        dossier = brief.dossiers[0]
        claims = _claims(dossier, language, embeddings)
        related = [
            (note, _types_of(note, language)) for note in dossier.context.nearby if note.similarity >= RELATED_FROM
        ]
        names = names_of(dossier.story.entities, dossier.story.places)
        classed = risk.classify(
            risk.of_the_story(_told(dossier, language), dossier.story.confirmations, dossier.story.category),
            urgency=urgency(dossier)[0].used,
            strong_source=risk.has_strong_source(dossier.story.origins),
            related=[types for _, types in related],
            by_name=[types for note, types in related if names & names_of(note.entities, note.places)],
            suggested=_suggested(dossier, file),
        )
        return {
            "claims": [claim.json_dict() for claim in claims],
            "risk": classed.risk,
            "risk_types": list(classed.own),
            "read": len(dossier.items),
            **debate(claims, dossier),
        }

    return read


def with_pictures(read: Callable[[Brief], Proposal], pictures: Pictures) -> RoleCall:
    """Evidence with what the reports' pictures say about themselves; they are fetched before the grammar is begun."""

    async def look_and_read(brief: Brief) -> Proposal:
        seen = await pictures.look(brief.dossiers[0].items)
        return {**await asyncio.to_thread(read, brief), "pictures": [one.json_dict() for one in seen]}

    return look_and_read


def renewal(language: Language, embeddings: Embeddings | None = None) -> RoleCall:
    """The claims of a story as its items say them now; its class and its vote stay."""

    def read(brief: Brief) -> Proposal:
        dossier = brief.dossiers[0]
        claims = _claims(dossier, language, embeddings)
        return {"claims": [claim.json_dict() for claim in claims], "read": len(dossier.items)}

    return read


def _claims(dossier: Dossier, language: Language, embeddings: Embeddings | None) -> tuple[Claim, ...]:
    return worded.read(build(of_one_event(standing(dossier.items)), dossier.story.origins, language), embeddings)


def _suggested(dossier: Dossier, file: FileItems) -> tuple[str, ...]:
    subject = sensitive_subject(tuple(file(of_one_event(dossier.items)).values()))
    return (risk.TYPE_OF_SUBJECT[subject],) if subject else ()


def _told(dossier: Dossier, language: Language) -> list[risk.Told]:
    owners = {item_id: origin.owner for origin in dossier.story.origins for item_id in origin.item_ids}
    told = []
    for item in dossier.items:
        owner = owners.get(item.id, "")
        for text in (item.title, item.text):
            headline = text is item.title
            told += [risk.Told(owner, headline, lemmas) for lemmas in _lemmas(item, text, language)]
    return told


def _lemmas(item: Item, text: str, language: Language) -> Iterator[tuple[str, ...]]:
    if not item.language.startswith("en"):
        # The grammar is English; other tongues are matched by the stems of their words.
        yield words(text.casefold())
        return
    for sentence in language.parse(text):
        yield tuple(token.lemma for token in sentence.tokens)


def _types_of(note: StoryNote, language: Language) -> tuple[str, ...]:
    if note.risk_types:
        return note.risk_types
    headline = [tuple(token.lemma for token in sentence.tokens) for sentence in language.parse(note.headline)]
    return tuple(risk_type for risk_type, _ in risk.risk_words(headline))


def with_meanings(read: ReadMeanings) -> TrendVote:
    """Trend_Voter_A's rubric, who reads the texts' meanings where somebody can."""

    def vote(dossier: Dossier, cast_by: str) -> Ballot:
        found = zip(dossier.items, read(dossier.items), strict=True)
        vectors = {item.id: vector for item, vector in found if vector is not None}
        return trend_voter_a.vote(dossier, cast_by, vectors)

    return vote


def _trend(votes: Mapping[str, TrendVote]) -> RoleCall:
    def cast(brief: Brief) -> Proposal:
        seat, voter = brief.extra["seat"], brief.task.agent
        return {"ballot": votes[seat](brief.dossiers[0], "" if voter == seat else voter).json_dict()}

    return cast


def _critical(vote: Callable[[Dossier], Ballot]) -> RoleCall:
    return lambda brief: {"ballot": vote(brief.dossiers[0]).json_dict()}


def _verdict(story: Story | None) -> Verdict:
    if story is None or story.verdict is None:
        raise ValueError("a story in this state has a verdict")
    return story.verdict


def _second_fact_check(embeddings: Embeddings | None) -> Callable[[Brief], Proposal]:
    def check(brief: Brief) -> Proposal:
        read = fact_checker.second_check(brief.dossiers[0], embeddings)
        found = {"findings": dict(read.findings), "stands": dict(read.stands)}
        return {"passed": read.passed, "share": read.share, "detail": read.answer, **found}

    return check


def _conditions(brief: Brief) -> Proposal:
    answers = fact_checker.answer_conditions(brief.dossiers[0], _verdict(brief.story).conditions)
    return {
        "passed": all(answer.met for answer in answers.values()),
        "answers": {key: answer._asdict() for key, answer in answers.items()},
    }


def _second_look(brief: Brief) -> Proposal:
    look = compliance_guard.second_look(brief.dossiers[0], _verdict(brief.story))
    answers = {key: answer._asdict() for key, answer in look.answers.items()}
    detail = "; ".join(look.ballot.rationale.concerns[:3])
    return {"passed": look.cleared, "hold": look.hold, "detail": detail, "answers": answers}
