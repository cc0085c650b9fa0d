"""`newsroom eval strings`: strange strings in every field, through intake, store, desk, site, platforms and the audit.

Each string becomes a report's key, title, author and outlet, the name of a source, a story's tag and file name, and a
person's note. Then the story is stored, read back, listed, searched for, shown, written into a script with its plan for
every platform, spiked with the note, and exported. A page must have the same elements as that of a plain title.
"""

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader
from lxml import html

from newsroom.control.moves import note, story_change
from newsroom.control.records import Edition
from newsroom.desk import hands
from newsroom.desk.people import People
from newsroom.lab.eval.bad_rows import folded, folder_of, read_lines, report
from newsroom.lab.eval.bad_slots import slot_faults
from newsroom.lab.eval.pretend_reader import NAME, PretendReader
from newsroom.model.assets import Cut
from newsroom.model.channel import Channel
from newsroom.model.cleaning import clean
from newsroom.model.errors import NewsroomError, Refused
from newsroom.model.ids import derive
from newsroom.model.item import Item, Source
from newsroom.model.script import Hook, Line, Script
from newsroom.model.story import Story
from newsroom.ports import Change, Commit
from newsroom.publishing.fitting import graphemes, measured
from newsroom.publishing.platform_strategist import plan, platform_limits
from newsroom.scouts.story_facts import entities_of, headline_of, slug_of
from newsroom.world.feeds.making import make_draft
from newsroom.world.items import make_item
from newsroom.world.sources import Outlets, read_source
from newsroom.world.store import SqlStore

NOW = datetime(2031, 5, 14, 12, 0, tzinfo=UTC)
PLAIN = "Ferry runs aground off Lissa"
BODY = "A ferry with ninety people ran onto the rocks off Lissa on Monday and all of them were brought ashore."
_TRUSTED = ("BBC News", "BBC", "AP", "AFP", "Reuters", "Breaking", "BREAKING")
_FILE_NAME = re.compile(r"[a-z0-9-]{1,80}")
_CRASHES = (ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)


class _Told(NamedTuple):
    """A report and the story made of it."""

    item: Item
    story: Story
    source: Source


def measure(path: Path) -> dict[str, Any]:
    """Every string of the set (a folder with strings.jsonl, or the file): {name, n, passed, failed}.

    Raises:
        Refused: no_data.
    """
    file = path if path.is_file() else folder_of(path, "strings.jsonl") / "strings.jsonl"
    rows = read_lines(file)
    with tempfile.TemporaryDirectory(prefix="newsroom-strings-") as folder:
        newsroom = _Newsroom(Path(folder))
        results = [(row["id"], _faults(newsroom, row)) for row in rows]
        results.append(("export", newsroom.export_faults()))
        newsroom.store.close()
    return report("strings", results)


def _faults(newsroom: "_Newsroom", row: dict[str, Any]) -> str:
    text = row["text"] if "text" in row else row["repeat"][0] * row["repeat"][1]
    imitates = row["category"] == "homoglyph_source"
    try:
        found = chain(newsroom.check(row["id"], text), _trust(text) if imitates else (), slot_faults(text))
        return next(found, "")
    except NewsroomError as error:
        return "" if error.code in _CLEAR_REFUSALS else f"refused as {error.code}"
    except _CRASHES as error:
        return f"{type(error).__name__}: {str(error)[:120]}"


_CLEAR_REFUSALS = ("item_too_large", "bad_source")


class _Newsroom:
    """A home folder with one story that nothing may touch, and a person at its desk."""

    def __init__(self, home: Path) -> None:
        self.store = SqlStore(home / "newsroom.db")
        edition = Edition(key="strings", corpus="strings", seed=0, started_at=NOW, end=NOW, clock_at=NOW)
        plain = _told("untouched", PLAIN)
        self._plain = plain.story
        self.store.commit(Commit(changes=(Change("edition", edition.id, 0, edition),)))
        self._keep(plain)
        self._people = People(home)
        self._reader = PretendReader(home, self.store)
        self._skeletons = {
            page: _elements(self._reader.get(page, q).body.decode()) for page, q in self._pages(plain.story)
        }

    def check(self, key: str, text: str) -> Iterator[str]:
        """What is wrong with how `text` is kept, shown and sent, one sentence a fault."""
        told = _told(key, text)
        if not _FILE_NAME.fullmatch(told.story.slug):
            yield f"file name {told.story.slug!r}"
        self._keep(told)
        if (
            self.store.get("story", told.story.id, Story) != told.story
            or self.store.get("item", told.item.id, Item) != told.item
        ):
            yield "was not read back as it was stored"
        yield from self._shown(told.story)
        yield from _sent(told.story)
        yield from self._noted(told.story, text)
        if self.store.get("story", self._plain.id, Story) != self._plain:
            yield "another story was touched"

    def _keep(self, told: _Told) -> None:
        payload = {
            "to": told.story.state,
            "title": told.item.title,
            "author": told.item.author,
            "source": told.source.name,
        }
        entry = note("story.stored", told.story.id, 1, NOW, payload)
        self.store.commit(Commit(changes=_changes(told), audit=(entry,)))

    def export_faults(self) -> str:
        """Whether the audit's chain stands and goes out as UTF-8."""
        if not self.store.verify_audit().ok:
            return "the audit does not verify"
        for row in self.store.audit_rows():
            line = {**row.json_dict(), "payload": self.store.payload(row.payload_hash)}
            json.dumps(line, ensure_ascii=False, sort_keys=True).encode("utf-8")
        return ""

    def _pages(self, story: Story) -> tuple[tuple[str, dict[str, str]], ...]:
        words = " ".join(story.headline[:100].split()[:6])
        return (("/stories", {"q": words}), (f"/stories/{story.id}", {}))

    def _shown(self, story: Story) -> Iterator[str]:
        plain = (page for page, _ in self._pages(self._plain))
        for (page, query), like in zip(self._pages(story), plain, strict=True):
            answer = self._reader.get(page, query)
            shown = answer.body.decode("utf-8")
            if answer.status != 200:
                yield f"{page} answers {answer.status}"
            if page == "/stories" and story.id not in shown:
                yield "is not found by its own words"
            # The list holds one row more when the untouched story matches too.
            elements = _elements(shown) if page != "/stories" else []
            if elements and elements != self._skeletons[like]:
                yield f"{like} has other elements than with a plain title"
            if page != "/stories" and folded(story.headline) not in folded(html.fromstring(shown).text_content()):
                yield "is not shown as it is"
        card = {
            "id": story.id,
            "title": story.headline,
            "category": story.category,
            "seconds": 1,
            "sources": 1,
            "claims": 1,
        }
        site = Environment(loader=PackageLoader("newsroom.world.site"), autoescape=True).get_template("index.html")
        two = (site.render(cards=[{**card, "title": title}], rehearsal=False) for title in (story.headline, PLAIN))
        strange, usual = (_elements(page.encode("utf-8").decode()) for page in two)
        if strange != usual:
            yield "the site has other elements than with a plain title"

    def _noted(self, story: Story, text: str) -> Iterator[str]:
        try:
            hands.spike(self.store, self._people, story.id, NAME, text)
        except Refused as error:
            if error.code not in ("note_needed", "note_too_long"):
                yield f"the note was refused as {error.code}"
            hands.spike(self.store, self._people, story.id, NAME, "seen")


