"""A text read again and again as it is written: only the chunks that changed are parsed again.

A chunk is one or more top-level blocks whose parsing hangs on nothing around them but what the whole
text defines: the addresses of links, the labels of footnotes, abbreviations. A new chunk begins after a
blank line, unless what stands there may go on with what stands above: an indented line, a definition,
a further item of a list, the rest of a fence or of raw HTML. Where that is not certain they stay one
chunk: a larger chunk is read more slowly, and never differently.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from threading import Lock

from markdown.util import BLOCK_LEVEL_ELEMENTS

from editor.model import cut, private_note
from editor.model.article import Article, Reckoned, count_words
from editor.model.audience import Access
from editor.model.block import Block, Blocks, Footnote, Paragraph, Text, plain_blocks
from editor.model.draft import Draft
from editor.text.dialect import FENCED, Defined, is_html_open
from editor.text.notes import called, calls, renumbered
from editor.text.parse import cut_token, read_part

_BLANK = re.compile(r"\n(?:[ ]*\n)+")
_GAP = re.compile(r"\n *\n *\n\Z")
_LEADING = re.compile(r"(?: *\n)+")
_FENCE = re.compile(r"^(?:~{3,}|`{3,})[^\n]*", re.M)
_NOTE = re.compile(r" {0,3}\[\^[^\]]*\]:")
_DEFINES = re.compile(r" {0,3}\[[^\[\]]*\]:|\*\[[^\\]*?\] ?:")
_ITEM = re.compile(r" *(?:\d+\.|[*+-]) ")
_ITEMS = re.compile(rf"(?:^|>){_ITEM.pattern}", re.M)  # raw HTML may stand before it
_GOES_ON = re.compile(r"(?:^|>) {0,3}: ", re.M)
_LABEL = re.compile(r"\[([^\[\]]*)\]")
# what the whole text hangs on: a name taken out of the abbreviations again, a fence with attributes
_ODD = re.compile(r"^\*\[[^\\]*?\] ?: *\n? *(?:''|\"\") *$|^(?:~{3,}|`{3,})[^\n]*\{|\r", re.M)
_ODD_MARKS = ("*[", "{", "\r")
_WHOLE_TAG = re.compile(
    r"<!--[^<>-](?:[^<>-]|-(?!-))*-->"
    r"|</?[a-zA-Z](?:[^<>\"'=`]|=\s*(?:\"[^\"<]*\"|'[^'<]*'|[^\s<>\"'=`]+))*>"
)
_TAG = re.compile(r"<!--|<!\[CDATA\[|<[!?]|</?(?P<name>[a-zA-Z][a-zA-Z0-9]*|(?=/))")
_CLOSES = {
    "<!--": re.compile("--!?>"),
    "<![CDATA[": re.compile(r"\]\s*\]\s*>"),
    "<?": re.compile(r"\?>"),
}
_CLOSE = re.compile(">")
_NOTHING = Defined()


@dataclass(frozen=True, slots=True)
class _Piece:
    """Where a chunk stands in the text.

    `solid`: it surely begins with a block, and not with a definition, which may leave none. `lists`: a
    list may be what stands last up to here; `terms`: a list of definitions may. `ahead`: where it ends
    hangs on text far below.
    """

    start: int
    end: int
    solid: bool
    lists: bool
    terms: bool
    ahead: bool


@dataclass(eq=False, slots=True)
class _Chunk:
    """One chunk as it was read. `lines` are those of its blocks, from its first, which is 0."""

    text: str
    solid: bool
    terms: bool
    ahead: bool
    own: Defined
    labels: frozenset[str]
    blocks: Blocks = ()
    notes: dict[str, Blocks] = field(default_factory=dict)
    calls: tuple[str, ...] = ()
    words: int = 0
    named: dict[str, list[str]] = field(default_factory=dict)
    height: int = 0
    lines: tuple[int, ...] = ()
    _numbers: tuple[int, ...] = ()
    _numbered: Blocks = ()

    def read(self, defined: Defined) -> None:
        """Parse it as a part of a text that defines `defined`."""
        part = read_part(self.text, defined)
        self.blocks, self.notes = part.blocks, part.notes
        self.calls = tuple(calls(part.blocks))
        self.named = {label: calls(blocks) for label, blocks in part.notes.items()}
        self.words = count_words(plain_blocks(part.blocks))
        self.height = self.text.count("\n")
        self.lines = _lines(self.text, len(part.blocks))
        self._numbers, self._numbered = (), part.blocks

    def numbered(self, numbers: Mapping[str, int]) -> Blocks:
        """Its blocks with the numbers of the notes they call; the same objects for the same numbers."""
        if not self.calls:
            return self.blocks
        wanted = tuple(numbers.get(label, 0) for label in self.calls)
        if wanted != self._numbers:
            self._numbers, self._numbered = wanted, renumbered(self.blocks, numbers)
        return self._numbered

    def hangs_on(self, changed: frozenset[str], short_forms: Iterable[str]) -> bool:
        """Whether it names one of the labels or short forms whose meaning `changed`."""
        return bool(self.labels & changed) or any(form in self.text for form in short_forms)


@dataclass(eq=False, slots=True)
class _Note:
    """A footnote as it was read."""

    blocks: Blocks
    calls: tuple[str, ...]
    words: int
    _numbers: tuple[int, ...] = ()
    _numbered: Footnote | None = None

    def numbered(self, label: str, numbers: Mapping[str, int]) -> Footnote:
        """The note with its number and those of the notes it calls; the same object for the same."""
        wanted = (numbers[label], *(numbers.get(name, 0) for name in self.calls))
        if self._numbered is None or wanted != self._numbers:
            self._numbers = wanted
            self._numbered = Footnote(label, numbers[label], renumbered(self.blocks, numbers))
        return self._numbered


class Reading:
    """Reads one article's text again whenever it changed; may be asked from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._chunks: list[_Chunk] = []
        self._defined = Defined()
        self._notes: dict[str, _Note] = {}
        self._last: tuple[Draft, Article] | None = None
        self.parsed = 0  # how many chunks were parsed so far

    def article(self, draft: Draft) -> Article:
        """What `parse` makes of it; a block that did not change is the same object as before."""
        with self._lock:
            if self._last is not None and self._last[0] is draft:
                return self._last[1]
            try:
                self._last = draft, self._article_of(draft)
                return self._last[1]
            except BaseException:
                # chunks that were not read to their end must not be taken for read the next time
                self._chunks, self._defined = [], Defined()
                raise

    def _article_of(self, draft: Draft) -> Article:
        cuts, body = cut.find(draft.body), private_note.without(draft.body)
        body = body.replace("\x02", "").replace("\x03", "")
        draft = private_note.publishable(draft)
        if not cuts:
            self._read(body)
            return self._article(draft, None, 0)
        token = cut_token(body)
        self._read(_with_cut(body, cuts, token))
        at = self._place(token)
        if at is None:
            self._read(_with_cut(body, cuts, ""))
        return self._article(draft, at, len(cuts))

    # the chunks

    def _read(self, text: str) -> None:
        text = text.expandtabs(4) if "\t" in text else text
        old = self._chunks
        same, at = 0, 0
        while same < len(old) and text.startswith(old[same].text, at):
            at += len(old[same].text)
            same += 1
        if same == len(old) and at == len(text):
            return
        first = _restart(old, same)
        start = at - sum(len(chunk.text) for chunk in old[first:same])
        # where the chunks below the change begin now
        below: dict[int, int] = {}
        end, last = len(text), len(old)
        while last > first and end - len(old[last - 1].text) > start:
            begins = end - len(old[last - 1].text)
            if not text.startswith(old[last - 1].text, begins):
                break
            end, last = begins, last - 1
            below[end] = last
        if any(mark in text for mark in _ODD_MARKS) and _ODD.search(text):
            first, rest, pieces = 0, len(old), [_Piece(0, len(text), True, True, True, True)]
        else:
            pieces, rest = _changed(text, start, below, old)
        known = {chunk.text: chunk for chunk in old[first:rest]}
        made = [_chunk(text[p.start : p.end], p, known) for p in pieces]
        self._chunks = [*old[:first], *made, *old[rest:]]
        self._define(made, old[first:rest])

    def _define(self, made: list[_Chunk], gone: list[_Chunk]) -> None:
        """Parse those of the `made` chunks that do not come from the `gone`, and what hangs on them."""
        fresh = {id(chunk) for chunk in made} - {id(chunk) for chunk in gone}
        if all(chunk.own is _NOTHING for chunk in (*made, *gone)):
            for chunk in made:
                if id(chunk) in fresh:
                    chunk.read(self._defined)
                    self.parsed += 1
            return
        before, now = self._defined, _together(chunk.own for chunk in self._chunks)
        self._defined = now
        labels = {f"^{label}" for label in before.notes ^ now.notes}
        labels |= {_label(name) for name in _differing(before.links, now.links)}
        short = _differing(before.abbreviations, now.abbreviations)
        changed = frozenset(labels)
        for n, chunk in enumerate(self._chunks):
            if id(chunk) in fresh:
                chunk.read(now)
            elif (changed or short) and chunk.hangs_on(changed, short):
                # a new one: its blocks are told from those of before by what they are
                self._chunks[n] = chunk = _Chunk(
                    chunk.text, chunk.solid, chunk.terms, chunk.ahead, chunk.own, chunk.labels
                )
                chunk.read(now)
            else:
                continue
            self.parsed += 1

    def _place(self, token: str) -> tuple[int, int] | None:
        """The chunk and the place among its blocks where the cut stands, if it parts them."""
        for n, chunk in enumerate(self._chunks):
            if token in chunk.text:
                found = [at for at, block in enumerate(chunk.blocks) if _is_cut(block, token)]
                if len(found) != 1:
                    return None
                at = found[0]
                around = (chunk.blocks[:at], chunk.blocks[at + 1 :], chunk.notes)
                return None if token in repr(around) else (n, at)
        return None

    # the article

    def _article(self, draft: Draft, at: tuple[int, int] | None, cuts: int) -> Article:
        everyone = draft.access is Access.EVERYONE
        noted = [chunk for chunk in self._chunks if chunk.notes]
        notes = {label: note for chunk in noted for label, note in chunk.notes.items()}
        n, place = at if at is not None else (0, 0)
        above, below = self._chunks[:n], self._chunks[n + (at is not None) :]
        split = self._chunks[n : n + 1] if at is not None else []
        named = {label: one for chunk in noted for label, one in chunk.named.items()}
        over = [label for chunk in above for label in chunk.calls]
        under = [label for chunk in below for label in chunk.calls]
        for chunk in split:
            over += calls(chunk.blocks[:place])
            under = calls(chunk.blocks[place + 1 :]) + under
        if everyone:
            free, locked = called(chain(over, under), named), []
        else:
            free = called(over, named)
            locked = [label for label in called(under, named) if label not in free]
        numbers = {label: number for number, label in enumerate([*free, *locked], 1)}
        teaser: list[Block] = []
        for chunk in above:
            teaser += chunk.numbered(numbers) if chunk.calls else chunk.blocks
        rest: list[Block] = []
        for chunk in split:
            blocks = chunk.numbered(numbers)
            teaser += blocks[:place]
            rest += blocks[place + 1 :]
        for chunk in below:
            rest += chunk.numbered(numbers) if chunk.calls else chunk.blocks
        words = [
            sum(chunk.words for chunk in above)
            + sum(count_words(plain_blocks(chunk.blocks[:place])) for chunk in split),
            sum(chunk.words for chunk in below)
            + sum(count_words(plain_blocks(chunk.blocks[place + 1 :])) for chunk in split),
        ]
        teaser_notes, note_words = self._footnotes(free, notes, numbers)
        locked_notes, locked_words = self._footnotes(locked, notes, numbers)
        self._notes = {label: kept for label, kept in self._notes.items() if label in numbers}
        if everyone:
            teaser, rest, words = teaser + rest, [], [sum(words), 0]
        reckoned = Reckoned(self._lines(at), words[0] + note_words, words[1] + locked_words)
        return Article(
            draft, tuple(teaser), tuple(rest), teaser_notes, locked_notes, cuts, reckoned
        )

    def _footnotes(
        self, labels: Sequence[str], notes: Mapping[str, Blocks], numbers: Mapping[str, int]
    ) -> tuple[tuple[Footnote, ...], int]:
        """The notes by these labels, those that did not change as the same objects; their words."""
        made: list[Footnote] = []
        words = 0
        for label in labels:
            blocks = notes[label]
            kept = self._notes.get(label)
            if kept is None or kept.blocks is not blocks:
                kept = _Note(blocks, tuple(calls(blocks)), count_words(plain_blocks(blocks)))
                self._notes[label] = kept
            made.append(kept.numbered(label, numbers))
            words += kept.words
        return tuple(made), words

    def _lines(self, at: tuple[int, int] | None) -> tuple[int, ...]:
        """The 1-based line of the body where each block begins, the cut's left out."""
        lines: list[int] = []
        first = 1
        for n, chunk in enumerate(self._chunks):
            if at is not None and n == at[0]:
                # the cut was read as three lines, the first of them empty
                lines += [first + line for line in chunk.lines[: at[1]]]
                lines += [first - 2 + line for line in chunk.lines[at[1] + 1 :]]
                first -= 2
            else:
                for line in chunk.lines:
                    lines.append(first + line)
            first += chunk.height
        return tuple(lines)


