"""A line of text as Lexical's text nodes, in the way that Ghost writes each with its marks alone."""

from collections.abc import Iterator

from editor.cms.ghost.markup import one_line
from editor.cms.ghost.nodes import Node, Nodes, address, element, node
from editor.model.block import InlineCode, Inlines, LineBreak, Link, Mark, Marked, Text

_BITS = {
    Mark.STRONG: 1,
    Mark.EMPHASIS: 2,
    Mark.STRIKE: 4,
    Mark.SUBSCRIPT: 32,
    Mark.SUPERSCRIPT: 64,
    Mark.HIGHLIGHT: 128,
}
_CODE = 16
_IN_ORDER = tuple(sorted((*_BITS.values(), _CODE)))  # as Ghost opens those that begin together
_UNMERGEABLE = 2


def fits(inlines: Inlines) -> bool:
    """Whether Ghost's text nodes show all of `inlines`."""
    for item in inlines:
        match item:
            case Text() | InlineCode() | LineBreak():
                pass
            case Marked(_, children) | Link(_, children, ""):
                if not fits(children):
                    return False
            case _:
                return False
    return True


def words(inlines: Inlines) -> Nodes:
    """The nodes of `inlines`, which fit."""
    return _kept_apart(list(_runs(inlines, 0)))


def _runs(inlines: Inlines, marks: int) -> Iterator[Node]:
    broken = False
    for item in inlines:
        match item:
            case Text(text):
                if shown := one_line(text.removeprefix("\n") if broken else text):
                    yield _run(shown, marks)
            case InlineCode(text):
                yield _run(one_line(text), marks | _CODE)
            case Marked(mark, children):
                yield from _runs(children, marks | _BITS[mark])
            case Link(url, children):
                inner = _kept_apart(list(_runs(children, marks)))
                yield element("link", inner, url=address(url), rel=None, target=None, title=None)
            case LineBreak():
                yield node("linebreak")
            case _:
                raise AssertionError(item)  # it does not fit
        broken = isinstance(item, LineBreak)


def _kept_apart(nodes: Nodes) -> Nodes:
    """`nodes`, with an empty text before each run that would keep a mark of the run before it.

    At the end of a run Ghost closes as many marks as have ended, the innermost of those that are open,
    be they the ones that ended or not: "**a *b***" and then "*c*" would come out bold.
    """
    kept: Nodes = []
    opened: list[int] = []
    for at, each in enumerate(nodes):
        kept.append(each)
        if each["type"] == "linebreak":
            continue
        following = _following(nodes[at + 1 :])
        begun = [bit for bit in _IN_ORDER if _marks(each) & bit and bit not in opened]
        opened += sorted(begun, key=lambda bit: _distance(bit, following))
        lasting = [bit for bit in opened if following and following[0] & bit]
        if opened[: len(lasting)] != lasting:
            kept.append(_run("", 0) | {"detail": _UNMERGEABLE})  # Lexical drops other empty texts
            lasting = []
        opened = lasting
    return kept


def _following(nodes: Nodes) -> list[int]:
    """The marks of the texts up to a link, before which Ghost closes all."""
    found: list[int] = []
    for each in nodes:
        if each["type"] == "link":
            break
        if each["type"] != "linebreak":
            found.append(_marks(each))
    return found


def _distance(bit: int, following: list[int]) -> int:
    return next((n for n, marks in enumerate(following) if marks & bit), len(following))


def _marks(each: Node) -> int:
    marks = each["format"]
    return marks if isinstance(marks, int) else 0  # a link's is its alignment


def _run(text: str, marks: int) -> Node:
    return node("extended-text", text=text, format=marks, detail=0, mode="normal", style="")
