"""What an attacker does to the audit log: the operations that the tamper cases name, on files and rows as they lie."""

import json
import re
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from newsroom.lab.eval.audit_log import Log
from newsroom.model.task import AuditRow
from newsroom.world.audit_canonical import canonical, canonical_hash
from newsroom.world.audit_chain import GENESIS
from newsroom.world.audit_merkle import Frontier
from newsroom.world.audit_notary import FOLDER, PUBLIC, SECRET
from newsroom.world.audit_notes import ORIGIN, sign

Row = dict[str, Any]
"""A stored row as the attacker edits it: the noun's fields, `body` when its text was spoilt, and its payload."""

_PAYLOAD = "payload."
_OTHER_KEY = bytes(range(32))


class Hands:
    """Rows read out, changed by operations, and written back past the store."""

    def __init__(self, log: Log) -> None:
        self._log = log
        with log.hand() as raw:
            bodies = {key: body for key, body in raw.execute("SELECT hash, body FROM audit_payload")}
            self.rows: list[Row] = [json.loads(body) for (body,) in raw.execute("SELECT body FROM audit ORDER BY seq")]
        self.payloads: dict[str, str | None] = bodies
        self.spoilt: dict[int, str] = {}

    def write(self) -> None:
        """Put the rows back as they are now."""
        with self._log.hand() as raw:
            raw.execute("DELETE FROM audit")
            raw.execute("DELETE FROM audit_payload")
            for place, row in enumerate(self.rows, start=1):
                body = self.spoilt.get(place, _body(row))
                filed = [row[name] for name in ("subject", "action", "hash", "payload_hash")]
                # Two rows of one number cannot lie in the table: the later one gets the next free place.
                taken = raw.execute("SELECT 1 FROM audit WHERE seq = ?", (row["seq"],)).fetchone()
                last = raw.execute("SELECT coalesce(max(seq), 0) FROM audit").fetchone()[0]
                raw.execute(
                    "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?)", (last + 1 if taken else row["seq"], *filed, body)
                )
            raw.executemany("INSERT INTO audit_payload VALUES (?, ?)", list(self.payloads.items()))

    def set(self, op: Row) -> None:
        """One field of a row or of its payload; the payload is stored under its new hash, as a careful hand would."""
        row, field = self._row(op["row"]), op["field"]
        if field.startswith(_PAYLOAD):
            payload = json.loads(self.payloads[str(row["payload_hash"])] or "{}")
            payload[field.removeprefix(_PAYLOAD)] = op["value"]
            row["payload_hash"] = self._keep(payload)
        else:
            row[str(_NAMES.get(field, field))] = op["value"]

    def set_payload(self, op: Row) -> None:
        """Another payload under the old hash."""
        self.payloads[self._row(op["row"])["payload_hash"]] = canonical(op["value"]).decode()

    def swap_payload(self, op: Row) -> None:
        """Two rows' payloads change places."""
        one, other = (str(self._row(number)["payload_hash"]) for number in op["rows"])
        held = self.payloads[one]
        self.payloads[one] = self.payloads[other]
        self.payloads[other] = held

    def erase_payload(self, op: Row) -> None:
        """A payload erased as the newsroom itself erases personal data."""
        self.payloads[self._row(op["row"])["payload_hash"]] = None

    def rehash(self, op: Row) -> None:
        """Hashes made to fit again, each following the row before it."""
        for place in self._places(op["rows"]):
            self._relink(place)

    def renumber(self, _: Row) -> None:
        """Numbers from 1 in the present order."""
        for place, row in enumerate(self.rows, start=1):
            row["seq"] = place

    def reserialise(self, op: Row) -> None:
        """The same value in another spelling; a number of the payload written with more digits."""
        row = self._row(op["row"])
        if op["style"] == "number_padding":
            held = self.payloads[row["payload_hash"]] or ""
            self.payloads[row["payload_hash"]] = re.sub(r"(\d\.\d+)", r"\g<1>0", held)
        else:
            ordered = dict(reversed(row.items())) if op["style"] == "reverse_keys" else row
            self.spoilt[op["row"]] = json.dumps(ordered, indent=2 if op["style"] == "pretty" else None)

    def bitflip(self, op: Row) -> None:
        """One bit of a hash."""
        row = self._row(op["row"])
        row[op["field"]] = f"{int(row[op['field']], 16) ^ (1 << op.get('bit', 0)):064x}"

    def upper(self, op: Row) -> None:
        """A hash in capitals."""
        row = self._row(op["row"])
        row[op["field"]] = row[op["field"]].upper()

    def delete(self, op: Row) -> None:
        """Rows gone: all, some by number, or those of a story."""
        if "where" in op:
            wanted = op["where"]["story_id"]
            self.rows = [row for row in self.rows if row["subject"].split("-")[0] != wanted]
            return
        gone = {self.rows[place - 1]["seq"] for place in self._places(op["rows"])}
        self.rows = [row for row in self.rows if row["seq"] not in gone]

    def swap(self, op: Row) -> None:
        """Two rows change places, numbers and all."""
        one, other = op["rows"]
        self.rows[one - 1], self.rows[other - 1] = self.rows[other - 1], self.rows[one - 1]
        self.rows[one - 1]["seq"], self.rows[other - 1]["seq"] = one, other

    def reverse(self, _: Row) -> None:
        """The whole log the other way round."""
        self.rows.reverse()
        self.renumber({})

    def truncate(self, op: Row) -> None:
        """The last rows gone."""
        self.rows = self.rows[: -op["last"]]

    def insert(self, op: Row) -> None:
        """A forged row after a place, with a hash of its own that fits the row before."""
        before = self.rows[op["after"] - 1] if op["after"] else self.rows[0]
        self.rows.insert(op["after"], {**before, "actor": "Nobody", "seq": op["after"] + (1 if op["after"] else 0)})
        self._relink(op["after"] + 1)
        for place in range(op["after"] + 2, len(self.rows) + 1):
            self.rows[place - 1]["seq"] = place

    def append_copy(self, op: Row) -> None:
        """A copy of a row at the end, with its old hash or linked in."""
        wanted = op["row"]
        found = self._row(wanted) if isinstance(wanted, int) else next(r for r in self.rows if wanted in r["action"])
        self.rows.append({**found, "seq": len(self.rows) + 1} if op.get("rehash") else dict(found))
        if op.get("rehash"):
            self._relink(len(self.rows))

    def torn_tail(self, op: Row) -> None:
        """The last row's text cut off."""
        self.spoilt[len(self.rows)] = _body(self.rows[-1])[: -op["bytes"]]

    def audit_without_state(self, op: Row) -> None:
        """A row of a decision that was never made, linked in."""
        last = next(row for row in reversed(self.rows) if row["subject"] == op["story"])
        self.rows.append({**last, "seq": len(self.rows) + 1, "subject_version": last["subject_version"] + 1})
        self._relink(len(self.rows))

    def state_without_audit(self, op: Row) -> None:
        """A story moved on with no row that says so."""
        with self._log.hand() as raw:
            raw.execute("UPDATE story SET state = 'APPROVED', version = version + 1 WHERE key = ?", (op["story"],))

    def rewrite_all(self, _: Row) -> None:
        """Every row told anew, by somebody else."""
        for place, row in enumerate(self.rows, start=1):
            row["actor"] = "Nobody"
            self._relink(place)

    def fork(self, op: Row) -> None:
        """Another history from a row on, signed with the stolen key where the case says so."""
        self.rows = self.rows[: op["at"] - 1 + op["rows"]]
        for place in range(op["at"], len(self.rows) + 1):
            self.rows[place - 1]["actor"] = "Nobody"
            self._relink(place)
        if op.get("resign"):
            self.resign({"key": "stolen"})

    def rollback(self, op: Row) -> None:
        """Yesterday's database and yesterday's checkpoints, both whole."""
        self.rows = self.rows[: op["to_entries"]]
        versions = {row["subject"]: row["subject_version"] for row in self.rows}
        with self._log.hand() as raw:
            for key, version in versions.items():
                raw.execute("UPDATE story SET version = ? WHERE key = ?", (version, key))
            raw.execute("DELETE FROM audit_checkpoint WHERE seq > ?", (op["to_entries"],))
        self._log.keep([note for note in self._log.notes() if _size(note) <= op["to_entries"]])

    def drop_checkpoints(self, op: Row) -> None:
        """Signed checkpoints gone: all, or some by number."""
        kept = [] if op.get("rows", "all") == "all" else self._log.notes()
        numbers = () if op.get("rows", "all") == "all" else _numbers(op["rows"], len(kept))
        self._log.keep([note for place, note in enumerate(kept, start=1) if place not in numbers])

    def swap_checkpoints(self, op: Row) -> None:
        """Two signed checkpoints change places."""
        notes, (one, other) = self._log.notes(), op["rows"]
        notes[one - 1], notes[other - 1] = notes[other - 1], notes[one - 1]
        self._log.keep(notes)

    def replay_checkpoint(self, op: Row) -> None:
        """An old checkpoint put at the end once more, or in another's place."""
        notes = self._log.notes()
        old = notes[op.get("src", 1) - 1]
        self._log.keep([*notes[:-1], old] if "dst" not in op else [*notes[: op["dst"] - 1], old, *notes[op["dst"] :]])

    def replace_checkpoint(self, op: Row) -> None:
        """The last checkpoint is another log's."""
        self._log.keep(
            [*self._log.notes()[:-1], self._log.notes()[-1].replace(ORIGIN, op.get("origin", "other.example"))]
        )

    def paste_signature(self, op: Row) -> None:
        """One checkpoint's signature under another."""
        notes = self._log.notes()
        signed = notes[op["src"] - 1].split("\n\n")[1]
        notes[op["dst"] - 1] = f"{notes[op['dst'] - 1].split(chr(10) * 2)[0]}\n\n{signed}\n\n"
        self._log.keep(notes)

    def show_both_checkpoints(self, _: Row) -> None:
        """The present rows' checkpoint beside the one that was signed for as many before."""
        self._log.keep(sorted((*self._log.notes(), *self._signed(self._key("stolen"))), key=_size))

    def resign(self, op: Row) -> None:
        """All checkpoints signed anew, with the stolen key or with another."""
        self._log.keep(self._signed(self._key(op["key"])))

    def replace_public_key(self, _: Row) -> None:
        """The home folder's public key is the attacker's."""
        public = self._key("other").public_key().public_bytes_raw().hex()
        (self._log.home / FOLDER / PUBLIC).write_text(public + "\n", encoding="ascii")

    def _signed(self, key: Ed25519PrivateKey) -> list[str]:
        sizes, tree, notes = {_size(note) for note in self._log.notes()}, Frontier(), []
        for row in self.rows:
            tree.add(row["hash"])
            if tree.size in sizes:
                notes.append(sign(tree.size, tree.root(), key) + "\n")
        return notes

    def _key(self, which: str) -> Ed25519PrivateKey:
        if which != "stolen":
            return Ed25519PrivateKey.from_private_bytes(_OTHER_KEY)
        return Ed25519PrivateKey.from_private_bytes(
            bytes.fromhex((self._log.home / FOLDER / SECRET).read_text().strip())
        )

    def _row(self, number: int) -> Row:
        return self.rows[number - 1]

    def _places(self, rows: Any) -> list[int]:
        return _numbers(rows, len(self.rows))

    def _keep(self, payload: Any) -> str:
        key = canonical_hash(payload)
        self.payloads[key] = canonical(payload).decode()
        return key

    def _relink(self, place: int) -> None:
        row = self.rows[place - 1]
        row["previous_hash"] = self.rows[place - 2]["hash"] if place > 1 else GENESIS
        row["hash"] = canonical_hash({key: value for key, value in row.items() if key != "hash"})


_NAMES = {"story_id": "subject"}


def operation(hands: Hands, name: str) -> Callable[[Row], None] | None:
    """The operation of that name, or None where we know no such hand."""
    found: Callable[[Row], None] | None = getattr(hands, name, None) if not name.startswith("_") else None
    return found if name not in ("write", "rows", "payloads", "spoilt") else None


def _body(row: Row) -> str:
    try:
        return AuditRow.model_validate(row).model_dump_json()
    except ValueError:
        return json.dumps(row)


def _numbers(rows: Any, count: int) -> list[int]:
    if isinstance(rows, list):
        return list(rows)
    if rows == "all":
        return list(range(1, count + 1))
    first, _, last = str(rows).partition("..")
    return list(range(int(first), (count if last == "end" else int(last)) + 1))


def _size(note: str) -> int:
    return int(note.split("\n")[1])
