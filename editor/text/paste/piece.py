"""Pieces of a pasted page, one a block, and the Markdown they make together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from editor.model import cut

# what is known only at the end stands between these; no text has them, for they are controls
HEADING = "\x02h{}\x03"
NOTE = "\x02n{}\x03"


class Kind(Enum):
    """What a piece is."""

    TEXT = auto()
    HEADING = auto()
    PICTURE = auto()
    LIST = auto()
    ITEM = auto()  # of a list that nothing encloses, as Word writes them
    QUOTE = auto()
    TABLE = auto()
    CODE = auto()
    DEFINITIONS = auto()
    EMBED = auto()
    RULE = auto()
    CUT = auto()


@dataclass(slots=True)
class Piece:
    """One block; `level` is of a heading or an item, `language` of code, `open` if more may follow in it."""

    kind: Kind
    text: str = ""
    level: int = 1
    ordered: bool = False
    start: int = 1
    loose: bool = False
    language: str = ""
    open: bool = False
    children: list["Piece"] = field(default_factory=list)
    items: list[list["Piece"]] = field(default_factory=list)
    terms: list[tuple[str, list[list["Piece"]]]] = field(default_factory=list)


def joined(pieces: Iterable[Piece], top: bool = True, depth: int = 0) -> str:
    """The Markdown of `pieces`; `top` where nothing encloses them, for only there a fence is one."""
    out: list[str] = []
    last: Piece | None = None
    for piece in gathered(pieces):
        text = _written(piece, top, depth)
        if not text:
            continue
        both = last is not None and last.kind is piece.kind is Kind.LIST
        if both and last is not None and last.ordered == piece.ordered:
            out.append("<!-- -->")  # without anything between they would be one list
        out.append(text)
        last = piece
    return "\n\n".join(out)


def gathered(pieces: Iterable[Piece]) -> list[Piece]:
    """`pieces` with items made lists and the paragraphs of one quote made one."""
    out: list[Piece] = []
    items: list[Piece] = []
    for piece in pieces:
        if piece.kind is Kind.ITEM:
            items.append(piece)
            continue
        if piece.kind is Kind.TEXT and piece.open and items:
            items[-1].children.append(piece)
            continue
        if items:
            out += _lists(items)
            items = []
        if piece.kind is Kind.QUOTE and piece.open and out and out[-1].open:
            out[-1].children += piece.children
        else:
            out.append(piece)
    return out + _lists(items)


def _lists(items: Iterable[Piece]) -> list[Piece]:
    """The lists that items with levels, from 1, mean."""
    tops: list[Piece] = []
    stack: list[Piece] = []  # each open list, its `level` that of its items
    for item in items:
        while stack and stack[-1].level > item.level and len(stack) > 1:
            stack.pop()
        if stack and (stack[-1].ordered != item.ordered and stack[-1].level == item.level):
            stack.pop()
        if not stack or stack[-1].level < item.level:
            new = Piece(Kind.LIST, level=item.level, ordered=item.ordered, start=item.start)
            (stack[-1].items[-1] if stack else tops).append(new)
            stack.append(new)
        stack[-1].items.append(item.children)
    return tops


def _written(piece: Piece, top: bool, depth: int) -> str:
    match piece.kind:
        case Kind.HEADING if top or depth == 0:
            return f"{HEADING.format(piece.level)} {piece.text}"
        case Kind.HEADING:
            return piece.text if "*" in piece.text else f"**{piece.text}**"
        case Kind.LIST:
            return _list(piece, depth)
        case Kind.QUOTE:
            return _quote(piece, depth)
        case Kind.CODE:
            return _code(piece, top)
        case Kind.DEFINITIONS:
            return _definitions(piece, depth)
        case Kind.EMBED:
            return piece.text if top else f"<{piece.text}>"
        case Kind.RULE:
            return "---"
        case Kind.CUT:
            return cut.MARKER if top else ""
    return piece.text


def _list(piece: Piece, depth: int) -> str:
    lines: list[str] = []
    for number, item in enumerate(_items(piece), piece.start):
        marker = f"{number}." if piece.ordered else "-"
        body = _item(item, depth)
        if not body:
            continue
        gap = "\n\n" if lines and piece.loose else "\n"
        lines.append((gap if lines else "") + f"{marker} {_indented(body)}")
    return "".join(lines)


def _items(piece: Piece) -> list[list[Piece]]:
    """The items of a list; what only holds another list gives its items instead, as it has no words."""
    found: list[list[Piece]] = []
    for item in piece.items:
        item = gathered(item)
        while len(item) == 1 and item[0].kind is Kind.LIST and len(item[0].items) == 1:
            item = item[0].items[0]
        if item and item[0].kind is Kind.LIST:
            found += _items(item[0])
            item = item[1:]
        if item:
            found.append(item)
    return found


def _item(pieces: Sequence[Piece], depth: int) -> str:
    out = ""
    for piece in pieces:
        text = _written(piece, False, depth + 1)
        if not out and piece.kind is Kind.CODE:
            text = "\n\n" + text
        close = piece.kind is Kind.LIST and "\n\n" not in out
        out += ("\n" if close else "\n\n" if out else "") + text if text else ""
    return out


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ").replace("\n    \n", "\n\n")


def _quote(piece: Piece, depth: int) -> str:
    inner = gathered(piece.children)
    while len(inner) == 1 and inner[0].kind is Kind.QUOTE:
        inner = gathered(inner[0].children)  # a quote of nothing but a quote is a pull quote
    text = joined(inner, False, depth)
    return (
        "\n".join(
            f"> {each}".rstrip(" ") if not each.endswith("  ") else f"> {each}"
            for each in text.split("\n")
        )
        if text
        else ""
    )


def _code(piece: Piece, top: bool) -> str:
    text = piece.text.strip("\n")
    if not text.strip():
        return ""
    if not top:
        return "\n".join("    " + each if each.strip() else "" for each in text.split("\n"))
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{piece.language}\n{text}\n{fence}"


def _definitions(piece: Piece, depth: int) -> str:
    out: list[str] = []
    for term, texts in piece.terms:
        defined = [joined(text, False, depth + 1) for text in texts]
        out.append(
            "\n".join(filter(None, (term, *(f":   {_indented(each)}" for each in defined if each))))
        )
    return "\n\n".join(out)


def table(rows: list[list[str]], aligns: Sequence[str], caption: str) -> str:
    """A table of cells in Markdown, the first row its head; `aligns` are as in `model.block.Table`."""
    rules = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}
    width = max(len(row) for row in rows)
    full = [row + [""] * (width - len(row)) for row in rows]
    full.insert(1, [rules[align] for align in (*aligns, *[""] * width)][:width])
    text = "\n".join("| " + " | ".join(row) + " |" for row in full)
    return f"{text}\n\n: {caption}" if caption else text


def in_cell(pieces: Iterable[Piece]) -> str:
    """What stands in a cell, in the one line that a table gives it."""
    return "<br>".join(filter(None, (_flat(piece) for piece in gathered(pieces))))


def _flat(piece: Piece) -> str:
    match piece.kind:
        case Kind.LIST:
            items = (in_cell(item) for item in piece.items)
            signs = (f"{n}\\. " if piece.ordered else "• " for n in range(piece.start, 10**9))
            return "<br>".join(sign + item for sign, item in zip(signs, items) if item)
        case Kind.QUOTE:
            return in_cell(piece.children)
        case Kind.CODE:
            lines = (each.strip().replace("`", "'") for each in piece.text.split("\n"))
            return "<br>".join(f"`{each}`" for each in lines if each)
        case Kind.DEFINITIONS:
            return "<br>".join(
                part for term, texts in piece.terms for part in (term, *map(in_cell, texts))
            )
        case Kind.EMBED:
            return f"<{piece.text}>"
        case Kind.RULE | Kind.CUT:
            return ""
    return piece.text.replace("  \n", "<br>").replace("\n", " ")


def plain_pieces(piece: Piece) -> list[Piece]:
    """A definition list as paragraphs, for where no such list can stand."""
    return [
        each
        for term, texts in piece.terms
        for each in (Piece(Kind.TEXT, term), *(p for t in texts for p in t))
    ]