def _told(key: str, text: str) -> _Told:
    """The report and story of a string, as intake would make them; a nameless source takes the string's key."""
    named = {
        "id": f"source-{key}",
        "name": text if clean(text).strip() else key,
        "owner": text,
        "tier": 5,
        "kind": "blog",
    }
    source = read_source(named, "strings")
    draft = make_draft(key=text[:5_000], title=text, body=BODY, author=text, named=text, published=NOW)
    item = make_item(draft, source, "itself", Outlets((source,)), NOW)
    item = item.model_copy(update={"id": derive("item", "strings", key)})
    headline = headline_of([item])
    story = Story(
        id=derive("story", "strings", key), slug=slug_of(headline), headline=headline, language="en", category="other",
        entities=(item.title, *entities_of([item])), item_ids=(item.id,), first_published_at=NOW, first_seen_at=NOW,
        last_seen_at=NOW, state="DISCOVERED", entered_at=NOW,
    )  # fmt: skip
    return _Told(item, story, source)


def _changes(told: _Told) -> tuple[Change, ...]:
    return (
        Change("item", told.item.id, 0, told.item, told.story.id),
        Change("source", told.source.id, 0, told.source),
        story_change(told.story),
    )


def _sent(story: Story) -> Iterator[str]:
    """A script with these words, and what each platform would get."""
    line = Line(id="l1", beat="hook", text=story.headline, spoken=story.headline, claim_ids=(), way="fixed")
    hook = Hook(technique="plain", text=story.headline, spoken=story.headline, claim_ids=())
    script = Script(story_id=story.id, channel="desk", version=1, template="brief", title=story.headline, lines=(line,),
                    hooks=(hook,), words=1, seconds=1.0)  # fmt: skip
    if Script.model_validate_json(script.model_dump_json()) != script:
        yield "a script with it is not read back"
    cut = Cut(path="video.mp4", sha256="0" * 64, aspect="9:16", width=1, height=1, fps=30, duration_s=30.0, captions_srt="",
              captions_vtt="", thumbnail="", card_starts=())  # fmt: skip
    limits = platform_limits()
    for one in plan(story, script, cut, Channel(name="desk", title="The desk"), (story.headline,) * 40):
        row = limits[one.platform]
        for part, text, source in (("title", one.title, story.headline), ("text", one.description, "")):
            if measured(text, row[f"{part}_unit"]) > row[f"{part}_max"]:
                yield f"{one.platform}: the {part} is too long"
            if any(clean(tag) != tag for tag in (text, *one.tags)):
                yield f"{one.platform}: the {part} holds control characters"
            if source and text.endswith("…") and not _whole_beginning(text[:-1], source):
                yield f"{one.platform}: the {part} is cut inside a character"


def _whole_beginning(text: str, source: str) -> bool:
    pieces, whole = list(graphemes(text)), list(graphemes(source))
    return pieces == whole[: len(pieces)]


def _trust(text: str) -> Iterator[str]:
    """A name that imitates an outlet is not rated as it, neither as a source's nor as an index' word for one."""
    rated = [{"name": name, "owner": f"{name} Ltd", "tier": 1} for name in _TRUSTED]
    index = Source(id="index", name="Index", owner="Index", kind="aggregator", tier=4, aggregator=True)
    outlets = Outlets((index,), rated)
    if outlets.resolve(text).tier == 1:
        yield "is rated as the outlet that it imitates"
    draft = make_draft(title=PLAIN, body=BODY, named=text)
    if make_item(draft, index, "title_suffix", outlets, NOW).publisher.tier == 1:
        yield "is rated as the outlet that it imitates, in an index"


def _elements(page: str) -> Sequence[tuple[str, tuple[str, ...]]]:
    """Every element of a page with the names of its attributes: what no text may change."""
    return [(str(node.tag), tuple(sorted(node.attrib))) for node in html.document_fromstring(page).iter()]
