"""Pictures of reports: what their files say, read apart from us, and what follows for the story."""

import asyncio
import io
from datetime import UTC, datetime, timedelta
from math import sin

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from newsroom.control import pictures as kept_pictures
from newsroom.council.pictures import apart, doubts
from newsroom.mcp.host import Host
from newsroom.mcp.news import LookingNews, news_server
from newsroom.model.channel import Channel
from newsroom.model.errors import Refused, Rejected
from newsroom.model.item import GeoPoint, Item, Place, Publisher
from newsroom.model.picture import Picture, SeenPicture
from newsroom.model.story import Context, Dossier, Story
from newsroom.ports import Commit
from newsroom.wiring.council_tier import with_pictures
from newsroom.world.feeds.apart import PICTURE, Document, parse_apart
from newsroom.world.fetch import Fetched
from newsroom.world.image_facts import parse
from newsroom.world.pictures import Darkroom, chosen

NOON = datetime(2031, 5, 14, 12, 0, tzinfo=UTC)


def a_scene(turned: bool = False) -> Image.Image:
    """Hills of light and dark, made by rule."""
    size = 160, 120
    dots = bytes(
        int(127 + 60 * sin(x / 19) + 60 * sin(y / 13 + x / 40)) for y in range(size[1]) for x in range(size[0])
    )
    image = Image.frombytes("L", size, dots).convert("RGB")
    return image.transpose(Image.Transpose.ROTATE_180) if turned else image


def as_bytes(image: Image.Image, kind: str = "JPEG", **more) -> bytes:
    """The picture as a file."""
    file = io.BytesIO()
    image.save(file, kind, **more)
    return file.getvalue()


def with_camera(image: Image.Image, taken: str) -> bytes:
    """A file with the day, the place and the maker that a camera writes."""
    exif = Image.Exif()
    exif[305] = "Darkroom 3"
    exif.get_ifd(0x8769)[36867] = taken
    exif.get_ifd(0x8825).update({1: "N", 2: (54.0, 21.0, 0.0), 3: "W", 4: (18.0, 39.0, 36.0)})
    return as_bytes(image, exif=exif)


def facts(data: bytes) -> Picture:
    """What the file says."""
    picture = parse(data).picture
    assert picture is not None
    return picture


def test_a_camera_s_day_place_and_maker_are_read():
    """Degrees to the west are negative; the file's hash is of its bytes."""
    found = facts(with_camera(a_scene(), "2031:05:02 09:30:00"))
    assert (found.taken_on, found.made_with) == ("2031-05-02", "Darkroom 3")
    assert found.point == GeoPoint(lat=54.35, lon=-18.66)
    assert (found.width, found.height, found.provenance) == (160, 120, "none")


@pytest.mark.parametrize("taken", ["2000:01:01 00:00:00", "0000:00:00 00:00:00", "yesterday", "2031:13:40 10:00:00"])
def test_a_clock_that_nobody_set_says_nothing(taken):
    """Nor does a day that is none."""
    assert facts(with_camera(a_scene(), taken)).taken_on == ""


def test_the_same_picture_in_another_size_and_quality_has_nearly_the_same_fingerprint():
    """And another picture has not."""
    first = facts(as_bytes(a_scene())).fingerprint
    smaller = facts(as_bytes(a_scene().resize((100, 75)), quality=40)).fingerprint
    other = facts(as_bytes(a_scene(turned=True), "PNG")).fingerprint
    assert apart(first, smaller) <= 6 < apart(first, other)


def test_a_manifest_is_kept_by_its_hash_and_believed_in_nothing():
    """In a PNG and in a JPEG; without one there is no hash."""
    jpeg = as_bytes(a_scene())
    box = b"JP" + b"\x00\x01" + b"jumbc2pa made by somebody"
    carrying = jpeg[:2] + b"\xff\xeb" + (len(box) + 2).to_bytes(2, "big") + box + jpeg[2:]
    assert (facts(carrying).provenance, len(facts(carrying).manifest_sha256)) == ("unread", 64)
    assert (facts(jpeg).provenance, facts(jpeg).manifest_sha256) == ("none", "")
    assert facts(carrying).fingerprint == facts(jpeg).fingerprint


def test_a_file_that_says_a_model_made_it_is_believed():
    """By the source type of the press standard, or by a generator's own parameters; an edit with a model is no such word."""
    kind = b"http://cv.iptc.org/newscodes/digitalsourcetype/"
    jpeg = as_bytes(a_scene())
    assert facts(jpeg + kind + b"trainedAlgorithmicMedia").provenance == "generated"
    assert facts(jpeg + kind + b"compositeWithTrainedAlgorithmicMedia").provenance == "none"
    notes = PngInfo()
    notes.add_text("parameters", "a harbour at night\nSteps: 20, Sampler: Euler")
    assert facts(as_bytes(a_scene(), "PNG", pnginfo=notes)).provenance == "generated"


def test_hostile_pictures_are_refused_in_the_limited_process():
    """Garbage, a cut file, one that claims to be endless: each its code, and the good one between them is read."""
    good = as_bytes(a_scene())
    endless = as_bytes(Image.new("1", (9_000, 9_000)), "PNG")
    asked = [Document(data, PICTURE) for data in (b"GIF89a", good[:300], endless, good)]
    answers = asyncio.run(parse_apart(asked))
    assert [one.code for one in answers if isinstance(one, Refused)] == ["not_a_picture", "not_a_picture", "too_large"]
    assert not isinstance(answers[3], Refused)
    assert answers[3].picture == facts(good)