def _restart(old: Sequence[_Chunk], same: int) -> int:
    """The chunk to read again from, where the first `same` are as they were."""
    first = max(0, same - 1)
    far = next((n for n, chunk in enumerate(old[:first]) if chunk.ahead), first)
    far = _last_solid(old, far + 1)
    above = _last_solid(old, far)
    return above if far and old[above].terms else far


def _last_solid(among: Sequence[_Chunk] | Sequence[_Piece], end: int) -> int:
    """The last solid one before `end`, or the first of all."""
    return next((n for n in range(end - 1, 0, -1) if among[n].solid), 0)


def _changed(
    text: str, start: int, below: Mapping[int, int], old: Sequence[_Chunk]
) -> tuple[list[_Piece], int]:
    """The pieces from `start` on, which begins one, up to the first old chunk `below` that stands."""
    made: list[_Piece] = []
    at = start
    while at < len(text):
        end, ahead = _end(text, at)
        block = text[at:end]
        first = _belongs(block, text, at, made)
        rest = below.get(at, 0)
        begins_one = bool(made) and first == len(made) and at in below
        if begins_one and old[rest].solid and not made[_last_solid(made, len(made))].terms:
            return made, rest
        bare = block.lstrip()
        solid = bool(bare) and not (_NOTE.match(bare) or _DEFINES.match(bare))
        lists, terms = _ITEMS.search(block) is not None, _GOES_ON.search(block) is not None
        begins, joined = at, made[first:]
        if joined:
            begins, solid = joined[0].start, joined[0].solid
            terms = terms or any(one.terms for one in joined)
            ahead = ahead or any(one.ahead for one in joined)
        if made and (joined or not solid):
            lists = lists or made[-1].lists
        made[first:] = [_Piece(begins, end, solid, lists, terms, ahead)]
        at = end
    return made, len(old)


