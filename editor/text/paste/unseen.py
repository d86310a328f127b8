"""What of a pasted page is not read: menus, scripts, frames, fields; and what stands for it."""

import re

from editor.text.paste import address, foreign
from editor.text.paste.line import Run, line
from editor.text.paste.look import Style
from editor.text.paste.pasted import Harm, Loss, Tally
from editor.text.paste.piece import Kind, Piece

Attributes = dict[str, str]

_TAGS = {
    *("script", "style", "title", "template", "noscript", "noembed", "noframes", "xml"),
    *("object", "embed", "applet", "iframe", "frame", "video", "audio", "canvas", "svg"),
    *("math", "textarea", "select", "button", "input", "datalist"),
}
_SILENT = {"script", "style", "title", "desc", "template", "noscript"}
_HARM = {
    "script": Harm.SCRIPT,
    **dict.fromkeys(("iframe", "frame"), Harm.FRAME),
    **dict.fromkeys(("object", "embed", "applet"), Harm.OBJECT),
}
_FIELDS = {"textarea", "select", "button", "input"}


class Unseen:
    """Looks away from an element and all in it; `depth` counts those open while it does, else 0.

    `stands_for_hidden` is set where the next picture only shows again what a comment held, `in_form`
    between the ends of a form.
    """

    def __init__(self, tally: Tally, all_of_it: bool) -> None:
        self.depth = 0
        self.stands_for_hidden = False
        self._tally = tally
        self._all_of_it = all_of_it
        self._inner: list[str] = []
        self._loss: Loss | None = None
        self._formula: list[str] | None = None
        self._media = False
        self._found: list[Piece | Run] = []
        self.in_form = False
        self._field_found = False

    def harm(self, tag: str, attributes: Attributes) -> None:
        """Count what must not come in, wherever it stands."""
        for name in attributes:
            if name.startswith("on") and len(name) > 2 and name.isalpha():
                self._tally[Harm.HANDLER] += 1
        if tag == "form":
            self._field_found = False
            self.in_form = True
        elif tag in _FIELDS and attributes.get("type") != "hidden":
            if not (self.in_form and self._field_found):
                self._tally[Harm.FORM] += 1
            self._field_found = True
        harm = _HARM.get(tag)
        if harm and not (tag == "iframe" and address.framed(attributes.get("src", ""))):
            self._tally[harm] += 1

    def begins(
        self, tag: str, attributes: Attributes, hidden: bool, noted: bool, program: str
    ) -> bool:
        """Whether the element is not read; `noted` if it is the text of a note all the same."""
        side = tag in ("nav", "aside") or attributes.get("role") == "navigation"
        deleted = foreign.is_deletion(tag, attributes, program)
        hidden = hidden or "hidden" in attributes or "katex-html" in attributes.get("class", "")
        if not (hidden or deleted or tag in _TAGS or (side and not (noted or self._all_of_it))):
            return False
        self.depth, self._inner = 1, [tag]
        self._loss, self._formula, self._media = None, None, False
        if deleted:
            self._loss = Loss.DELETION
        elif side and not hidden:
            self._loss = Loss.NAVIGATION
        elif tag == "iframe" and (page := address.framed(attributes.get("src", ""))):
            self._found.append(Piece(Kind.EMBED, page))
        elif tag == "math" and not hidden:
            self._formula = [attributes["alttext"]] if attributes.get("alttext") else []
        elif tag in ("video", "audio"):
            self._media = True
            self._source(attributes)
        elif tag == "canvas" or (tag == "svg" and _wide(attributes.get("width", ""))):
            self._tally[Loss.DRAWING] += 1
        elif tag == "svg":
            self._loss = Loss.DRAWING
        return True

    def within(self, tag: str, attributes: Attributes) -> None:
        """An element begins in what is not read."""
        self.depth += 1
        self._inner.append(tag)
        if tag == "source":
            self._source(attributes)
        elif tag == "annotation" and self._formula is not None:
            self._formula = []  # the formula once more, as it was typed

    def data(self, text: str) -> None:
        """Characters in what is not read."""
        if self._formula is not None:
            self._formula.append(text)
        elif self._loss and not text.isspace() and self._inner[-1] not in _SILENT:
            self._tally[self._loss] += 1
            self._loss = None

    def ends(self) -> bool:
        """An element ends there; whether reading goes on behind it."""
        self.depth -= 1
        self._inner.pop()
        if self.depth:
            return False
        if self._formula is not None:
            self._tally[Loss.FORMULA] += 1
            self._found.append(Run(" ".join("".join(self._formula).split())))
            self._formula = None
        return True

    def taken(self) -> list[Piece | Run]:
        """What stands in the text for what was not read, once."""
        found, self._found = self._found, []
        return found

    def _source(self, attributes: Attributes) -> None:
        url, _ = address.link(attributes.get("src", "")) if self._media else ("", None)
        if url:
            self._media = False
            self._tally[Loss.MEDIA] += 1
            self._found.append(Piece(Kind.TEXT, line([Run(url, Style(link=url))])))


def _wide(width: str) -> bool:
    found = re.match(r"\d+", width)
    return found is not None and int(found[0]) >= 100
