"""A long line in which a word was typed: what is styled in it moves, and need not be found again."""

from typing import TypeVar

from editor.ui.writing.inline_styles import LONG_LINE

Made = TypeVar("Made")
Run = tuple[int, int, Made]

_LEAD = 64  # characters; what a line begins with says what kind of line it is
_FEW = 64  # characters that are typed or taken away at once
_MARKS = ("TK", "TODO")
_STOPS = ".,;!?’'"
_TO_LETTERS = str.maketrans(dict.fromkeys(f" {_STOPS}", "a"))


def moved(old: str, new: str, runs: list[Run[Made]]) -> list[Run[Made]] | None:
    """The runs of `new`, (begin, length, made), when those of `old` are known; None where it must be read.

    They only move where letters change within words that stand between blanks and within one run: no
    mark begins or ends there, and whether one beside a blank does is not for the word after it to say.
    """
    grown = len(new) - len(old)
    if abs(grown) > _FEW or (len(old) > LONG_LINE) != (len(new) > LONG_LINE):
        return None
    begin = _shared(old, new)
    end = max(begin, begin - grown)  # in `old`, where its rest begins
    if old[end:] != new[end + grown :]:
        return None
    first, last = old.rfind(" ", 0, begin), old.find(" ", end)
    if first < _LEAD or (last < 0 and " " in (old[-1:], new[-1:])):
        return None
    ends = len(old) if last < 0 else last
    if not (_plain(old[first:ends]) and _plain(new[first : ends + grown])):
        return None
    if any(stop in f"{old[begin:end]}{new[begin : end + grown]}" for stop in _STOPS):
        return None  # which may have ended a mark
    found: list[Run[Made]] = []
    for at, length, made in runs:
        over = at + length
        if over <= first or at > ends:
            found.append((at + grown if at > begin else at, length, made))
        elif at <= first and (over > ends or over == len(old)):
            found.append((at, length + grown, made))
        else:
            return None
    return found


def _shared(old: str, new: str) -> int:
    """How many characters both begin with."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _plain(words: str) -> bool:
    """Whether there are only words and what ends a sentence or its parts, and none that is a mark."""
    return words.translate(_TO_LETTERS).isalnum() and not any(mark in words for mark in _MARKS)
