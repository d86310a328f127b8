"""The smallest pieces of a Lexical document, and what keeps words and addresses from acting in it."""

import re
from unicodedata import bidirectional

Node = dict[str, object]
Nodes = list[Node]

JOINER = "\u2060"  # shows nothing, and parts what Ghost would act upon
_DIRECTIONS = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def node(kind: str, **more: object) -> Node:
    """A node with what it holds."""
    return {"type": kind, "version": 1, **more}


def element(kind: str, children: Nodes, **more: object) -> Node:
    """A node with others in it, read in the direction of the first letter that tells."""
    directions = (_direction(child) for child in children)
    direction = next((each for each in directions if each), None)
    kept = {"direction": direction, "format": "", "indent": 0, "children": children}
    return node(kind, **kept | more)


def _direction(child: Node) -> str | None:
    if "direction" in child:
        return str(child["direction"]) if child["direction"] else None
    kinds = (bidirectional(character) for character in str(child.get("text", "")))
    return next((_DIRECTIONS[kind] for kind in kinds if kind in _DIRECTIONS), None)


def told(words: str) -> str:
    """An alternative text: Ghost writes its `<` as it is, and would cut at one that begins a comment."""
    return re.sub("<(?=!--)", f"<{JOINER}", words.replace("\n", " "))


def address(url: str) -> str:
    """An address in which no `<` can begin a comment either, nor Ghost's own word stand for the site's."""
    return url.replace("<", "%3C").replace(">", "%3E").replace("__GHOST_URL__", "__GHOST_%55RL__")