def _belongs(block: str, text: str, at: int, made: Sequence[_Piece]) -> int:
    """The first of the `made` pieces that the `block` at `at` may go on with; their number if with none."""
    if not made:
        return 0
    last = len(made) - 1
    above = text[made[last].start : at]
    note = not made[last].solid and _NOTE.match(above) and not _GAP.search(above)
    if note and block.startswith("    "):
        return last
    goes_on = _GOES_ON.search(block) is not None
    item, deep = made[last].lists and _ITEM.match(block), block.startswith(" ")
    if _DEFINES.match(block):  # taken away, and what stands below it then stands in its place
        item, deep = made[last].lists and _ITEMS.search(block), "\n " in block
    if not (goes_on or item or deep):
        return last + 1
    first = _last_solid(made, last + 1)
    before = _last_solid(made, first)
    # a definition makes the paragraph above it a term, and that one may belong to the terms above
    return before if goes_on and first and made[before].terms else first


def _block_end(text: str, at: int) -> int:
    """Where the next blank lines after `at` end."""
    blank = _BLANK.search(text, at)
    return blank.end() if blank else len(text)


def _end(text: str, start: int) -> tuple[int, bool]:
    """Where the block that begins at `start` ends, blank lines after it, fences and raw HTML whole.

    And whether that hangs on what stands far below.
    """
    # blank lines at the beginning of the text belong to its first block
    leading = _LEADING.match(text, start)
    end, ahead, done = _block_end(text, leading.end() if leading else start), False, start
    fences: list[tuple[int, int]] = []
    step = 1
    while True:
        while opened := _FENCE.search(text, done, end):
            fenced = FENCED.match(text, opened.start())
            done = fenced.end() if fenced else opened.end()
            ahead = ahead or fenced is None
            if fenced:
                fences.append((opened.start(), done))
                end = max(end, _block_end(text, done)) if done > end else end
        done = max(done, end)
        begun = _unfinished(text, start, end, fences)
        ahead = ahead or begun == -1
        if begun is not None and begun > 0:
            end = _block_end(text, begun)
            continue
        if end == len(text) or "<" not in text[start:end] or not is_html_open(text[start:end]):
            return end, ahead
        for _ in range(step):  # each time twice as far: a whole text is not read once a block
            end = _block_end(text, end) if end < len(text) else end
        step *= 2


