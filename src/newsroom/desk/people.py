"""The people of a newsroom: who may sign in and in which roles. One file in the home folder, readable by its owner alone.

Passwords are kept as scrypt hashes, tokens for programs as SHA-256 of 256 random bits. Where the file is missing nobody
is registered: the desk lets nobody in, and at the terminal, whose user owns the database anyway, a name is taken at its
word.
"""

import hashlib
import hmac
import json
import os
import secrets
import stat
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from newsroom.model.base import Noun
from newsroom.model.errors import Refused, Unavailable
from newsroom.model.verdict import Role

PEOPLE_FILE = "people.json"
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
COST = 15
"""log2 of scrypt's N, with r = 8 and p = 3: 32 MB and some tenths of a second a try. Each hash keeps its own."""

_COST_MAX = 17


class Person(Noun):
    """Somebody with a name and roles. `password` and `tokens` are hashes; an empty password signs nobody in."""

    name: str
    roles: tuple[Role, ...]
    password: str = ""
    tokens: tuple[str, ...] = ()


_LIST = TypeAdapter(tuple[Person, ...])


class People:
    """The list in `home`, read afresh each time it is asked, so that a change holds at once."""

    def __init__(self, home: Path) -> None:
        self._file = home / PEOPLE_FILE

    def all(self) -> tuple[Person, ...]:
        """Everybody, by name; nobody where there is no file.

        Raises:
            Refused: others can read the file, or it is damaged.
        """
        if not self._file.exists():
            return ()
        mode = stat.S_IMODE(self._file.stat().st_mode)
        if mode & 0o077:
            raise Refused("people_open", f"{self._file} can be read by others (mode {mode:04o}).",
                          f"Give: chmod 600 {self._file}")  # fmt: skip
        try:
            return _LIST.validate_json(self._file.read_bytes())
        except ValidationError as error:
            raise Refused(
                "people_damaged", f"{self._file} cannot be read.", "Restore it, or add people anew."
            ) from error

    def find(self, name: str) -> Person | None:
        """The person of that name, in any case and spacing."""
        return next((one for one in self.all() if same_name(one.name) == same_name(name)), None)

    def held_by(self, name: str) -> tuple[Role, ...] | None:
        """The roles of a person, none for a stranger; None where nobody is registered at all."""
        everybody = self.all()
        if not everybody:
            return None
        return next((one.roles for one in everybody if same_name(one.name) == same_name(name)), ())

    def put(self, name: str, roles: Sequence[Role], password: str = "") -> Person:
        """Add a person, or change their roles and, when one is given, their password (which ends their tokens).

        Raises:
            Refused: no name, no role, or a password that is too short, too long or the name itself.
        """
        plain = " ".join(name.split())
        if not plain or len(plain) > 80 or not plain.isprintable():
            raise Refused("bad_name", "A person needs a name of at most 80 characters.", "Give one.")
        if not roles:
            raise Refused("no_roles", f"{plain} needs at least one role.", "Give --role.")
        if password:
            _check_password(password, plain)
        known = self.find(plain)
        kept = (hashed(password), ()) if password else (known.password, known.tokens) if known else ("", ())
        person = Person(name=plain, roles=tuple(dict.fromkeys(roles)), password=kept[0], tokens=kept[1])
        self._write((*(one for one in self.all() if same_name(one.name) != same_name(plain)), person))
        return person

    def remove(self, name: str) -> None:
        """Take a person off the list.

        Raises:
            Refused: nobody of that name.
        """
        if self.find(name) is None:
            raise Refused("no_such_person", f"There is no {name}.", "See `newsroom people list`.")
        self._write(tuple(one for one in self.all() if same_name(one.name) != same_name(name)))

    def token_for(self, name: str) -> str:
        """A new token with which a program acts as this person; only its hash is kept, so it is shown once.

        Raises:
            Refused: nobody of that name.
        """
        person = self.find(name)
        if person is None:
            raise Refused("no_such_person", f"There is no {name}.", "See `newsroom people list`.")
        token = f"nr_{secrets.token_urlsafe(32)}"
        later = person.model_copy(update={"tokens": (*person.tokens, _digest(token))})
        self._write((*(one for one in self.all() if one.name != person.name), later))
        return token

    def by_token(self, token: str) -> Person | None:
        """Whose token this is, or None."""
        wanted = _digest(token)
        holders = [one for one in self.all() if any(hmac.compare_digest(wanted, kept) for kept in one.tokens)]
        return holders[0] if holders else None

    def sign_in(self, name: str, password: str) -> Person | None:
        """The person, if the password is theirs. An unknown name takes as long as a wrong password."""
        person = self.find(name)
        # Somebody unknown is checked against nobody's hash, so that the answer takes as long.
        kept = person.password if person and person.password else f"scrypt${COST}${'A' * 22}==${'A' * 43}="
        right = matches(password, kept)
        return person if right and person is not None and person.password else None

    def _write(self, people: Sequence[Person]) -> None:
        body = json.dumps(
            [one.json_dict() for one in sorted(people, key=lambda p: p.name)], indent=1, ensure_ascii=False
        )
        part = self._file.with_name(f"{PEOPLE_FILE}.part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                file.write(body)
            part.replace(self._file)
        except OSError as error:
            raise Unavailable("people_unwritable", f"{self._file} cannot be written: {error.strerror}.",
                              "Check the folder's rights and space.") from error  # fmt: skip


def same_name(name: str) -> str:
    """The form in which two spellings of one name are equal."""
    return " ".join(name.split()).casefold()


def hashed(password: str) -> str:
    """`password` as it is kept: scrypt with a salt of its own."""
    salt = secrets.token_bytes(16)
    return f"scrypt${COST}${b64encode(salt).decode()}${b64encode(_stretched(password, salt, COST)).decode()}"


def matches(password: str, kept: str) -> bool:
    """Whether `password` is the one that was kept."""
    try:
        _, cost, salt, wanted = kept.split("$")
        return hmac.compare_digest(_stretched(password, b64decode(salt), int(cost)), b64decode(wanted))
    except (ValueError, NotBase64):
        return False


def _stretched(password: str, salt: bytes, cost: int) -> bytes:
    secret = password[:LONGEST_PASSWORD].encode("utf-8", "replace")
    n = 2 ** min(cost, _COST_MAX)
    return hashlib.scrypt(secret, salt=salt, n=n, r=8, p=3, maxmem=2**20 + 1_200 * n, dklen=32)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _check_password(password: str, name: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD or same_name(password) == same_name(name):
        raise Refused("bad_password",
                      f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters and is not the name.",
                      "Three or four unrelated words do.")  # fmt: skip
