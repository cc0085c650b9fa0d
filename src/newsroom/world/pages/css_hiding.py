"""Whether a CSS declaration block hides the text it applies to: the ways in which pages show machines what readers miss.

Display and visibility, opacity, type too small to read, ink of the paper's colour, places off the screen, clipped to
nothing, boxes without a size. Each rule reads one property; a block hides when any of them says so.
"""

import re
from collections.abc import Callable, Mapping

Declarations = Mapping[str, str]

SMALLEST_PX = 2.0
FAINTEST = 0.05
FAR_PX = 500.0
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.S)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_LENGTH = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))(px|pt|em|rem|ex|ch|vw|vh|vmin|vmax|in|cm|mm|%|)(?![\w.])")
_PX = {"px": 1, "pt": 1.33, "em": 16, "rem": 16, "ex": 8, "ch": 8, "vw": 10, "vh": 8, "vmin": 8, "vmax": 10, "in": 96}
_PX_MORE = {"cm": 38, "mm": 3.8, "%": 10, "": 1}
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_COLOURS = {"white": "#ffffff", "black": "#000000", "transparent": "", "red": "#ff0000", "yellow": "#ffff00"}
_NO_COLOURS = ("none", "inherit", "initial", "unset", "currentcolor", "auto")
_SIDES = ("left", "right", "top", "bottom", "margin-left", "margin-top", "inset-inline-start", "text-indent")


def declarations(style: str) -> dict[str, str]:
    """A declaration block as property -> value: lower case, without comments, escapes and !important. The last one wins."""
    plain = _ESCAPE.sub(_unescaped, _COMMENT.sub(" ", style[:20_000])).casefold()
    found: dict[str, str] = {}
    for part in re.split(r";(?![^(]*\))", plain):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip()] = " ".join(value.replace("!important", " ").split())
    return found


def hides(style: Declarations) -> bool:
    """Whether text under these declarations cannot be seen, whatever stands around it. Colours: see `ink`."""
    return any(rule(style) for rule in _RULES)


def ink(style: Declarations) -> str | None:
    """The text's colour as #rrggbb, "" when it is transparent, None when nothing is said or it cannot be told."""
    if "text" in style.get("background-clip", style.get("-webkit-background-clip", "")):
        return None
    filled = style.get("-webkit-text-fill-color") or style.get("color")
    return colour(filled) if filled else None


def paper(style: Declarations) -> str | None:
    """The background's colour as #rrggbb; "image" for a picture, a word that is no usual colour; None when nothing is said."""
    said = style.get("background-color") or style.get("background")
    if not said:
        return None
    if "url(" in said or "gradient" in said:
        return "image"
    found = next((tone for word in re.split(r"\s+(?![^(]*\))", said) if (tone := colour(word)) is not None), None)
    return found or None


def colour(said: str) -> str | None:
    """A colour as #rrggbb, "" for a transparent one, its own name for another; None for what is no colour."""
    said = said.strip()
    if said in _NO_COLOURS:
        return None
    if said in _COLOURS:
        return _COLOURS[said]
    if re.fullmatch(r"#[0-9a-f]{3,8}", said):
        return _hex(said[1:])
    if said.startswith(("rgb", "hsl")):
        numbers = _NUMBER.findall(said)
        if len(numbers) > 3 and float(numbers[3]) <= FAINTEST:
            return ""
        if said.startswith("rgb") and len(numbers) >= 3:
            return "#" + "".join(f"{min(255, max(0, round(float(one)))):02x}" for one in numbers[:3])
    return said if said.isalpha() else None


def _hex(digits: str) -> str | None:
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) == 8 and int(digits[6:], 16) <= FAINTEST * 255:
        return ""
    return f"#{digits[:6]}" if len(digits) >= 6 else None


def _unescaped(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0x110000 else ""


def pixels(value: str) -> float | None:
    """The first length of a value in px, roughly; None when there is none."""
    found = _LENGTH.search(value)
    return float(found[1]) * (_PX.get(found[2]) or _PX_MORE[found[2]]) if found else None


def _not_displayed(style: Declarations) -> bool:
    return (
        style.get("display", "").startswith("none")
        or style.get("visibility", "") in ("hidden", "collapse")
        or style.get("content-visibility", "") == "hidden"
        or style.get("mso-hide", "") == "all"
    )


def _faint(style: Declarations) -> bool:
    said = [style.get("opacity", "")] + re.findall(r"opacity\s*[(=]\s*([\d.]+%?)", style.get("filter", ""))
    return any(_share(one) <= FAINTEST for one in said if _NUMBER.match(one))


def _share(said: str) -> float:
    number = float(_NUMBER.findall(said)[0])
    return number / 100 if "%" in said else number


def _tiny(style: Declarations) -> bool:
    size = style.get("font-size", "")
    if not size and "font" in style:
        size = next((word for word in style["font"].partition("/")[0].split() if _LENGTH.fullmatch(word)), "")
    if size.endswith("%"):
        size = f"{float(_NUMBER.findall(size)[0]) / 100}em" if _NUMBER.match(size) else ""
    height = pixels(size)
    return height is not None and height < SMALLEST_PX


def _away(style: Declarations) -> bool:
    placed = style.get("position", "") in ("absolute", "fixed", "relative")
    for side in _SIDES:
        distance = pixels(style.get(side, ""))
        if distance is not None and (distance <= -FAR_PX / 5 if side == "text-indent" else distance <= -FAR_PX):
            return True
        if distance is not None and placed and distance >= 10 * FAR_PX:
            return True
    behind = _NUMBER.match(style.get("z-index", ""))
    return bool(placed and behind and float(behind[0]) < 0) or _moved(
        style.get("transform", "") + style.get("translate", "")
    )


def _moved(transform: str) -> bool:
    if re.search(r"scale[xy3d]*\(\s*0?\.?0*\s*[,)]", transform):
        return True
    return any(abs(float(one)) >= 2 * FAR_PX for one in _NUMBER.findall(transform))


def _clipped(style: Declarations) -> bool:
    box = re.match(r"rect\(([^)]*)\)", style.get("clip", ""))
    if box:
        sides = [float(one) for one in _NUMBER.findall(box[1])]
        return len(sides) == 4 and (abs(sides[2] - sides[0]) <= 1 or abs(sides[1] - sides[3]) <= 1)
    path = style.get("clip-path", "")
    inset = re.match(r"inset\(\s*(\d+)(?:\.\d+)?%", path)
    return bool(inset and int(inset[1]) >= 50) or bool(
        re.match(r"(?:circle|ellipse)\(\s*0|polygon\(\s*0\s*0\s*(?:,\s*0\s*0\s*)*\)", path)
    )


def _no_size(style: Declarations) -> bool:
    if not any(
        word in style.get("overflow", "") + style.get("overflow-y", "") + style.get("overflow-x", "")
        for word in ("hidden", "clip")
    ):
        return False
    sizes = (pixels(style.get(side, "")) for side in ("width", "height", "max-width", "max-height", "line-height"))
    return any(size is not None and size <= 1 for size in sizes)


_RULES: tuple[Callable[[Declarations], bool], ...] = (_not_displayed, _faint, _tiny, _away, _clipped, _no_size)
