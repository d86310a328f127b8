"""What could not be kept of a paste, and what was taken out of it, in words."""

from collections.abc import Sequence

from editor.text.paste.pasted import Harm, Loss, Pasted
from editor.ui.wording import plural, tr


def account(pasted: Pasted) -> str:
    """The sentences of a note on `pasted`; "" where there is nothing to say."""
    kept = [_lost(one.code, one.count) for one in pasted.lost if one.code.kept]
    gone = [_lost(one.code, one.count) for one in pasted.lost if not one.code.kept]
    harmful = [_harmful(one.code, one.count) for one in pasted.removed]
    parts = (
        (tr("Not kept: {things}."), gone),
        (tr("Kept as plain text: {things}."), kept),
        (tr("Removed: {things}."), harmful),
    )
    return " ".join(words.format(things=_listed(things)) for words, things in parts if things)


def _listed(things: Sequence[str]) -> str:
    return tr("{some} and {last}").format(
        some=", ".join(things[:-1]), last=things[-1]
    ) if len(things) > 1 else things[0]  # fmt: skip


def _lost(code: Loss, count: int) -> str:
    one, many = {
        Loss.MERGED_CELL: ("{n} merged cell", "{n} merged cells"),
        Loss.TEXT_BOX: ("{n} text box", "{n} text boxes"),
        Loss.FORMULA: ("{n} formula", "{n} formulas"),
        Loss.MEDIA: ("{n} player", "{n} players"),
        Loss.LINK: ("{n} link that leads nowhere", "{n} links that lead nowhere"),
        Loss.NOTE: ("{n} note", "{n} notes"),
        Loss.COMMENT: ("{n} comment", "{n} comments"),
        Loss.DELETION: ("{n} deleted passage", "{n} deleted passages"),
        Loss.PICTURE: ("{n} picture", "{n} pictures"),
        Loss.DRAWING: ("{n} drawing", "{n} drawings"),
        Loss.NAVIGATION: ("{n} menu of the page", "{n} menus of the page"),
    }[code]
    return plural(one, many, count)


def _harmful(code: Harm, count: int) -> str:
    one, many = {
        Harm.SCRIPT: ("{n} script", "{n} scripts"),
        Harm.FRAME: ("{n} frame", "{n} frames"),
        Harm.OBJECT: ("{n} embedded object", "{n} embedded objects"),
        Harm.FORM: ("{n} form", "{n} forms"),
        Harm.HANDLER: ("{n} script in an element", "{n} scripts in elements"),
        Harm.ADDRESS: ("{n} address that runs code", "{n} addresses that run code"),
        Harm.CONTROL: ("{n} control character", "{n} control characters"),
        Harm.INVISIBLE: ("{n} invisible character", "{n} invisible characters"),
        Harm.DIRECTION: (
            "{n} character that turns text round", "{n} characters that turn text round"
        ),
    }[code]  # fmt: skip
    return plural(one, many, count)
