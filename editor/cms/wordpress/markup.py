"""The smallest pieces of WordPress's markup: text, attributes, block comments, raw HTML made tidy.

All are written in the form that WordPress's HTML filter (kses) gives back unchanged: `&amp;`, `&lt;`,
`&gt;`, double quotes, three-digit references.
"""

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser

Attributes = Mapping[str, str | int | bool | list[int] | list[str]]
_SHORTCODE = re.compile(r"\[(?=[A-Za-z/_\[])")
# what the editor's own save would leave as a reference that it does not mean
_REFERENCE = re.compile(r"&(?=(?:[a-z0-9]+|#[0-9]+|#x[a-f0-9]+);)", re.IGNORECASE)
NOTHING = "<span></span>"  # shows nothing, is kept, and parts what WordPress would act upon
_JOINER = "\u2060"  # the same where no element can stand
_VOID = frozenset({"br", "hr", "img", "source", "track", "col", "input", "area"})
_UNKNOWN = frozenset({"bdi", "time", "wbr"})  # the filter of 6.1 or of 7.1 leaves only their words


def text(words: str) -> str:
    """`words` as HTML text; what WordPress would take for a shortcode stays plain words."""
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SHORTCODE.sub("&#091;", safe)


def attribute(words: str) -> str:
    """`words` as an attribute's value between double quotes."""
    return text(words).replace('"', "&quot;").replace("\n", " ")


def rich(words: str) -> str:
    """`words` as the editor's rich text, in which it keeps no reference but these; one line."""
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    safe = safe.replace("\u00a0", "&nbsp;").replace("\n", " ")
    return _SHORTCODE.sub(f"[{NOTHING}", safe)


def told(words: str) -> str:
    """`words` as an alternative text or a title in what the editor takes apart."""
    apart = _SHORTCODE.sub(f"[{_JOINER}", _REFERENCE.sub(f"&{_JOINER}", words))
    return attribute(apart)


def within(value: str) -> str:
    """An attribute's `value` as it stands within rich text."""
    return value.replace("\u00a0", "&nbsp;").replace("&#091;", f"[{_JOINER}")


def block(name: str, inner: str, attributes: Attributes | None = None) -> str:
    """`inner` between the comments that make it the block `name`."""
    return f"<!-- wp:{name}{settings(attributes)} -->\n{inner}\n<!-- /wp:{name} -->"


def settings(attributes: Attributes | None) -> str:
    """A block's attributes as its comment holds them, with a space before; "" for none.

    Escaped as `serialize_block_attributes` does it, so that no value can end the comment.
    """
    if not attributes:
        return ""
    written = json.dumps(attributes, ensure_ascii=False, separators=(",", ":"))
    for character, escape in (
        ("\\\\", "\\u005c"),
        ("--", "\\u002d\\u002d"),
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ('\\"', "\\u0022"),
    ):
        written = written.replace(character, escape)
    return " " + written


def tidy(html: str) -> str:
    """Raw HTML in the form WordPress's filter leaves alone, without comments (which could be blocks)."""
    tidier = _Tidier()
    tidier.feed(html)
    tidier.close()
    return "".join(tidier.parts)


class _Tidier(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNKNOWN:
            return
        written = "".join(
            f" {name}" if value is None else f' {name}="{attribute(value)}"'
            for name, value in attrs
        )
        self.parts.append(f"<{tag}{written}{' /' if tag in _VOID and tag != 'br' else ''}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID | _UNKNOWN:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(text(data))
