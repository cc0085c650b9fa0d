"""The local site as an outlet: one folder a story, an index, written whole or not at all (D4).

Text of others appears as evidence only: the exact sentence a claim rests on, with its outlet and link. Everything is
escaped by the template engine; a link is only shown when it is http or https.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from newsroom.model.errors import Unavailable
from newsroom.model.page import StoryPage
from newsroom.model.publication import PerformanceMetrics, Publication
from newsroom.world.site.view import index_view, story_view

PageReader = Callable[[str], StoryPage]


class SiteOutlet:
    """Publishes to `home/site`. `read` gives a story's page; `first` is the house's first channel, whose pages carry the
    story's id alone, while another channel's stand beside them.
    """

    platform = "site"

    def __init__(self, home: Path, read: PageReader, first: str = "") -> None:
        self._home = home
        self._first = first
        self._site = home / "site"
        self._read = read
        self._templates = Environment(
            loader=PackageLoader("newsroom.world.site"),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def publish(self, publication: Publication) -> str:
        """Write the story's page and the index; returns the page's address relative to the home folder.

        Raises:
            Unavailable: the folder cannot be written, or the finished file is gone.
        """
        page = self._read(publication.story_id)
        view = story_view(page, publication)
        folder = self._site / "stories" / self._folder(publication)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, source in view["files"].items():
                self._place(self._home / source, folder / name)
            self._write(folder / "index.html", self._templates.get_template("story.html").render(**view))
            card = {**view["card"], "id": folder.name}
            self._write(folder / "story.json", json.dumps(card, ensure_ascii=False, indent=1, sort_keys=True))
            self._write_index()
        except OSError as error:
            raise Unavailable(
                "site_unwritable",
                f"The site could not be written: {error.strerror}.",
                f"Check space and rights of {self._site}.",
            ) from error
        return f"site/stories/{self._folder(publication)}/index.html"

    def _folder(self, publication: Publication) -> str:
        own = publication.channel in ("", self._first) or not self._first
        return publication.story_id if own else f"{publication.story_id}-{publication.channel}"

    def look_up(self, publication: Publication) -> str | None:
        """The page's address if it is there and holds this very video."""
        card = self._site / "stories" / self._folder(publication) / "story.json"
        if card.exists() and json.loads(card.read_text(encoding="utf-8")).get("video") == publication.video:
            return f"site/stories/{self._folder(publication)}/index.html"
        return None

    def metrics(self, publication: Publication) -> PerformanceMetrics | None:
        """A static site counts no viewers: there is nothing to learn from, and that is what is said."""
        del publication
        return None

    def _write_index(self) -> None:
        cards = [json.loads(f.read_text(encoding="utf-8")) for f in sorted(self._site.glob("stories/*/story.json"))]
        self._write(self._site / "index.html", self._templates.get_template("index.html").render(**index_view(cards)))
        style = self._templates.loader.get_source(self._templates, "style.css")[0] if self._templates.loader else ""
        self._write(self._site / "style.css", style)

    @staticmethod
    def _write(path: Path, text: str) -> None:
        part = path.with_name(path.name + ".part")
        part.write_text(text, encoding="utf-8")
        part.replace(path)

    @staticmethod
    def _place(source: Path, target: Path) -> None:
        if not source.exists():
            raise Unavailable("file_gone", f"{source.name} of this video is missing.", "Produce the story again.")
        part = target.with_name(target.name + ".part")
        part.unlink(missing_ok=True)
        try:
            part.hardlink_to(source)
        except OSError:
            shutil.copyfile(source, part)
        part.replace(target)
