"""Footnotes: which of them a text calls, and their numbers in it."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from editor.model.block import Block, Blocks, Link, Marked, NoteCall


def called(labels: Iterable[str], notes: Mapping[str, Iterable[str]]) -> list[str]:
    """Of the `labels` of calls those of `notes`, and what those notes call, in reading order.

    `notes` has for each note the labels that it calls.
    """
    found: dict[str, None] = {}
    queue = deque(labels)
    while queue:
        label = queue.popleft()
        if label not in found and label in notes:
            found[label] = None
            queue += notes[label]
    return list(found)


def calls(value: object) -> list[str]:
    """The labels of the notes that blocks or inlines call, each as often as it stands there."""
    if isinstance(value, NoteCall):
        return [value.label]
    if isinstance(value, tuple):
        return [label for item in value for label in calls(item)]
    if isinstance(value, Block | Marked | Link):
        return [label for name in value.__slots__ for label in calls(getattr(value, name))]
    return []


def renumbered(blocks: Blocks, numbers: Mapping[str, int]) -> Blocks:
    """`blocks` with the number of each call's note; a block that calls none is the same object."""
    new = _replaced(blocks, numbers)
    assert isinstance(new, tuple)
    return new


def _replaced(value: object, numbers: Mapping[str, int]) -> object:
    if isinstance(value, NoteCall):
        return NoteCall(value.label, numbers.get(value.label, 0))
    if isinstance(value, tuple):
        new = tuple(_replaced(item, numbers) for item in value)
        return value if all(a is b for a, b in zip(new, value, strict=True)) else new
    if isinstance(value, Block | Marked | Link):
        old = {name: getattr(value, name) for name in value.__slots__}
        renewed = {name: _replaced(item, numbers) for name, item in old.items()}
        changed: dict[str, Any] = {k: v for k, v in renewed.items() if v is not old[k]}
        return replace(value, **changed) if changed else value
    return value
