"""The address guard: http and https to public hosts, every answer checked, nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.model.errors import NewsroomError, Refused, Unavailable
from newsroom.world.guard import check_address, check_url, is_public_form

PUBLIC = "93.184.215.14"


def public(_host: str) -> tuple[str, ...]:
    return (PUBLIC,)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example.com/feed?x=1#part",
        "HTTP://News.Example.com:80/",
        "https://news.example.com./",
        "https://bücher.example.com/",
        "https://[2606:2800:21f:cb07::1]/",
        "https://192.169.0.1/",
        "https://news.example.com/?to=http://127.0.0.1/",
    ],
)
def test_public_addresses_pass(url: str) -> None:
    """What is contacted is what was checked."""
    assert check_url(url, public).addresses


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.example.com/", "file:///etc/passwd", "//news.example.com/", "http:/news.example.com", "https://",
        "http://user@news.example.com/", "http://news.example.com@127.0.0.1/", "http://news.example.com:8080/",
        "http://news.example.com:/@x\\y", "http://news example.com/", "http://news.example.com\t/", "http://localhost/",
        "http://printer.lan/", "http://redis/", "http://a.internal/", "http://0x7f000001/", "http://2130706433/",
        "http://127.1/", "http://0177.0.0.1/", "http://127.0.0.1./", "http://１２７.0.0.1/", "http://[::1]/",
        "http://[::ffff:10.0.0.1]/", "http://[fe80::1%25eth0]/", "http://[64:ff9b::a00:1]/", "http://[2002:a00:1::]/",
        "http://168.63.129.16/", "http://" + "a" * 300 + ".com/", "http://xn--/", "",
    ],
)  # fmt: skip
def test_everything_else_is_refused_with_one_clear_error(url: str) -> None:
    """Never another exception, whatever the parser trick."""
    with pytest.raises(Refused) as refused:
        check_url(url, public)
    assert refused.value.code == "url_forbidden"


@pytest.mark.parametrize("answers", [("10.0.0.7",), (PUBLIC, "::1"), ("::ffff:127.0.0.1",), ("not an address",)])
def test_one_bad_answer_spoils_them_all(answers: tuple[str, ...]) -> None:
    """Every address of a name is checked, not only the first."""
    with pytest.raises(Refused):
        check_url("https://news.example.com/", lambda _: answers)


def test_a_name_without_an_answer_is_unavailable_not_forbidden() -> None:
    """No network today is no reason to forget a source."""
    with pytest.raises(Unavailable):
        check_url("https://news.example.com/", lambda _: ())


def test_a_rehearsal_link_may_be_shown_but_is_never_fetched() -> None:
    """The reserved name `example` has no place on the net."""
    assert is_public_form("https://coastradio.example/story")
    with pytest.raises(Refused):
        check_url("https://coastradio.example/story", public)


@given(st.text(max_size=60))
def test_no_text_gets_past_or_brings_it_down(text: str) -> None:
    """Any address either passes with checked answers or ends in a newsroom error."""
    for url in (text, f"http://{text}/", f"https://news.example.com{text}"):
        try:
            target = check_url(url, public)
        except NewsroomError:
            continue
        for address in target.addresses:
            check_address(address)
