"""A strict reader of HTML for tests: what a careful parser would complain about."""

from html.parser import HTMLParser

_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
# a paragraph, heading or term holds words, not blocks
_WORDS_ONLY = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt", "a", "span"})
_BLOCKS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "li",
        "blockquote",
        "figure",
        "pre",
        "table",
        "div",
        "section",
        "form",
        "hr",
    ]
)
_ONLY_IN = {
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "tr": {"thead", "tbody", "table"},
    "td": {"tr"},
    "th": {"tr"},
    "figcaption": {"figure"},
}
_NEEDED = {"img": {"src", "alt"}, "time": {"datetime"}, "label": {"for"}, "html": {"lang", "dir"}}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.problems: list[str] = []
        self.ids: set[str] = set()
        self.targets: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.note(len(set(names)) != len(names), f"{tag} has an attribute twice")
        self.note(bool(_NEEDED.get(tag, set()) - set(names)), f"{tag} lacks an attribute")
        parent = self.open[-1] if self.open else ""
        self.note(tag in _ONLY_IN and parent not in _ONLY_IN[tag], f"{tag} within {parent}")
        holder = next((outer for outer in reversed(self.open) if outer in _WORDS_ONLY), "")
        self.note(tag in _BLOCKS and holder not in ("", "a"), f"{tag} within {holder}")
        self.note(tag == "a" and "a" in self.open, "a link within a link")
        values = dict(attrs)
        if (id := values.get("id")) is not None:
            self.note(id in self.ids, f"two things are called {id}")
            self.ids.add(id)
        if (href := values.get("href") or "").startswith("#") and href != "#":
            self.targets.add(href[1:])
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.note(True, f"{tag} closes itself")

    def handle_endtag(self, tag: str) -> None:
        last = self.open.pop() if self.open else "nothing"
        self.note(tag != last, f"{tag} is closed where {last} is open")

    def note(self, wrong: bool, problem: str) -> None:
        if wrong:
            self.problems.append(problem)


def problems(html: str) -> list[str]:
    """What is wrong with `html`: nesting, things named twice, links to nothing, missing attributes."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lost = [f"nothing is called {target}" for target in sorted(reader.targets - reader.ids)]
    unclosed = [f"{tag} is not closed" for tag in reader.open]
    return [*reader.problems, *unclosed, *lost]


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("script", "style", "head")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style", "head")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def shown(html: str) -> str:
    """The words that a reader sees, one space apart."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return " ".join(" ".join(reader.parts).split())
