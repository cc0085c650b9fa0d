"""A desk over a small invented newsroom: three stories that wait for people, three people, a real server on a real port."""

import shutil
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
import uvicorn

from newsroom.control.decisions.asks import asks_for
from newsroom.control.moves import note
from newsroom.control.records import ClaimSet, Cursor
from newsroom.desk import people as people_module
from newsroom.desk.people import People
from newsroom.desk.web.app import desk_app
from newsroom.desk.web.serve import listen_here
from newsroom.model.ballot import Ballot, Rationale
from newsroom.model.base import Noun
from newsroom.model.claim import Claim, Evidence
from newsroom.model.item import Item, Origin, Publisher, Source
from newsroom.model.story import Story
from newsroom.model.verdict import Ask, Verdict
from newsroom.ports import Change, Commit
from newsroom.world.clock import SystemClock
from newsroom.world.store import SqlStore

PASSWORDS = {
    "A. Okafor": "green lamps on the pier",
    "I. Brandt": "seven quiet ferries",
    "R. Reader": "only here to look",
}
ROLES = {"A. Okafor": ["editor", "legal"], "I. Brandt": ["senior_editor", "admin"], "R. Reader": ["reader"]}
HOSTILE = "<script>alert('Bridge')</script> opens"


class Desk(NamedTuple):
    """A running desk. `tokens` are the people's, by name; `asks` the open ones, by story and question."""

    base: str
    home: Path
    store: SqlStore
    people: People
    tokens: dict[str, str]
    asks: dict[tuple[str, str], Ask]

    def browser(self, name: str = "") -> httpx.Client:
        """A client that keeps cookies, signed in as `name`."""
        client = httpx.Client(base_url=self.base, timeout=20)
        if name:
            done = self.sign_in(client, name)
            assert done.status_code == 303, done.text
        return client

    def sign_in(self, client: httpx.Client, name: str, password: str = "") -> httpx.Response:
        """The sign-in form, sent."""
        return client.post("/sign-in", data={"name": name, "password": password or PASSWORDS[name]})

    def password(self, name: str) -> str:
        """What this person types."""
        return PASSWORDS[name]

    def form_token(self, client: httpx.Client, path: str = "/status") -> str:
        """The form token of this client's session."""
        return client.get(path).text.partition('name="form_token" value="')[2].partition('"')[0]

    def answer(self, client: httpx.Client, ask: Ask, **fields: str) -> httpx.Response:
        """The answer form of `ask`, sent with these fields changed."""
        form = {
            "form_token": self.form_token(client),
            "version": f"{ask.version}",
            "decision": "reject",
            "note": "no record",
        }
        return client.post(f"/asks/{ask.id}", data=form | fields)

    def program(self, name: str) -> httpx.Client:
        """A client with this person's token."""
        return httpx.Client(base_url=self.base, timeout=20, headers={"Authorization": f"Bearer {self.tokens[name]}"})

    def ask(self, story: str, question: str) -> Ask:
        """An ask as it is now."""
        found = self.store.get("ask", self.asks[story, question].id, Ask)
        assert found is not None
        return found

    def commit_of(self, table: str, key: str, expected: int, noun: Noun) -> Commit:
        """One row to write."""
        return Commit(changes=(Change(table, key, expected, noun),))

    def last_rows(self, count: int = 1) -> list[dict[str, Any]]:
        """The audit's last rows with their payloads."""
        rows = self.store.audit_rows()[-count:]
        return [{**row.json_dict(), "payload": self.store.payload(row.payload_hash)} for row in rows]


