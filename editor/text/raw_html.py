"""Raw HTML in a draft, made harmless: no script, no style, no comment, no frame goes out."""

import re
from html.parser import HTMLParser

import nh3

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
        piece,
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


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