def _unfinished(text: str, start: int, end: int, fences: Sequence[tuple[int, int]]) -> int | None:
    """Where below `end` a tag or comment that begins above it may end.

    None: all of them end above it; -1: one does not, and for now that changes nothing below.
    """
    plain = text[start:end]
    if end == len(text) or "<" not in plain:
        return None
    for first, last in reversed([span for span in fences if span[0] < end]):
        plain = plain[: first - start] + plain[last - start :]
    plain = _WHOLE_TAG.sub(" ", plain)
    never: int | None = None
    for tag in _TAG.finditer(plain):
        closes = _CLOSES.get(tag[0], _CLOSE)
        named = tag["name"] is not None
        if not named and closes.search(plain, tag.end()):
            continue
        found = closes.search(text, end)
        if found is None:
            never = -1
            continue
        between = plain[tag.end() :] + text[end : found.start()]
        raw = named and tag["name"].lower() in BLOCK_LEVEL_ELEMENTS
        code = _FENCE.search(text, end, found.end())  # it may end in code, which is none of it
        if named and not (raw or code or "<" in between or "=" in between):
            never = -1  # it may end there, and nothing on the way could be read otherwise
            continue
        return found.end()
    return never


def _chunk(text: str, piece: _Piece, known: Mapping[str, _Chunk]) -> _Chunk:
    kept = known.get(text)
    if kept is not None and (kept.solid, kept.ahead) == (piece.solid, piece.ahead):
        return kept  # what else is told of it, its text tells
    own = _NOTHING
    if "]:" in text or "] :" in text:
        own = read_part(text).own
    labels = frozenset(_label(found) for found in _LABEL.findall(text))
    return _Chunk(text, piece.solid, piece.terms, piece.ahead, own, labels)


