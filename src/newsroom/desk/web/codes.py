"""Which HTTP status a refusal has; the words stay the newsroom's own."""

from newsroom.model.errors import NewsroomError, Unavailable

_FORBIDDEN = frozenset({"wrong_role", "bad_role", "four_eyes", "bad_form_token"})
_CONFLICT = frozenset({"stale_version", "too_late", "not_spikeable", "not_splittable", "held_by_law", "being_sent"})


def status_of(error: NewsroomError) -> int:
    """403 not yours to decide, 404 not there, 409 changed meanwhile, 503 away, 422 anything else that was refused."""
    if isinstance(error, Unavailable):
        return 503
    if error.code in _FORBIDDEN:
        return 403
    if error.code.startswith("no_such_"):
        return 404
    return 409 if error.code in _CONFLICT else 422
