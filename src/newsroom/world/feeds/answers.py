"""What an API says instead of an answer: no key, asked too often, or an error in its own words. All are refusals.

Read are the bodies of NewsAPI, Reddit, X, Bluesky, Mastodon and Wikimedia; each differs, and each may come with
status 200.
"""

import re
from typing import Any

from newsroom.model.errors import Refused
from newsroom.world.feeds.json_guard import nested, read_json, word
from newsroom.world.feeds.plain import clean, cut

_SAID_CHARS = 160
_KEY = re.compile(r"key|token|auth|forbidden|unauthori[sz]ed|credential|permission|suspend|\b40[13]\b", re.I)
_LIMIT = re.compile(r"rate|limit|too many|quota|\b429\b|usage cap|maximum", re.I)


def read_answer(data: bytes, content_type: str, *wanted: str) -> Any:
    """The JSON of an API's answer, which is a list or holds one of `wanted`.

    Raises:
        Refused: the codes of a JSON document; api_key, api_limit or api_error when it is the service's own refusal.
    """
    document = read_json(data, content_type)
    if isinstance(document, dict) and not any(name in document for name in wanted):
        check_answer(document)
    return document


def check_answer(document: dict[str, Any]) -> None:
    """Nothing for a body that is no error.

    Raises:
        Refused: api_key, api_limit or api_error, with what the service says.
    """
    status = document.get("status")
    failed = status == "error" or (isinstance(status, int) and not isinstance(status, bool) and status >= 400)
    errors = document.get("errors")
    named = any(document.get(name) for name in ("error", "errors", "httpCode"))
    # RFC 9457: a problem has a type, a title and a detail, and needs no status.
    named = named or all(isinstance(document.get(name), str) for name in ("type", "title", "detail"))
    if not failed and not named:
        return
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    parts = [word(part, *names) for part in (document, first, nested(document, "error")) for names in _WORDS]
    said = cut(" ".join(clean(" ".join(dict.fromkeys(filter(None, parts)))).split()), _SAID_CHARS)
    if _LIMIT.search(said):
        raise Refused("api_limit", f"The service asks to come back later: {said}.", "It is asked again later.")
    if _KEY.search(said):
        raise Refused("api_key", f"The service does not accept the key: {said}.", "Check the key and its plan.")
    raise Refused("api_error", f"The service answers with an error: {said or 'none given'}.", "Check the query.")


_WORDS = (("code", "error", "title"), ("message", "detail", "error_description"), ("status", "httpCode"))
