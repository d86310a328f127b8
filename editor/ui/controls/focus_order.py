"""The order of Tab in a part of the window that is made later than what comes after it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def take_place(frame: QWidget) -> None:
    """What is in `frame` comes where that stands in the order, which is else the order of making."""
    chain = [one for one in _chain(frame) if one.focusPolicy() is not Qt.FocusPolicy.NoFocus]
    inside = [one for one in chain if frame.isAncestorOf(one)]
    outside = [one for one in chain if not frame.isAncestorOf(one)]
    if outside:
        for before, one in zip([outside[-1], *inside], inside, strict=False):
            QWidget.setTabOrder(before, one)


def _chain(frame: QWidget) -> Iterator[QWidget]:
    """The order of Tab from `frame` on, round to it."""
    one = frame.nextInFocusChain()
    while one is not None and one is not frame:
        yield one
        one = one.nextInFocusChain()
