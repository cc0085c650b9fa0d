"""Visual_Artist (N 3.5): a card for every beat, drawn from the story's own claims.

Constraints kept: nothing misleading (a card shows only what its lines say; no picture of a real event is invented), an
asset never without its rights, and visuals follow the narration. No two neighbouring cards have the same layout, so
that the picture changes with each thought.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from newsroom.model.assets import CardKind, Rights, Visual
from newsroom.model.brief import StudioBrief
from newsroom.model.claim import Claim
from newsroom.model.errors import Refused
from newsroom.model.ids import derive
from newsroom.model.script import Line, Script
from newsroom.studio.card_text import ROW_CHARS, bound, figure, statement, without_attribution
from newsroom.studio.visual_recovery import MAX_ATTEMPTS

OWN = Rights(licence="own work", holder="the channel", source="card drawn by the newsroom")
OUTLINES = Rights(
    licence="public domain", holder="Natural Earth", source="country outlines", credit="Map: Natural Earth"
)
FONTS = Rights(licence="SIL OFL 1.1", holder="Archivo and Inter authors", source="fonts")
DISCLOSURE = "Script, voice and graphics are AI-generated. Evidence for every claim is on the story page."
_NUMBER_WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
KICKERS = {"what": "What happened", "evidence": "What is reported", "context": "Background", "next": "What is next"}
FEWER_CHARS = (96, 72, 56, 40)
SPAN_DEG = ((1.0, 16.0), (0.7, 26.0), (0.4, 46.0), (0.0, 80.0))

Draft = tuple[CardKind, tuple[Line, ...], dict[str, Any], str]


def illustrate(script: Script, brief: StudioBrief, check: Callable[[Visual], Sequence[str]]) -> tuple[Visual, ...]:
    """The visual plan of a script, every card tried once and recovered where it fails (N 4.2).

    `check` names what is wrong with a card as laid out (nothing: it stands). Each spoken line is on exactly one card.
    """
    claims = {claim.id: claim for claim in brief.claims}
    drafts = _vary(_join([_draft(line, script, brief, claims) for line in script.lines]))
    drafts = _with_map(drafts, brief)
    return tuple(_make(draft, number, script, check) for number, draft in enumerate(drafts))


def _draft(line: Line, script: Script, brief: StudioBrief, claims: Mapping[str, Claim]) -> Draft:
    held = [claims[i] for i in line.claim_ids if i in claims]
    if line.beat == "hook":
        return "title", (line,), _title(script, brief), "the opening names the story, where and when"
    if line.beat == "sources":
        return "sources", (line,), _sources(brief), "the sources are named"
    if line.beat == "unknown":
        return (
            "list",
            (line,),
            {"headline": "What is not known", "rows": [{"text": statement(line.text, ROW_CHARS)}]},
            "limits",
        )
    quoted = next((c for c in held if c.quote and c.quote in line.text), None)
    if quoted is not None and quoted.speaker is not None:
        data = {"quote": quoted.quote.strip(), "speaker": quoted.speaker.name, "role": quoted.speaker.role,
                "source": _outlets([quoted], brief)}  # fmt: skip
        return "quote", (line,), data, "the line quotes"
    counted = next((c for c in held if figure(c, line.text)), None)
    if counted is not None:
        return "stat", (line,), _stat(counted, line, brief), "the line turns on one number"
    data = {
        "kicker": KICKERS.get(line.beat, "What is reported"),
        "statement": statement(line.text),
        "source": _outlets(held, brief),
    }
    return "text", (line,), data, "the line states an event"


def _title(script: Script, brief: StudioBrief) -> dict[str, Any]:
    place = next((p.name for p in brief.story.places if _spoken_of(p.name, script.lines)), "")
    return {"kicker": brief.story.category, "headline": script.title, "deck": "", "place": place,
            "date": brief.now.strftime("%-d %B %Y, %H:%M UTC")}  # fmt: skip


def _stat(claim: Claim, line: Line, brief: StudioBrief) -> dict[str, Any]:
    quantity = claim.quantity
    unit = " ".join(
        part
        for part in (quantity.unit if quantity else "", claim.frame.replace("_", " ") if not quantity else "")
        if part
    )
    return {"kicker": bound(claim).capitalize() or "In numbers", "value": figure(claim, line.text) or "", "unit": unit,
            "statement": statement(line.text), "source": _outlets([claim], brief)}  # fmt: skip


def _sources(brief: StudioBrief) -> dict[str, Any]:
    first = {item.id: item for item in brief.items}
    rows = []
    for origin in brief.story.origins[:4]:
        item = next((first[i] for i in origin.item_ids if i in first), None)
        if item is not None:
            tag = origin.types[0].upper() if origin.types else ""
            seen = f"{item.publisher.kind.replace('_', ' ')}, {item.seen_at:%H:%M} UTC"
            rows.append({"name": item.publisher.name, "note": seen[:1].upper() + seen[1:], "tag": tag})
    count = len(brief.story.origins)
    verdict = brief.story.verdict
    votes = f"Council score {verdict.score:.2f}" if verdict else "Checked by the council"
    word = _NUMBER_WORDS[count] if count < len(_NUMBER_WORDS) else str(count)
    detail = f"{word} independent source{'' if count == 1 else 's'}"
    return {
        "headline": "How we know",
        "rows": rows,
        "check": {"title": votes, "detail": detail},
        "disclosure": DISCLOSURE,
    }


def _outlets(claims: Sequence[Claim], brief: StudioBrief) -> str:
    names: list[str] = []
    for claim in claims:
        for evidence in claim.evidence:
            name = brief.publishers.get(evidence.owner, evidence.outlet)
            if name not in names:
                names.append(name)
    return "Source: " + ", ".join(names[:3]) if names else ""


def _join(drafts: list[Draft]) -> list[Draft]:
    """Neighbouring "not known" lines share one list; neighbouring statements pair up as rows when three would follow."""
    joined: list[Draft] = []
    for draft in drafts:
        if joined and draft[0] == joined[-1][0] == "list" and len(joined[-1][2]["rows"]) < 4:
            kind, lines, data, why = joined[-1]
            merged = {**data, "rows": [*data["rows"], *draft[2]["rows"]]}
            joined[-1] = (kind, (*lines, *draft[1]), merged, why)
        else:
            joined.append(draft)
    return joined


def _vary(drafts: list[Draft]) -> list[Draft]:
    """No two neighbours alike: of two statements one stands on the other ground, a second number becomes a statement."""
    varied: list[Draft] = []
    for kind, lines, data, why in drafts:
        if varied and kind == varied[-1][0] and kind in ("stat", "list"):
            words = statement(without_attribution(" ".join(line.text for line in lines)))
            kicker = "In numbers" if kind == "stat" else data["headline"]
            kind, data = "text", {"kicker": kicker, "statement": words, "source": data.get("source", "")}
        if varied and kind == varied[-1][0] == "text":
            data = {**data, "ground": "dark" if varied[-1][2].get("ground") == "light" else "light"}
        varied.append((kind, lines, data, why))
    return varied


def _bare(line: Line, claims: Sequence[Claim]) -> str:
    """The line for a card: who reports it stands below as the source, so it is not said twice."""
    return statement(without_attribution(line.text) if claims else line.text)


def _spoken_of(place: str, lines: Sequence[Line]) -> bool:
    """Whether a line names the place, and not only an outlet that is called after one."""
    return any(place in without_attribution(line.text) for line in lines if line.beat != "sources")


def _with_map(drafts: list[Draft], brief: StudioBrief) -> list[Draft]:
    """The first statement that names the story's place is shown on a map of it."""
    place = next((p for p in brief.story.places if p.point is not None), None)
    if place is None or place.point is None:
        return drafts
    for number, (kind, lines, _, _) in enumerate(drafts):
        if kind in ("text", "list") and _spoken_of(place.name, lines) and lines[0].beat in ("what", "evidence"):
            span = next(deg for precision, deg in SPAN_DEG if place.precision >= precision)
            note = place.country if place.country != place.name else ""
            data = {"headline": statement(lines[0].text, 64), "lat": place.point.lat, "lon": place.point.lon,
                    "place": place.name, "place_note": note, "span_deg": span}  # fmt: skip
            return [*drafts[:number], ("map", lines, data, f"the line happens in {place.name}"), *drafts[number + 1 :]]
    return drafts


