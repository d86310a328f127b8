"""Fingerprints of an article's locked part, and where its words turn up.

A leak is a run of six words of the locked part (twelve letters in scripts without spaces; a shorter
locked part whole), unless the same run may be read freely anyway, or all but one word of it: a long
name or a notice that stands everywhere tells nothing by the word that happens to stand beside it. The
address of a picture that only the locked part shows is one too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from editor.checks.plain import IGNORED, decoded, hidden_texts, is_solid, readings, spelled, tokens
from editor.model.article import count_words
from editor.model.publication import Leak

WORDS = 6
CONTEXT = 300
MOST_LEAKS = 20
_WEIGHT = 2 * WORDS  # a word weighs two, a letter of a script without spaces one
_NEW = 4  # two words: what of a leak must stand in no run that may be read freely
_PIECE = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\S+?(?=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\s|$)"
)
_NO_LETTERS = re.compile(rf"[\W_]+|{IGNORED.pattern}")
_LONGEST_ADDRESS = 500
_TAGS_TOO = re.compile(rf"<(?:[^<>]*>)?|[^\w<]+|_+|{IGNORED.pattern}")

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """A text's tokens, and for each the piece of the text (start, end) that it comes from."""

    text: str
    tokens: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> "_Words":
        found: list[str] = []
        spans: list[tuple[int, int]] = []
        for piece in _PIECE.finditer(text):
            for token in tokens(decoded(piece[0])):
                found.append(token)
                spans.append(piece.span())
        return cls(text, tuple(found), tuple(spans))

    def quote(self, first: int, last: int) -> str:
        """The text from token `first` to token `last`, word for word."""
        return " ".join(self.text[self.spans[first][0] : self.spans[last][1]].split())


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The runs that give a locked part away: each with where in the locked part it begins.

    `free` are the places in it of the words that stand in runs which may be read freely.
    `pictures` are what the addresses of its pictures have in common in every size, each with its name.
    """

    locked: _Words
    runs: dict[Run, tuple[int, ...]]
    free: frozenset[int] = frozenset()
    pictures: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, locked_text: str, free_texts: Iterable[str]) -> "Fingerprints":
        """The runs of `locked_text` that stand in none of `free_texts`."""
        locked = _Words.of(locked_text)
        runs: dict[Run, tuple[int, ...]] = {}
        for start, run in _runs(locked.tokens):
            runs[run] = (*runs.get(run, ()), start)
        if not runs and locked.tokens:
            runs[locked.tokens] = (0,)
        return cls(locked, runs).without(free_texts)

    def without(self, known: Iterable[str]) -> "Fingerprints":
        """The same, less what `known` texts say already."""
        left, free, pictures = dict(self.runs), set(self.free), dict(self.pictures)
        for text in known:
            plain = decoded(text)
            for run in _present(tokens(plain), left, self._whole):
                for start in left.pop(run):
                    free.update(range(start, start + len(run)))
            pictures = {part: name for part, name in pictures.items() if part not in plain}
        return replace(self, runs=left, free=frozenset(free), pictures=pictures)

    def having(self, pictures: Mapping[str, str]) -> "Fingerprints":
        """The same with the `pictures` of the locked part."""
        return replace(self, pictures=pictures)

    def __bool__(self) -> bool:
        """Whether there is anything to be found."""
        return bool(self.runs or self.pictures)

    def find(self, document: str) -> tuple[Leak, ...]:
        """The leaks in `document`, whatever its format; each with the markup around it there."""
        return (*self._words_in(document), *self._pictures_in(document))

    def _pictures_in(self, document: str) -> Iterator[Leak]:
        """The first address of each picture."""
        plain = decoded(document) if self.pictures else ""
        texts = (plain, *hidden_texts(plain))
        for part, name in self.pictures.items():
            found = next((text for text in texts if part in text), None)
            if found is not None:
                start, end = _address(found, found.index(part))
                context = found[max(0, start - CONTEXT // 2) : end + CONTEXT // 2]
                yield Leak(found[start:end], 0, context, name)

    def _words_in(self, document: str) -> tuple[Leak, ...]:
        if not self.runs:
            return ()
        enough = max(1, min(_NEW, self._new(0, len(self.locked.tokens))))
        spans: set[tuple[int, int]] = set()
        for reading in readings(document):
            spans |= {span for span in self._spans(reading) if self._new(*span) >= enough}
        shown = _Letters.of(document) if spans else ()
        leaks = []
        for first, last in _outermost(spans)[:MOST_LEAKS]:
            quote = self.locked.quote(first, last)
            context = _context(shown, self.locked.tokens[first : last + 1])
            leaks.append(Leak(quote, max(1, count_words(quote)), context))
        return tuple(leaks)

    @property
    def short(self) -> bool:
        """Whether the locked part is so short that it is looked for whole."""
        return self._whole > 0

    @property
    def _whole(self) -> int:
        """The length of the one run of a short locked part; 0 if the runs are of the usual length."""
        weight = sum(map(_weight, self.locked.tokens))
        return len(self.locked.tokens) if weight < _WEIGHT else 0

    def _new(self, first: int, last: int) -> int:
        """What the locked part weighs from token `first` to `last`, less what stands in free runs."""
        tokens_there = enumerate(self.locked.tokens[first : last + 1], first)
        return sum(_weight(token) for at, token in tokens_there if at not in self.free)

    def _spans(self, reading: Sequence[str]) -> set[tuple[int, int]]:
        """The longest stretches of the locked part that `reading` holds, by token, ends included."""
        locked, spans = self.locked.tokens, set()
        compared: dict[int, int] = {}  # how far in `reading`, by how far apart the two lie
        for at, run in _places(reading, self.runs, self._whole):
            for start in self.runs[run]:
                if at < compared.get(at - start, 0):
                    continue
                before = 0
                while (
                    before < min(at, start)
                    and reading[at - before - 1] == locked[start - before - 1]
                ):
                    before += 1
                end, place = start + len(run), at + len(run)
                while end < len(locked) and place < len(reading) and reading[place] == locked[end]:
                    end, place = end + 1, place + 1
                compared[at - start] = place
                spans.add((start - before, end - 1))
        return spans


def seen_words(text: str, document: str) -> int:
    """How many of the words of `text` stand in `document`, in runs of three or more."""
    words = _Words.of(text)
    size = min(3, len(words.tokens))
    if not size:
        return 0
    wanted: dict[Run, list[int]] = {}
    for start in range(len(words.tokens) - size + 1):
        wanted.setdefault(words.tokens[start : start + size], []).append(start)
    covered: set[int] = set()
    for reading in readings(document):
        for run in set(zip(*(reading[offset:] for offset in range(size)), strict=False)):
            for start in wanted.get(run, ()):
                covered.update(range(start, start + size))
    missing = {span for at, span in enumerate(words.spans) if at not in covered}
    pieces = dict.fromkeys(span for span in words.spans if span not in missing)
    return sum(count_words(text[start:end]) for start, end in pieces)


def has_teaser(teaser_text: str, document: str) -> bool:
    """Whether the whole teaser is in `document`; sites may set a word here and there otherwise."""
    all_words = _Words.of(teaser_text)
    total = sum(
        count_words(teaser_text[start:end]) for start, end in dict.fromkeys(all_words.spans)
    )
    return seen_words(teaser_text, document) >= total * 0.95


def _weight(token: str) -> int:
    return 1 if is_solid(token) else 2


def _address(text: str, at: int) -> tuple[int, int]:
    """Where the address around `at` begins and ends."""
    before = re.split(r"[\s\"'<>()]", text[max(0, at - _LONGEST_ADDRESS) : at])[-1]
    after = re.split(r"[\s\"'<>()]", text[at : at + _LONGEST_ADDRESS])[0]
    return at - len(before), at + len(after)


def _runs(words: Sequence[str]) -> Iterable[tuple[int, Run]]:
    """Each shortest run that weighs enough for a leak, with where it begins."""
    if not any(map(is_solid, words)):
        yield from enumerate(zip(*(words[offset:] for offset in range(WORDS)), strict=False))
        return
    for start in range(len(words)):
        weight = 0
        for end in range(start, min(start + _WEIGHT, len(words))):
            weight += 1 if is_solid(words[end]) else 2
            if weight >= _WEIGHT:
                yield start, tuple(words[start : end + 1])
                break


def _places(
    reading: Sequence[str], runs: dict[Run, tuple[int, ...]], whole: int
) -> Iterable[tuple[int, Run]]:
    """Where `reading` holds one of `runs`; `whole` is the length of a short part's only run."""
    if whole:
        windows = enumerate(zip(*(reading[offset:] for offset in range(whole)), strict=False))
        yield from ((at, run) for at, run in windows if run in runs)
    else:
        yield from ((at, run) for at, run in _runs(reading) if run in runs)


