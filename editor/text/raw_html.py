"""Raw HTML in a draft, made harmless: no script, no style, no comment, no frame goes out."""

import re
from html.parser import HTMLParser

import nh3

from editor.text.bounds import flattened

# what a page may hold besides what Markdown writes
_BLOCK_TAGS = {
    *("p", "div", "span", "a", "img", "figure", "figcaption", "blockquote", "cite", "q"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr"),
    *("th", "td", "col", "colgroup", "pre", "code", "kbd", "samp", "var", "em", "strong", "b"),
    *("i", "u", "s", "del", "ins", "mark", "small", "sub", "sup", "abbr", "time", "br", "hr"),
    *("wbr", "ruby", "rt", "rp", "bdi", "bdo", "details", "summary", "h2", "h3", "h4", "h5", "h6"),
    *("section", "aside", "address", "audio", "video", "source", "track"),
}
_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "audio": {"src", "controls"},
    "video": {"src", "controls", "width", "height", "poster"},
    "source": {"src", "type"},
    "track": {"src", "kind", "srclang", "label"},
    "details": {"open"},
}
_INLINE_TAGS = {
    *(
        "a",
        "span",
        "q",
        "cite",
        "kbd",
        "samp",
        "var",
        "u",
        "ins",
        "small",
        "time",
        "bdi",
        "bdo",
        "ruby",
    ),
    *("rt", "rp", "em", "strong", "b", "i", "s", "del", "mark", "sub", "sup", "abbr"),
}
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.\-]*:|//", re.I)
_EMPTY = re.compile(r"^(?:<(?!img|hr|audio|video)[^>]*>|\s)*$")


class _Parser(HTMLParser):
    """Takes what begins like a declaration and is none for words; Python's own fails on it."""

    def parse_html_declaration(self, i: int) -> int:
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            self.handle_data("<!")
            return i + 2


def clean_block(piece: str) -> str:
    """A piece of HTML with only what is harmless left; "" where nothing is left."""
    safe = nh3.clean(
        flattened(piece),  # it takes the square of the depth
        tags=_BLOCK_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
    ).strip()
    return "" if _EMPTY.match(safe) else safe


def clean_tag(piece: str) -> str:
    """One tag, or "" when it may not stand in a line of text. Its name comes out in lower case."""
    found: list[str] = []

    class Tags(_Parser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "br":
                found.append("<br>")
            elif tag in _INLINE_TAGS:
                allowed = _ATTRIBUTES["*"] | _ATTRIBUTES.get(tag, set())
                kept = [f' {k}="{_quoted(v or "")}"' for k, v in attrs if k in allowed]
                found.append(f"<{tag}{''.join(kept)}>")

        def handle_endtag(self, tag: str) -> None:
            if tag in _INLINE_TAGS:
                found.append(f"</{tag}>")

    parser = Tags()
    parser.feed(piece)
    parser.close()
    return found[0] if len(found) == 1 else ""


def picture_tag(piece: str) -> tuple[str, str, str] | None:
    """Source, alternative text and title where `piece` is one <img> and nothing else."""
    found: list[tuple[str, str, str]] = []
    other: list[str] = []

    class Pictures(_Parser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = {name: value or "" for name, value in attrs}
            if tag == "img" and given.get("src"):
                found.append((given["src"], given.get("alt", ""), given.get("title", "")))
            else:
                other.append(tag)

        def handle_endtag(self, tag: str) -> None:
            if tag != "img":  # <img/> is told as its end too
                other.append(tag)

        def handle_data(self, data: str) -> None:
            other.append(data.strip())

    parser = Pictures()
    parser.feed(piece)
    parser.close()
    return found[0] if len(found) == 1 and not any(other) else None


def files_in(html: str) -> tuple[str, ...]:
    """The files beside the article that a piece of HTML refers to: pictures, sounds, films."""
    found: list[str] = []

    class Sources(_Parser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            for name, value in attrs:
                if name in ("src", "poster") and value and not _ELSEWHERE.match(value):
                    found.append(value)

    parser = Sources()
    parser.feed(html)
    parser.close()
    return tuple(found)


def removed(body: str) -> tuple[tuple[int, str], ...]:
    """What of the HTML in a text does not go out, each once, with the 1-based line where it first stands."""
    found: dict[str, int] = {}
    shown = _NOT_HTML.sub(lambda code: "\n" * code[0].count("\n"), body)
    for tag in _TAG.finditer(shown):
        name = (tag["name"] or "").lower()
        what = [tag["scheme"].lower() + ":"] if tag["scheme"] else []
        if name and name not in _BLOCK_TAGS | _INLINE_TAGS:
            what.append(f"<{name}>")
        elif name:
            what += [one.lower() for one in _EVENT.findall(tag[0])]
            what += [f"{one.lower()}:" for one in _HOSTILE.findall(tag[0])]
        for one in what:
            found.setdefault(one, shown.count("\n", 0, tag.start()) + 1)
    return tuple((line, what) for what, line in found.items())


# fences, code in a line and comments; then tags, and Markdown's own addresses
_NOT_HTML = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ ]*$|(?P<tick>`+)[^`\n][^\n]*?(?<!`)(?P=tick)(?!`)"
    r"|<!--.*?-->",
    re.M | re.S,
)
_TAG = re.compile(
    r"<(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])[^<>]*>"
    r"|(?:\]\(|^ {0,3}\[[^\]\n]+\]:|<)[ ]*<?(?P<scheme>javascript|vbscript|data)(?=:)",
    re.I | re.M,
)
_EVENT = re.compile(r"\s(on[a-z]+)\s*=", re.I)
_HOSTILE = re.compile(r"=[\s\"']*(javascript|vbscript|data):", re.I)


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