def _make(draft: Draft, number: int, script: Script, check: Callable[[Visual], Sequence[str]]) -> Visual:
    kind, lines, data, why = draft
    rights = (OWN, FONTS, OUTLINES) if kind == "map" else (OWN, FONTS)
    visual = Visual(id=derive("visual", script.story_id, script.channel, script.version, number), kind=kind,
                    line_ids=tuple(line.id for line in lines), data=data, why=why, rights=rights)  # fmt: skip
    wrong: Sequence[str] = ()
    for attempt in range(1, MAX_ATTEMPTS + 1):
        wrong = check(visual)
        if not wrong:
            return visual
        visual = _recover(visual, lines, attempt, wrong)
    raise Refused(
        "visual_failed", f"The card {visual.id} could not be laid out: {'; '.join(wrong)}.", "Shorten the line."
    )


def _recover(visual: Visual, lines: Sequence[Line], attempt: int, wrong: Sequence[str]) -> Visual:
    """N 4.2 with what is there: fewer words first, then a plain text card. Stock and other generators are not connected."""
    step = "RETRY" if attempt == 1 else "SKIP_OR_PLACEHOLDER"
    words = " ".join(line.text for line in lines)
    data = {"kicker": "", "statement": statement(words, FEWER_CHARS[min(attempt, len(FEWER_CHARS)) - 1]),
            "source": visual.data.get("source", "")}  # fmt: skip
    return visual.model_copy(update={"kind": "text", "data": data, "attempts": attempt + 1,
                                     "recovered_by": f"{step}: {'; '.join(wrong)}"})  # fmt: skip
