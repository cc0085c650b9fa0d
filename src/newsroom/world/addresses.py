"""One address a page: without what only says how somebody came there, and the publisher's own behind wrappers.

In this order: a wrapper that carries its target is opened (one inside another, three at most); AMP copies and mobile
hosts become the page they copy; https; lower-case host without www., port or final dot; no tracking parameters, no
fragment, no trailing slash, no index page; what is left of the query in a fixed order. The result is a name for the
page, for comparing; what is shown and fetched is the address as it was given.
"""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

WRAPPERS = 3
_CARRIES = {
    "google.com/url": ("q", "url"),
    "news.url.google.com/url": ("q", "url"),
    "l.facebook.com/l.php": ("u",),
    "lm.facebook.com/l.php": ("u",),
    "l.instagram.com": ("u",),
    "out.reddit.com": ("url",),
    "t.umblr.com/redirect": ("z",),
    "bing.com/news/apiclick.aspx": ("url",),
    "msn.com/redirect": ("url",),
    "youtube.com/redirect": ("q",),
    "linkedin.com/redir/redirect": ("url",),
    "steamcommunity.com/linkfilter": ("url", "u"),
    "slashdot.org/out": ("url",),
    "vk.com/away.php": ("to",),
    "getpocket.com/redirect": ("url",),
    "duckduckgo.com/l": ("uddg",),
}
_GOOGLE = re.compile(r"^google\.[a-z]{2,3}(?:\.[a-z]{2})?$")
_AMP_CACHE = re.compile(r"^/(?:[a-z]/)+(?:s/)?(?P<rest>[^/]+\.[^/]+/.*)$")
_AMP_VIEWER = re.compile(r"^/amp/(?:s/)?(?P<rest>[^/]+\.[^/]+(?:/.*)?)$")
_TRACKING = re.compile(
    r"utm_.*|at_(?:medium|campaign|link.*|format|ptr.*|bbc.*|custom.*|creation|type)|ns_(?:campaign|mchannel|source|"
    r"linkname|fee)|(?:fb|gb|g|d|tw|msc|ttc|y|wbra|gbra|gad_)cl?id|fbclid|gad_source|mc_[ce]id|igshi?d?|ref|ref_?src|"
    r"ref_?url|referr?er|cmpid|cmp|ncid|ocid|icid|s_cid|xtor|mkt_tok|_ga|_gl|spm|guccounter|guce_.*|taid|smid|smtyp|"
    r"sr_share|srnd|traffic_source|feed_?type|feed_?name|partner|rss|from_?rss|source|src|mbid|cvid|ei|soc_.*|__twitter_"
    r"impression|share_?id|si|feature|ICID|ito|itok|amp|outputtype|amp_.*|cmpredirect|campaign_?id|hs_?enc|_hs.*|vero_.*|"
    r"pk_.*|piwik_.*|mtm_.*|wt_?mc|trk|trk_?info|ssm|xing_share|tpcc|intcid|int_.*|dicbo|obOrigUrl|nr_email_referer|leadsource",
    re.IGNORECASE,
)
_PHONE = re.compile(r"^(?:www\.)?(?:m|mobile|amp|touch|mobil|wap)\.(?=[^.]+\.)|(?<=^[a-z]{2}\.)m\.(?=wikipedia\.org$)")
_AMP_TAIL = re.compile(r"(?:/amp(?:\.html?)?|\.amp(?:\.html?)?|/amp/index\.html?)$", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_UNRESERVED = "/:@!$&'()*+,;=-._~"
_PLAIN_PATH = re.compile(rf"[A-Za-z0-9{re.escape(_UNRESERVED)}]*")


@lru_cache(maxsize=8192)
def canonical_url(url: str) -> str:
    """The page's one address; empty for what is no web address."""
    for _ in range(WRAPPERS):
        target = _target(url)
        if not target:
            break
        url = target
    return _plain(url)


def unwrapped(url: str) -> str:
    """The address that a wrapper carries, else the address itself, otherwise untouched."""
    for _ in range(WRAPPERS):
        target = _target(url)
        if not target:
            break
        url = target
    return url


def _target(url: str) -> str:
    """What a known wrapper carries; empty for any other address."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    inside = _AMP_CACHE.match(parts.path) if host.endswith(".cdn.ampproject.org") else None
    inside = _AMP_VIEWER.match(parts.path) if _GOOGLE.match(host) else inside
    if inside:
        return f"https://{inside['rest']}"
    place = f"{host}{parts.path.rstrip('/')}"
    names = _CARRIES.get(host) or _CARRIES.get(place) or ()
    query = dict(parse_qsl(parts.query)) if names else {}
    found = next((query[name] for name in names if query.get(name)), "")
    return found if found.startswith(("http://", "https://")) else ""


def _plain(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or "." not in host:
        return ""
    host = _PHONE.sub("", host).removeprefix("www.")
    path = re.sub(r"/{2,}", "/", _quoted(parts.path))
    if host == "youtu.be" and len(path) > 1:
        return f"https://youtube.com/watch?v={path[1:].partition('/')[0]}"
    path = _bare_path(path)
    query = parse_qsl(parts.query) if parts.query else ()
    kept = sorted((name, value) for name, value in query if not _TRACKING.fullmatch(name))
    shown = f"{host}:{port}" if port not in (None, 80, 443) else host
    return f"https://{shown}{path}{'?' if kept else ''}{urlencode(kept)}"


def _quoted(path: str) -> str:
    """A path with everything quoted that must be, and nothing else."""
    if _PLAIN_PATH.fullmatch(path):
        return path
    return quote(unquote(path, errors="surrogateescape"), safe=_UNRESERVED, errors="replace")


def _bare_path(path: str) -> str:
    """Without index pages, AMP marks and slashes at its end, until nothing of them is left."""
    while True:
        shorter = _INDEX.sub("", _AMP_TAIL.sub("", path.rstrip("/")))
        shorter = shorter.removeprefix("/amp") if shorter.startswith("/amp/") else shorter
        if shorter == path:
            return path
        path = shorter