def _label(name: str) -> str:
    """A label as it is compared; a footnote's begins with ^ and keeps its case."""
    return name if name.startswith("^") else " ".join(name.lower().split())


def _together(parts: Iterable[Defined]) -> Defined:
    links: dict[str, tuple[str, str]] = {}
    notes: set[str] = set()
    abbreviations: dict[str, str] = {}
    for part in parts:
        if part is _NOTHING:
            continue
        links.update(part.links)
        notes |= part.notes
        abbreviations.update(part.abbreviations)
    return Defined(links, frozenset(notes), abbreviations)


def _differing(before: Mapping[str, object], now: Mapping[str, object]) -> set[str]:
    if before == now:
        return set()
    return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}


def _with_cut(body: str, cuts: tuple[int, ...], token: str) -> str:
    """`body` with `token` as a paragraph in the place of its first cut and nothing in that of others."""
    lines = body.split("\n")
    for number in cuts:
        lines[number] = f"\n{token}\n" if token and number == cuts[0] else ""
    return "\n".join(lines)


def _is_cut(block: Block, token: str) -> bool:
    return block == Paragraph((Text(token),))


def _lines(text: str, blocks: int) -> tuple[int, ...]:
    """The line of each of `blocks` blocks in `text`, from 0; the first line's where that is not told."""
    starts = cut.boundaries(text)[:-1]
    lines = text.split("\n")
    starts = tuple(line for line in starts if not _DEFINES.match(lines[line]))
    return starts if len(starts) == blocks else (min(starts, default=0),) * blocks
