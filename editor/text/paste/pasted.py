"""What a paste became: its Markdown, its pictures, and what of it could not be kept."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class Loss(StrEnum):
    """What an article has no place for; the value is its code."""

    MERGED_CELL = "merged-cell"
    TEXT_BOX = "text-box"
    FORMULA = "formula"
    MEDIA = "media"
    LINK = "link"
    NOTE = "note"
    COMMENT = "comment"
    DELETION = "deletion"
    PICTURE = "picture"
    DRAWING = "drawing"
    NAVIGATION = "navigation"

    @property
    def kept(self) -> bool:
        """Whether its words stand in the Markdown all the same."""
        return self in _KEPT


_KEPT = {Loss.MERGED_CELL, Loss.TEXT_BOX, Loss.FORMULA, Loss.MEDIA, Loss.LINK}


class Harm(StrEnum):
    """What must not come into an article; the value is its code."""

    SCRIPT = "script"
    FRAME = "frame"
    OBJECT = "object"
    FORM = "form"
    HANDLER = "handler"
    ADDRESS = "address"
    CONTROL = "control"
    INVISIBLE = "invisible"
    DIRECTION = "direction"


@dataclass(frozen=True, slots=True)
class Lost:
    """One kind of thing that could not be kept, and how many there were."""

    code: Loss
    count: int


@dataclass(frozen=True, slots=True)
class Removed:
    """One kind of harmful thing that was taken out, and how many there were."""

    code: Harm
    count: int


@dataclass(frozen=True, slots=True)
class PastedPicture:
    """A picture: `name` stands in the Markdown; `data` are its bytes, or b"" where `address` has it."""

    name: str
    data: bytes
    address: str = ""


@dataclass(frozen=True, slots=True)
class Pasted:
    """Clean Markdown without a newline at its end, and what became of the rest."""

    markdown: str
    lost: tuple[Lost, ...] = ()
    removed: tuple[Removed, ...] = ()
    pictures: tuple[PastedPicture, ...] = ()


Tally = Counter[Loss | Harm]


def losses(tally: Tally) -> tuple[Lost, ...]:
    """What was lost, in the order of `Loss`."""
    return tuple(Lost(code, tally[code]) for code in Loss if tally[code])


def removals(tally: Tally) -> tuple[Removed, ...]:
    """What was removed, in the order of `Harm`."""
    return tuple(Removed(code, tally[code]) for code in Harm if tally[code])
