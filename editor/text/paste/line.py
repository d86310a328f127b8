"""Runs of styled text to one paragraph of our Markdown."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from editor.text.paste.look import Style


class Run(NamedTuple):
    """Text in one style; `raw` is Markdown already, as a picture or the call of a note is."""

    text: str
    style: Style = Style()
    raw: bool = False


Mark = tuple[str, str]  # its kind and, of a language, link or long form, the value

BREAK = Run("  \n", raw=True)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_PLAIN = Style()
_ORDER = ("language", "strong", "em", "del", "mark", "link", "sup", "sub", "long_form", "code")
_SIGNS = {"del": "~~", "mark": "=="}


CELL: Mark = ("cell", "")


def line(runs: Iterable[Run], inside: frozenset[Mark] = frozenset()) -> str:
    """The Markdown of a paragraph; "" where it has no words. A hard break ends a line by two spaces.

    `inside` is of `CELL` where it is to stand in a table.
    """
    text = _rendered(_settled(runs), inside)
    return "\n".join(_guarded(each) for each in text.split("\n"))


def words(runs: Iterable[Run]) -> str:
    """The text of `runs` alone, in one line."""
    return _SPACES.sub(
        " ", "".join(" " if r is BREAK else "" if r.raw else r.text for r in runs)
    ).strip()


def without_mark(runs: Sequence[Run], mark: str) -> list[Run]:
    """`runs` without `mark` where all their words have it."""
    if all(mark in r.style.marks for r in runs if r.text.strip() and not r.raw):
        return [r._replace(style=r.style._replace(marks=r.style.marks - {mark})) for r in runs]
    return list(runs)


def _settled(runs: Iterable[Run]) -> list[Run]:
    """`runs` with single spaces that no mark begins or ends with, and equal neighbours joined."""
    out: list[Run] = []
    space = False
    for run in runs:
        if run is BREAK:
            space = False
            if out and out[-1] is not BREAK:
                out.append(BREAK)
            continue
        text = run.text if run.raw else _SPACES.sub(" ", run.text)
        core = text if run.raw else text.strip(" ")
        space = space or text[:1] == " "
        if not core:
            continue
        if space and out and out[-1] is not BREAK:
            _add(out, Run(" ", _common(out[-1].style, run.style)))
        _add(out, run._replace(text=core))
        space = not run.raw and text[-1] == " "
    while out and out[-1] is BREAK:
        out.pop()
    return out


def _add(out: list[Run], run: Run) -> None:
    last = out[-1] if out else BREAK
    if last.style == run.style and not last.raw and not run.raw:
        out[-1] = last._replace(text=last.text + run.text)
    else:
        out.append(run)


def _common(one: Style, other: Style) -> Style:
    return Style(
        one.marks & other.marks - {"code"},
        one.link if one.link == other.link else "",
        one.language if one.language == other.language else "",
        one.long_form if one.long_form == other.long_form else "",
    )


@lru_cache(maxsize=1024)
def _marks(style: Style) -> tuple[Mark, ...]:
    found = [(name, "") for name in _ORDER if name in style.marks]
    for name in ("language", "link", "long_form"):
        if value := getattr(style, name):
            found.append((name, value))
    return tuple(sorted(found, key=lambda mark: _ORDER.index(mark[0])))


def _rendered(runs: Sequence[Run], inside: frozenset[Mark]) -> str:
    """`runs` with all their marks but those they stand in: what reaches farthest is outermost."""
    out = ""
    at = 0
    while at < len(runs):
        run = runs[at]
        if run.text == " " and not run.raw:  # no mark begins with a space
            out += " "
            at += 1
            continue
        marks = [mark for mark in _marks(run.style) if mark not in inside]
        if len(marks) > 1:  # code is innermost, for in it nothing is Markdown
            marks = [mark for mark in marks if mark[0] != "code"]
        if not marks:
            following = _next_sign(runs, at, inside)
            out += run.text if run.raw else _escaped(run.text, out[-1:], following, inside)
            at += 1
            continue
        ends = {mark: _end(runs, at, mark, inside) for mark in marks}
        mark = max(marks, key=lambda each: (ends[each], -_ORDER.index(each[0])))
        part = runs[at : ends[mark]]
        following = runs[ends[mark]].text[:1] if ends[mark] < len(runs) else ""
        out += _marked(mark, part, inside, out[-1:], following)
        at = ends[mark]
    return out


def _end(runs: Sequence[Run], at: int, mark: Mark, inside: frozenset[Mark]) -> int:
    """Where `mark`, which begins at `at`, ends; it ends in no link that goes on behind it.

    `at` itself if the link must be outside of it.
    """
    end = at
    while end < len(runs) and mark in _marks(runs[end].style):
        end += 1
    if mark[0] == "code":
        return at + 1
    link = runs[end].style.link if end < len(runs) else ""
    if link and mark[0] != "link" and ("link", link) not in inside:
        while end > at and runs[end - 1].style.link == link:
            end -= 1
    while end > at and runs[end - 1].text == " ":
        end -= 1
    return end


def _next_sign(runs: Sequence[Run], at: int, inside: frozenset[Mark]) -> str:
    """What the Markdown after the run at `at` begins with, as far as an escape depends on it."""
    if at + 1 >= len(runs):
        return "*" if inside else ""
    following = runs[at + 1]
    if following.raw:
        return following.text[:1]
    kinds = {kind for mark in _marks(following.style) if mark not in inside for kind in mark[:1]}
    return "[" if "link" in kinds else "*" if kinds else following.text[:1]


def _marked(
    mark: Mark, runs: Sequence[Run], inside: frozenset[Mark], before: str, after: str
) -> str:
    kind, value = mark
    within = inside | {mark}
    if kind == "code":
        return _code("".join(run.text for run in runs))
    if kind == "strong" and ("em", "") not in inside and before != "*":
        both = within | {("em", "")}
        if all("em" in run.style.marks for run in runs):
            inner = _rendered(runs, both)
            return (
                f"***{inner}***" if not _bare(inner, "*") else f"<strong><em>{inner}</em></strong>"
            )
    inner = _rendered(runs, within)
    if not inner:
        return ""
    if kind == "link":
        plain = all(not run.raw and not _marks(run.style._replace(link="")) for run in runs)
        return _link("".join(run.text for run in runs) if plain else "", inner, value)
    if kind == "language":
        return f'<span lang="{value}">{inner}</span>'
    if kind == "long_form":
        title = value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        return f'<abbr title="{title}">{inner}</abbr>'
    sign = _sign(kind, inner, inside, before, after)
    return f"{sign}{inner}{sign}" if sign else f"<{kind}>{inner}</{kind}>"


def _sign(kind: str, inner: str, inside: frozenset[Mark], before: str, after: str) -> str:
    """The sign that sets `inner` off without being read otherwise; "" where only a tag is safe."""
    if sign := _SIGNS.get(kind):
        clash = sign[0] in (before, inner[:1], inner[-1:]) or sign in inner
        return "" if clash else sign
    if kind == "strong":
        return "" if before == "*" or _bare(inner, "*") else "**"
    if kind != "em":
        return ""
    if ("strong", "") not in inside and before != "*" and not _bare(inner, "*"):
        return "*"
    apart = not (before.isalnum() or after.isalnum()) and "_" not in (before, after)
    return "_" if apart and not _bare(inner, "_") else ""


def _bare(text: str, sign: str) -> bool:
    """Whether `sign` stands in `text` without a backslash before it."""
    return sign in re.sub(r"\\.", "", text)


def _link(text: str, inner: str, url: str) -> str:
    if text and " " not in text and text in (url, url.removeprefix("mailto:")):
        bare = url.startswith(("http://", "https://")) or re.fullmatch(r"[\w.+-]+@[\w.-]+", text)
        if bare:
            return f"<{text}>"
    return f"[{inner}]({url})"


def _code(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


_SPECIAL = re.compile(r"[\\`*\[\]<&!|]|_+|~+|=+")
_ESCAPABLE = set("\\`*_{}[]()>#+-.!|")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")


def _escaped(text: str, before: str, after: str, inside: frozenset[Mark]) -> str:
    """`text` with what would be read as Markdown made words; `before` and `after` stand beside it."""
    in_link = any(kind == "link" for kind, _ in inside)
    partners = _partners(text)
    mail = "@" in text  # <1@example.org> is an address

    def escape(found: re.Match[str]) -> str:
        sign, start, end = found[0], found.start(), found.end()
        left = text[start - 1] if start else before
        right = text[end] if end < len(text) else after
        match sign[0]:
            case "\\":
                return "\\\\" if not right or right in _ESCAPABLE else sign
            case "*":
                alone = start > 0 and left == " " and right == " "
                return sign if alone else "\\*"
            case "_":
                return sign if left.isalnum() and right.isalnum() else "\\_" * len(sign)
            case "~" | "=":
                doubled = len(sign) > 1 or sign in (left, right)
                return f"&#{ord(sign[0])};" * len(sign) if doubled else sign
            case "[":
                safe = not in_link and start in partners and right != "^"
                return sign if safe else "\\["
            case "]":
                joined = right in ("(", "[", "<")
                safe = not in_link and start in partners and not joined and end < len(text)
                return sign if safe or (not in_link and start in partners and not right) else "\\]"
            case "<":
                less = right and (right in " =" or right.isdigit()) and not mail
                return sign if less else "&lt;"
            case "&":
                return "&amp;" if _ENTITY.match(text, start) or end == len(text) else sign
            case "!":
                return "\\!" if right == "[" else sign
            case "|":
                return "\\|" if CELL in inside else sign
        return "\\" + sign

    return _SPECIAL.sub(escape, text)


def _partners(text: str) -> set[int]:
    """Where the square brackets of `text` stand that have their other one in it."""
    open_, found = [], set()
    if "[" in text:
        for at, sign in enumerate(text):
            if sign == "[":
                open_.append(at)
            elif sign == "]" and open_:
                found |= {at, open_.pop()}
    return found


_LINE_START = re.compile(
    r"(?P<sign>\#|>|[-+](?=\s|$)|-(?=[- ]*$))|(?P<number>\d+)\.(?=\s|$)"
    r"|(?P<other>=(?==*\s*$)|:(?=\s)|[|:-](?=[|:\- ]*\|[|:\- ]*$))"
    r"|(?P<label>\[[^\]]*)\]:"
)


def _guarded(text: str) -> str:
    """One line with what only means something at its start made words."""
    found = _LINE_START.match(text)
    if found is None:
        return text
    rest = text[found.end() :]
    if found["sign"]:
        return f"\\{found['sign']}{rest}"
    if found["number"]:
        return f"{found['number']}\\.{rest}"
    if found["label"]:
        return f"{found['label']}\\]:{rest}"
    return f"&#{ord(found['other'])};{rest}"
