"""Reads pasted HTML event by event, as the parser meets it: no tree, so nothing is nested too deep."""

import re
from collections import Counter
from dataclasses import dataclass

from editor.text.paste import address, foreign, notes
from editor.text.paste.frames import Frame, Frames, Place
from editor.text.paste.grid import Cell, Grid
from editor.text.paste.line import BREAK, CELL, Run, line, without_mark, words
from editor.text.paste.look import NOTHING, Look, Style, look, styled
from editor.text.paste.pasted import Harm, Loss, PastedPicture, Tally
from editor.text.paste.piece import NOTE, Kind, Piece
from editor.text.paste.plain import spaced, tidied
from editor.text.paste.unseen import Unseen

Attributes = dict[str, str]

_DEEPEST = 20  # frames within one another; what stands deeper is read as its words
_HEADINGS = {f"h{n}" for n in range(1, 7)}
_BLOCKS = {
    *("p", "div", "section", "article", "main", "header", "footer", "address", "body", "center"),
    *("details", "summary", "fieldset", "legend", "form", "figure", "figcaption", "caption", "hr"),
    *("ul", "ol", "dir", "menu", "li", "dl", "dt", "dd", "blockquote", "pre", "table", "tr"),
    *("td", "th", "thead", "tbody", "tfoot", "nav", "aside", "video", "audio", "iframe"),
    *_HEADINGS,
}


@dataclass(slots=True)
class Element:
    """An open element: what is put back when it ends, and what stood there before it."""

    tag: str
    style: Style
    frame: Frame | None = None
    pieces: int = 0
    runs: int = 0
    href: str = ""
    marker: bool = False


@dataclass(slots=True)
class Paragraph:
    """What the open paragraph is besides words; `level` is of an item in Word."""

    heading: int | None = None
    level: int = 0
    quote: bool = False
    goes_on: bool = False