def an_item(n: int, image: str = "", owner: str = "", tier: int = 2) -> Item:
    """One report with the address of its picture."""
    by = Publisher(name=f"Paper {n}", owner=owner or f"owner{n}", kind="newspaper", tier=tier)
    return Item(id=f"item_{n}", source_id=f"s{n}", publisher=by, url="", title="Storm", text="Storm.", language="en",
                kind="article", published_at=NOON, seen_at=NOON, snapshot="0", image_url=image)  # fmt: skip


class Album:
    """A fetcher that has some pictures."""

    def __init__(self, **pictures: bytes) -> None:
        self.pictures, self.asked = pictures, []

    async def get(self, url: str, **_: object) -> Fetched:
        """The picture, or the server's final no."""
        self.asked.append(url)
        if url not in self.pictures:
            raise Rejected("gone", "The server answers 404.")
        return Fetched(url, self.pictures[url], "image/jpeg")


def test_one_picture_an_owner_is_looked_at_and_a_missing_one_is_absent():
    """Through the server of the news, like everything outside; switched off, nothing is asked."""
    items = [an_item(1, "a"), an_item(2, "b", owner="owner1", tier=1), an_item(3, "gone"), an_item(4), an_item(5, "b")]
    assert [item.id for item in chosen(items)] == ["item_2", "item_3"]

    async def look(off: frozenset[str]) -> tuple[tuple[Picture, ...], list[str]]:
        album = Album(a=as_bytes(a_scene()), b=as_bytes(a_scene()))
        async with Host({"news": news_server(Nothing(), pictures=Darkroom(album))}, disabled=off) as host:
            return await LookingNews(host).look(items), album.asked

    found, asked = asyncio.run(look(frozenset()))
    assert [(one.item_id, one.url) for one in found] == [("item_2", "b")]
    assert sorted(asked) == ["b", "gone"]
    assert asyncio.run(look(frozenset({"news"}))) == ((), [])


class Nothing:
    """No sources."""

    sources = ()


def test_evidence_carries_what_was_seen():
    """The grammar's proposal with the pictures beside it."""

    class Brief:
        dossiers = (a_dossier(),)

    class Wall:
        async def look(self, items):
            return (a_picture(),)

    proposal = asyncio.run(with_pictures(lambda _: {"claims": []}, Wall())(Brief()))
    assert proposal == {"claims": [], "pictures": [a_picture().json_dict()]}


def a_picture(**more) -> Picture:
    """A picture of the first report."""
    given = {
        "item_id": "item_1",
        "url": "a",
        "sha256": "0" * 64,
        "fingerprint": "00ff00ff00ff00ff",
        "width": 9,
        "height": 9,
    }
    return Picture.model_validate(given | more)


def a_dossier(**context) -> Dossier:
    """A story of Vellmar whose pictures were looked at."""
    town = Place(name="Vellmar", country="VE", precision=1.0, point=GeoPoint(lat=54.0, lon=18.0))
    story = Story(id="story_1", slug="s", headline="Storm", language="en", category="", item_ids=("item_1",), places=(town,),
                  first_published_at=NOON, first_seen_at=NOON, last_seen_at=NOON, entered_at=NOON)  # fmt: skip
    return Dossier(story=story, items=(an_item(1, "a"),), sources={}, context=Context(now=NOON, **context),
                   channel=Channel(name="main", title="Main"))  # fmt: skip


def seen(days: int, fingerprint: str = "00ff00ff00ff00fe") -> SeenPicture:
    """The same picture in an earlier story, one bit apart."""
    return SeenPicture(story_id="story_0", fingerprint=fingerprint, seen_at=NOON - timedelta(days=days))


@pytest.mark.parametrize(
    ("more", "before", "found"),
    [
        ({}, (), []),
        ({"taken_on": "2031-05-12"}, (), []),
        ({"taken_on": "2031-05-11"}, (), ["before"]),
        ({"point": GeoPoint(lat=54.5, lon=18.5)}, (), []),
        ({"point": GeoPoint(lat=48.0, lon=2.0)}, (), ["elsewhere"]),
        ({"provenance": "generated"}, (), ["generated"]),
        ({"provenance": "unread", "manifest_sha256": "1"}, (), []),
        ({}, (seen(3),), ["reused"]),
        ({}, (seen(1),), []),
        ({}, (seen(3, "ffff00ff00ff00ff"),), []),
        ({"fingerprint": "0000000000000000"}, (seen(3, "0000000000000000"),), []),
    ],
)
def test_doubts_follow_from_the_file_and_from_earlier_stories(more, before, found):
    """Two days, three hundred kilometres, six bits; a flat picture is like any other flat picture and says nothing."""
    shown = a_dossier(pictures=(a_picture(**more),), seen_pictures=before)
    assert [one.doubt for one in doubts(shown)] == found


def test_fingerprints_are_kept_once_a_story(store):
    """And given to every story but its own."""
    for _ in range(2):
        store.commit(
            Commit(changes=kept_pictures.kept(store, "story_1", [a_picture(), a_picture(item_id="item_2")], NOON))
        )
    assert [one.story_id for one in kept_pictures.seen(store, "story_2")] == ["story_1"]
    assert kept_pictures.seen(store, "story_1") == ()