def _present(words: Sequence[str], runs: dict[Run, tuple[int, ...]], whole: int) -> Iterable[Run]:
    return {run for _, run in _places(words, runs, whole)}


def _outermost(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """`spans` without those that lie within another, in order."""
    kept: list[tuple[int, int]] = []
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or last > kept[-1][1]:
            kept.append((first, last))
    return kept


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of a text alone, to find a run by, with what stands between them left out."""

    text: str
    gap: re.Pattern[str]
    letters: str

    @classmethod
    def of(cls, document: str) -> "tuple[_Letters, ...]":
        """`document` as sent, decoded, and what it hides; each without tags, then with their words."""
        plain = decoded(document)
        texts = dict.fromkeys((document, plain, *hidden_texts(plain)))
        gaps = (_TAGS_TOO, _NO_LETTERS)
        return tuple(cls(text, gap, spelled(gap.sub("", text))) for text in texts for gap in gaps)

    def place(self, run: Run) -> int | None:
        """Where in the text `run` begins."""
        found = self.letters.find("".join(run))
        if found < 0:
            return None
        at = 0
        for gap in self.gap.finditer(self.text):
            letters = len(spelled(self.text[at : gap.start()]))
            if found < letters:
                break
            found, at = found - letters, gap.end()
        return at + found


def _context(shown: Sequence[_Letters], run: Run) -> str:
    """The markup around `run`, as sent where it stands there so, else decoded."""
    for length in (WORDS, 3):
        for one in shown:
            place = one.place(run[:length])
            if place is not None:
                start = max(0, place - CONTEXT // 2)
                return " ".join(one.text[start : start + CONTEXT].split())
    return ""
