"""Trends of services without an open way come as a file of the home folder: by hand, or from a licensed provider."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsroom.model.errors import Refused, Unavailable
from newsroom.world.apis import request_of
from newsroom.world.apis.home_files import read_import
from newsroom.world.apis.request import Keys
from newsroom.world.feeds.formats import parse_document

NOW = datetime(2031, 5, 14, 9, tzinfo=UTC)
LIST = """term,platform,rank,posts,views,region,observed_at,url,text,likes,shares,comments,language,created_at
Pier,tiktok,2,90,,GB,2031-05-14T09:00:00Z,,,,,,,
#HaldenFerry,tiktok,1,1200,4500000,GB,2031-05-14T09:00:00Z,,,,,,,
,tiktok,,,,,2031-05-14T09:00:00Z,https://clips.example/1,The pier at six.,900,40,60,en,2031-05-14T06:00:00Z
"""


def test_a_list_of_terms_ranks_by_rank_then_reach() -> None:
    """A row with a text is a post with its engagement; the list says when it was true."""
    found = parse_document(LIST.encode(), "import_csv")
    assert found.trends == {"halden ferry": 1.0, "pier": 0.5}
    assert found.stated_at == NOW
    (post,) = found.drafts
    assert post.engagement is not None
    assert (post.title, post.engagement.platform, post.engagement.interactions) == ("The pier at six.", "tiktok", 1000)
    unranked = "term;views\nquiet;10\nloud;2000000\n"
    assert list(parse_document(unranked.encode(), "import_csv").trends) == ["loud", "quiet"]


def test_the_same_list_as_json() -> None:
    """What rows share stands above them."""
    data = b'{"platform": "instagram", "observed_at": "2031-05-14T09:00:00Z", "rows": [{"term": "ferry strike", "rank": 1}]}'
    found = parse_document(data, "import_json")
    assert (found.trends, found.stated_at) == ({"ferry strike": 1.0}, NOW)


@pytest.mark.parametrize(
    ("data", "code"), [(b"name,age\nx,1\n", "not_a_feed"), (b"", "empty"), (b"term\n" + b"x" * 300_000, "too_large")]
)
def test_what_is_no_list_is_refused(data: bytes, code: str) -> None:
    """With a code, like any feed."""
    with pytest.raises(Refused) as refused:
        parse_document(data, "import_csv")
    assert refused.value.code == code


def test_an_import_is_read_from_the_home_folder_once(tmp_path: Path) -> None:
    """Unchanged, it is not read again; outside the home it is not read at all; a file to come is waited for."""
    (tmp_path / "imports").mkdir()
    (tmp_path / "imports" / "tiktok.csv").write_text(LIST)
    request = request_of({"format": "import_csv", "url": "file:imports/tiktok.csv"}, Keys(), NOW)
    first = read_import(tmp_path, request.url)
    assert first.body.decode() == LIST
    assert read_import(tmp_path, request.url, first.etag).unchanged
    with pytest.raises(Unavailable):
        read_import(tmp_path, "file:imports/other.csv")
    for outside in ("file:../secret.csv", "file:/etc/passwd", "file:imports/../../x", "file:"):
        with pytest.raises((Refused, Unavailable)):
            read_import(tmp_path / "imports", outside)


def test_a_link_that_leads_out_of_the_home_is_not_followed(tmp_path: Path) -> None:
    """The place that counts is where the file really lies."""
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "outside.csv").write_text(LIST)
    (home / "list.csv").symlink_to(tmp_path / "outside.csv")
    with pytest.raises(Refused):
        read_import(home, "file:list.csv")
