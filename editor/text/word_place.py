"""Where in a Markdown source the words stand that a reader sees."""

import re

_WORD = re.compile(r"\w+")
_ENDS = re.compile(r"(\w+)(\W*)\Z")
_NEAR = 4  # words on each side that tell one place from another
_MARKUP = 12  # words on each side within which they stand: an address may be among them


def find_place(source: str, before: str, after: str, share: float = 0.0) -> int | None:
    """The offset in `source` of the point between `before` and `after`; None where it is not found.

    `before` and `after` are what a reader sees on each side of it, without markup, and may be cut short.
    `share` is how much of all that is seen stands before it, 0 to 1: it decides between equals.
    """
    ends, begins = _ENDS.search(before), _WORD.match(after)
    if begins and not (ends and not ends[2]):
        head, word, gap = "", begins[0], ""
    elif ends and begins and not ends[2]:
        head, word, gap = ends[1], ends[1] + begins[0], ""
    elif ends:
        head, word, gap = ends[1], ends[1], ends[2]
    elif first := _WORD.search(after):
        head, word, gap = "", first[0], ""
    else:
        return None
    at = _best(source, word, before[: len(before) - len(head + gap)], after, share)
    if at is None:
        return None
    end = at + len(head)
    return end + len(gap) if gap and source.startswith(gap, end) else end


def _best(source: str, word: str, before: str, after: str, share: float) -> int | None:
    """Where `word` stands in `source` with the words around it that it should have."""
    words = list(_WORD.finditer(source))
    texts = [found[0] for found in words]
    left = _WORD.findall(before)[: -_NEAR - 1 : -1]
    right = [each for each in _WORD.findall(after) if each != word][:_NEAR]
    best: tuple[float, float] | None = None
    place = None
    for at, found in enumerate(words):
        if found[0] != word:
            continue
        agree = _agree(left, texts[max(0, at - _MARKUP) : at][::-1])
        agree += _agree(right, texts[at + 1 : at + 1 + _MARKUP])
        near = -abs(found.start() / len(source) - share)
        if best is None or (agree, near) > best:
            best, place = (agree, near), found.start()
    return place


def _agree(wanted: list[str], there: list[str]) -> float:
    """How many of `wanted` stand in `there` in this order; what lies between makes it count for less."""
    total, at = 0.0, 0
    for each in wanted:
        if each in there[at:]:
            now = there.index(each, at)
            total += 1 / (1 + now - at)
            at = now + 1
    return total