class Reader:
    """The parser's target. Its Markdown is made of `frames` once the page is read.

    `language` is the one that needs no mark; `all_of_it` keeps the words of menus and asides.
    """

    def __init__(self, tally: Tally, language: str, all_of_it: bool) -> None:
        self.tally = tally
        self.language = language
        self.letters: Counter[str] = Counter()
        self.frames = Frames(tally)
        self.pictures: list[PastedPicture] = []
        self._program = ""
        self._open: list[Element] = []
        self._style = Style()
        self._runs: list[Run] = []
        self._data: list[str] = []
        self._paragraph = Paragraph()
        self._marker: list[str] | None = None
        self._numbering = (False, 1)
        self._code: list[str] | None = None
        self._code_language = ""
        self._called: set[str] = set()
        self._unseen = Unseen(tally, all_of_it)

    # what the parser calls

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        attributes = dict(attributes)  # the parser's own mapping is slow to ask
        self._flush()
        if not self._program:
            self._program = foreign.program(tag, attributes)
        self._unseen.harm(tag, attributes)
        if self._unseen.depth:
            self._unseen.within(tag, attributes)
            self._put(self._unseen.taken())
            return
        if tag in _BLOCKS and self._code is None:
            self._close_line()
        element = Element(
            tag, self._style, pieces=len(self.frames.innermost.pieces), runs=len(self._runs)
        )
        css = attributes.get("style")
        seen = look(css) if css else NOTHING
        noted = notes.label(attributes.get("id", "")) in self._called
        if self._unseen.begins(tag, attributes, seen.hidden, noted, self._program):
            self._put(self._unseen.taken())
            return
        self._open.append(element)
        self._style = styled(self._style, tag, attributes, seen)
        self._note(element, tag, attributes)
        if tag in _BLOCKS:
            self._begin_block(element, tag, attributes, seen)
        else:
            self._begin_inline(element, tag, attributes, seen)

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        self._flush()
        if self._unseen.depth:
            if self._unseen.ends():
                self._put(self._unseen.taken())
            return
        if not self._open:
            return
        element = self._open.pop()
        if element.marker:
            self._end_marker()
        if tag == "a":
            self._end_link(element)
        elif tag == "form":
            self._unseen.in_form = False
        elif tag == "q":
            self._runs.append(Run("”", self._style))
        if tag == "pre" and self._code is not None:
            self._end_code()
        elif tag in _BLOCKS and self._code is not None:
            self._code.append("" if "".join(self._code[-1:]).endswith("\n") else "\n")
        elif tag in _BLOCKS:
            self._close_line()
            self._paragraph = Paragraph()
        if element.frame:
            self.frames.leave(element.frame)
        self._style = element.style

    def data(self, text: str) -> None:
        """Characters; the parser may cut them anywhere."""
        if self._unseen.depth:
            self._unseen.data(text)
        else:
            self._data.append(text)

    def comment(self, text: str) -> None:
        """A comment; Word hides much in them."""
        self._flush()
        said = text.strip()
        if self._unseen.depth:
            return
        if said.lower() == "more":
            self._close_line()
            self.frames.innermost.pieces.append(Piece(Kind.CUT))
        elif said == "[if !supportLists]":
            if self._paragraph.level:
                self._marker = []
        elif said == "[endif]" and self._marker is not None:
            self._end_marker()
        elif found := foreign.hidden(said, self._program):
            loss, hidden = found
            self.tally[loss] += 1
            self._unseen.stands_for_hidden = loss is not Loss.COMMENT
            clean = [Run(spaced(tidied(each, self.tally))) for each in hidden]
            if loss is Loss.TEXT_BOX:
                self.frames.innermost.pieces += [Piece(Kind.TEXT, line([run])) for run in clean]
            else:
                self._runs += clean

    def close(self) -> "Reader":
        """The end of the page."""
        self._flush()
        if self._code is not None:
            self._end_code()
        self._close_line()
        self.frames.leave_all()
        return self

    # blocks

    def _begin_block(self, element: Element, tag: str, attributes: Attributes, seen: Look) -> None:
        if self._code is not None:
            return
        heading = foreign.heading(tag, attributes)
        if tag == "p" or heading is not None:
            goes_on = foreign.goes_on(attributes) and not seen.list_level
            quote = foreign.is_quote(attributes)
            self._paragraph = Paragraph(heading, seen.list_level, quote, goes_on)
            self._numbering = (False, 1)
            item = self.frames.innermost
            if item.place is Place.ITEM and not self._program:
                item.piece.loose = True
        elif tag == "pre":
            self._code, self._code_language = [], _code_language(attributes)
        elif tag == "hr":
            self.frames.innermost.pieces.append(Piece(Kind.RULE))
        elif (
            not element.frame
            and self.frames.depth <= _DEEPEST
            and (frame := self._frame(tag, attributes))
        ):
            element.frame = self.frames.enter(frame)
        align = seen.align or attributes.get("align", "").lower()
        if align and self.frames.innermost.place is Place.CELL:
            sides = {"right": "right", "end": "right", "center": "center", "middle": "center"}
            self.frames.innermost.cell.align = sides.get(align, "")

    def _frame(self, tag: str, attributes: Attributes) -> Frame | None:
        """The frame that an element is, if it is one."""
        outer = self.frames.innermost
        if tag in ("dt", "dd") and outer.place in (Place.TERM, Place.MEANING):
            self.frames.leave(outer)  # the parser leaves it open
            outer = self.frames.innermost
        match tag:
            case "blockquote":
                return Frame(Place.QUOTE, Piece(Kind.QUOTE))
            case "ul" | "ol" | "menu" | "dir":
                start = _number(attributes.get("start", ""), 1)
                return Frame(Place.LIST, Piece(Kind.LIST, ordered=tag == "ol", start=start))
            case "li":
                return Frame(Place.ITEM, self._item(attributes, outer))
            case "table":
                return Frame(Place.TABLE, grid=Grid(attributes.get("role") == "presentation"))
            case "tr" if outer.place is Place.TABLE:
                outer.grid.row()
            case "td" | "th" if outer.place is Place.TABLE:
                span = (_number(attributes.get(each, ""), 1) for each in ("colspan", "rowspan"))
                across, down = span
                return Frame(
                    Place.CELL,
                    cell=Cell(head=tag == "th" or len(outer.grid.rows) < 2),
                    span=(across, down),
                )
            case "figure":
                return Frame(Place.FIGURE)
            case "figcaption" | "caption":
                return Frame(Place.CAPTION)
            case "dl":
                return Frame(Place.TERMS, Piece(Kind.DEFINITIONS))
            case "dt" if outer.place is Place.TERMS:
                return Frame(Place.TERM)
            case "dd" if outer.place is Place.TERMS:
                return Frame(Place.MEANING)
        return None

    def _item(self, attributes: Attributes, outer: Frame) -> Piece:
        """An item; Word on the web writes a list for each, and tells the level."""
        level = attributes.get("data-aria-level", "")
        if level.isdecimal() and outer.place is Place.LIST:
            return Piece(Kind.ITEM, level=int(level), ordered=outer.piece.ordered)
        return Piece(Kind.TEXT)

    def _put(self, found: list[Piece | Run]) -> None:
        """What stands in the text for something that is not read."""
        for each in found:
            if isinstance(each, Run):
                self._runs.append(each._replace(style=self._style))
            else:
                self._close_line()
                self.frames.innermost.pieces.append(each)

    def _end_code(self) -> None:
        text = tidied("".join(self._code or ()), self.tally).expandtabs(4).replace("\xa0", " ")
        self._code = None
        piece = Piece(Kind.CODE, text, language=self._code_language)
        if text.strip():
            self.frames.innermost.pieces.append(piece)

    # paragraphs

    def _flush(self) -> None:
        """What the parser cut is one run again."""
        if not self._data:
            return
        text = "".join(self._data)
        self._data.clear()
        if self._marker is not None:
            self._marker.append(text)
        elif self._code is not None:
            self._code.append(text)
        else:
            text = spaced(tidied(text, self.tally))
            self.letters[self._style.language] += len(text.strip())
            style = self._style
            if style.language == self.language or not any(map(str.isalpha, text)):
                style = style._replace(language="")
            self._runs.append(Run(text, style))

    def _close_line(self) -> None:
        """The runs so far are a paragraph."""
        self._flush()
        if self._marker is not None:
            self._end_marker()
        runs, self._runs = self._runs, []
        if not any(run.raw or run.text.strip() for run in runs if run is not BREAK):
            return
        frame = self.frames.innermost
        if frame.place is Place.CAPTION:
            frame.caption += [*([Run(" ")] if frame.caption else []), *runs]
            return
        heading = self._paragraph.heading
        if heading is not None or frame.cell.head:
            runs = [run if run is not BREAK else Run(" ") for run in without_mark(runs, "strong")]
        text = line(runs, frozenset((CELL,) if self.frames.holds(Place.CELL) else ()))
        if text:
            frame.pieces.append(self._piece(text, runs))

    def _piece(self, text: str, runs: list[Run]) -> Piece:
        said = self._paragraph
        if said.heading is not None:
            hashes = len(text) - len(text.rstrip("#"))
            text = text[: len(text) - hashes] + "\\#" * hashes
            return Piece(Kind.HEADING, text, level=said.heading)
        if all(
            run.text.startswith("![") for run in runs if run.raw and run is not BREAK
        ) and not any(run.text.strip() for run in runs if not run.raw):
            return Piece(Kind.PICTURE, text)
        piece = Piece(Kind.TEXT, text, open=said.goes_on)
        alone = words(runs)
        bare = " " not in alone and all(run.style.link in ("", alone) for run in runs)
        if bare and (page := address.shown(alone)):
            piece = Piece(Kind.EMBED, page)
        if said.level:
            ordered, start = self._numbering
            return Piece(
                Kind.ITEM, level=said.level, ordered=ordered, start=start, children=[piece]
            )
        return Piece(Kind.QUOTE, open=True, children=[piece]) if said.quote else piece

    def _end_marker(self) -> None:
        marker, self._marker = "".join(self._marker or ()), None
        if self._paragraph.heading is not None:
            self._runs.append(Run(spaced(tidied(marker, self.tally)), self._style))
        elif marker.strip():
            self._numbering = foreign.numbering(marker)

    # within a line

    def _begin_inline(self, element: Element, tag: str, attributes: Attributes, seen: Look) -> None:
        if self._code is not None:
            if tag == "br":
                self._code.append("\n")
            elif tag == "code" and not self._code_language:
                self._code_language = _code_language(attributes)
            return
        if seen.list_marker and self._marker is None:
            self._marker, element.marker = [], True
        if tag == "br":
            self._break()
        elif tag == "a":
            self._begin_link(element, attributes)
        elif tag == "img":
            self._picture(attributes)
        elif tag == "q":
            self._runs.append(Run("“", self._style))
        elif tag in ("abbr", "acronym") and (title := attributes.get("title", "").strip()):
            self._style = self._style._replace(long_form=" ".join(title.split()))

    def _break(self) -> None:
        """One break is kept; two are the end of a paragraph."""
        while self._runs and not self._runs[-1].raw and not self._runs[-1].text.strip():
            self._runs.pop()
        if self._runs and self._runs[-1] is BREAK:
            self._close_line()
        else:
            self._runs.append(BREAK)

    def _begin_link(self, element: Element, attributes: Attributes) -> None:
        element.href = attributes.get("href", "").strip()
        url, said = address.link(element.href)
        if said:
            self.tally[said] += 1
        self._style = self._style._replace(link=url)

    def _end_link(self, element: Element) -> None:
        """A link within the page calls a note, leads back from one, or is only its words."""
        if element.href[:1] != "#":
            own = self._runs[element.runs :]
            if len(own) == 1 and own[0].raw and address.is_picture(element.href):
                self._runs[-1] = own[0]._replace(style=own[0].style._replace(link=""))
            return
        own = self._runs[element.runs :]
        said = words(own)
        raised = any("sup" in run.style.marks for run in own)
        if notes.is_comment(element.href) or (self.frames.note_open() and notes.is_way_back(said)):
            del self._runs[element.runs :]
        elif notes.is_call(element.href, said, raised):
            label = notes.label(element.href)
            self._called.add(label)
            self._runs[element.runs :] = [Run(NOTE.format(label), Style(), raw=True)]

    def _note(self, element: Element, tag: str, attributes: Attributes) -> None:
        """The text of a note begins where an anchor stands that was called above."""
        name = attributes.get("id") or attributes.get("name") or ""
        comment = foreign.is_comment_text(attributes) or notes.is_comment_text(name)
        label = notes.label(name)
        if not comment and (label not in self._called or self.frames.note_open(label)):
            return
        place: Element | None = element
        if tag == "a":  # at the beginning of a paragraph, or of the division around it
            at = len(self.frames.innermost.pieces)
            around = [e for e in self._open[-4:-1] if e.tag in ("p", "div", "li")]
            free = [e for e in around if e.pieces == at and e.frame is None]
            place = None if words(self._runs) else next(iter(free), None)
        elif tag not in ("p", "div", "li", "section", "aside", "dd"):
            return
        if place is not None and place.frame is None:
            self.tally[Loss.COMMENT] += comment
            frame = Frame(Place.NOWHERE if comment else Place.NOTE, label=label)
            place.frame = self.frames.enter(frame)

    def _picture(self, attributes: Attributes) -> None:
        src = attributes.get("src", "")
        small = {attributes.get("width"), attributes.get("height")} <= {"0", "1"}
        ticked = attributes.get("aria-roledescription") == "checkbox"  # of a list to tick, in Docs
        if small or ticked or self._unseen.stands_for_hidden:
            self._unseen.stands_for_hidden = False
            return
        data, ending = address.picture_data(src)
        if data:
            target = f"pasted-{len(self.pictures) + 1}.{ending}"
        else:
            target, said = address.link(src)
            if said is Harm.ADDRESS and not src.startswith(("data:image", "file:", "blob:")):
                self.tally[said] += 1
            elif not target.startswith("http"):
                target = ""
                self.tally[Loss.PICTURE] += 1
        if target:
            self.pictures.append(PastedPicture(target, data, "" if data else target))
            alt = " ".join(tidied(attributes.get("alt", ""), self.tally).split())
            alt = re.sub(
                r"[\\\[\]`*_<&]",
                lambda m: "&lt;" if m[0] == "<" else "&amp;" if m[0] == "&" else "\\" + m[0],
                alt,
            )
            self._runs.append(
                Run(f"![{alt}]({target})", self._style._replace(marks=frozenset()), raw=True)
            )


def _code_language(attributes: Attributes) -> str:
    """The language that a page says its code is in; highlighters of the web name it in these ways."""
    names = attributes.get("class", "")
    found = re.search(r"(?:language-|lang-|highlight-source-|brush:\s*)([\w+#.-]+)", names)
    return found[1] if found else ""


def _number(value: str, default: int) -> int:
    return int(value) if value.isdecimal() and len(value) < 7 else default