@pytest.fixture(scope="session")
def people_file(_quick_hashes: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """People and their tokens, made once."""
    home = tmp_path_factory.mktemp("people")
    people = People(home)
    for name, password in PASSWORDS.items():
        people.put(name, ROLES[name], password)
    return home / "people.json", {name: people.token_for(name) for name in PASSWORDS}


@pytest.fixture(autouse=True, scope="session")
def _quick_hashes() -> Iterator[None]:
    """Passwords are slow to hash, and have to be; only not here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people_module, "COST", 4)
        yield


@pytest.fixture
def desk(tmp_path: Path, people_file: tuple[Path, dict[str, str]], empty_database: Path) -> Iterator[Desk]:
    """The desk, served until the test ends."""
    shutil.copy2(people_file[0], tmp_path)
    shutil.copyfile(empty_database, tmp_path / "newsroom.db")
    store = SqlStore(tmp_path / "newsroom.db")
    now = SystemClock().now()
    asks = fill(store, now)
    listening = listen_here(0)
    port = listening.getsockname()[1]
    people = People(tmp_path)
    app = desk_app(tmp_path, store, people, port)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield Desk(f"http://127.0.0.1:{port}", tmp_path, store, people, people_file[1], asks)
    server.should_exit = True
    thread.join(timeout=10)
    listening.close()
    store.close()


def fill(store: SqlStore, now: datetime) -> dict[tuple[str, str], Ask]:
    """A held story, a high-risk one with two questions, one with a hostile headline; returns the asks."""
    asks: dict[tuple[str, str], Ask] = {}
    cursor = Cursor(at=now, next_at=now + timedelta(minutes=5))
    store.commit(Commit(changes=(Change("cursor", "intake", 0, cursor, due_at=cursor.next_at),)))
    for name, headline, state, questions in (
        ("held", "Charity treasurer accused", "PAUSED", (("legal_hold", "legal"),)),
        (
            "risky",
            "Dam may fail, engineers say",
            "ESCALATED",
            (("legal_review", "legal"), ("editor_approval", "editor")),
        ),
        ("hostile", HOSTILE, "ESCALATED", (("senior_editor", "senior_editor"),)),
    ):
        story = _story(name, headline, state, now)
        opened = asks_for(story, questions, "LEGAL_REVIEW_REQUIRED", now)
        asks |= {(name, ask.question): ask for ask in opened}
        arrived = note("story.filled", name, story.version, now, {"to": state})
        store.commit(Commit(changes=(*_rows(story, now), *(_opened(ask) for ask in opened)), audit=(arrived,)))
    return asks


def _opened(ask: Ask) -> Change:
    return Change("ask", ask.id, 0, ask, ask.story_id, ask.status, ask.due_at)


def _story(name: str, headline: str, state: str, now: datetime) -> Story:
    verdict = Verdict(
        story_id=name, round=1, risk="high_risk", outcome="PAUSED" if state == "PAUSED" else "ESCALATED", score=0.82,
        reason="LEGAL_REVIEW_REQUIRED", required_action="legal_team_review", vote_ids=(f"vote_{name}",), decided_at=now,
    )  # fmt: skip
    return Story(
        id=name, slug=name, headline=headline, language="en", category="society", item_ids=(f"item_{name}",),
        origins=(Origin(owner="House", item_ids=(f"item_{name}",), types=("press",), tier=1, why="own report"),),
        first_published_at=now, first_seen_at=now, last_seen_at=now, state=state, entered_at=now,
        due_at=now + timedelta(hours=2), risk="high_risk", verdict=verdict,
    )  # fmt: skip


def _rows(story: Story, now: datetime) -> tuple[Change, ...]:
    text = f"{story.headline} <img src=x onerror=alert(1)>."
    item = Item(
        id=f"item_{story.id}", source_id="house", publisher=Publisher(name="The House", owner="House", kind="newspaper", tier=1),
        url="javascript:alert(1)" if story.id == "hostile" else "https://house.example/1", title=story.headline, text=text,
        language="en", kind="article", published_at=now, seen_at=now, snapshot="0" * 64,
    )  # fmt: skip
    source = Source(id="house", name="The House", owner="House", kind="newspaper", tier=1)
    said = Evidence(item_id=item.id, owner="House", outlet="The House", field="text", start=0, end=len(text), text=text,
                    url=item.url, snapshot=item.snapshot, seen_at=now.isoformat())  # fmt: skip
    claim = Claim(id=f"claim_{story.id}", kind="event", frame="event", slots={}, statement=story.headline, evidence=(said,),
                  status="single_source")  # fmt: skip
    ballot = Ballot(
        vote_id=f"vote_{story.id}", story_id=story.id, timestamp=now, voter_id="Compliance_Guard", vote="LEGAL_HOLD",
        vote_value=-2.0, rationale=Rationale(key_factors=("x",), concerns=("legal: a private person is accused",)),
        confidence=0.9, processing_time_ms=5,
    )  # fmt: skip
    known = (Change("source", source.id, 0, source),) if story.id == "held" else ()
    return (
        Change("story", story.id, 0, story, story.id, story.state, story.due_at),
        Change("item", item.id, 0, item),
        Change("claimset", f"set_{story.id}", 0, ClaimSet(id=f"set_{story.id}", story_id=story.id, round=1, claims=(claim,)), story.id),
        Change("ballot", ballot.vote_id, 0, ballot, story.id),
        Change("verdict", f"verdict_{story.id}", 0, story.verdict, story.id, "PAUSED"),
        *known,
    )  # fmt: skip
