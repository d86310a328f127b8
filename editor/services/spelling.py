"""Spelling: which words of a text are wrong, what they may have been meant to be, and the own words."""

import re
import shutil
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from editor.model.errors import BadInput, StorageFailed
from editor.services.drafting import write_text
from editor.services.lookup import Lookup
from editor.system.dictionaries import (
    Dictionary,
    Origin,
    found_in,
    sample,
    settle,
    take_away,
    take_in,
)
from editor.text.spelling import (
    FEW_WORDS,
    WELL_KNOWN,
    Word,
    base_of,
    interface_language,
    language_of,
    looked_up,
    script_for,
    script_of,
    unaccented,
    words,
    written_like,
)

MOST_SUGGESTIONS = 6
MOST_KEPT = 4_000
# the commonest words of English, which never have an accent
HOMEGROWN = frozenset(
    re.findall(
        r"\w+",
        """
    the and that have for not with you this but his from they say her she will one all would
    there their what out about who get which when make can like time just him know take into
    your some could them see other than then now look only come its over think also back after
    use two how our work first well way even new want because any these give day most us is are
    was were be been has had did do does of to in it on he as at by we or an if so up my me no
    more where here very
    """,
    )
)


class Misspelt(NamedTuple):
    """A wrong word: where it stands in its paragraph, in characters, and in which language it is wrong."""

    start: int
    end: int
    text: str
    language: str


class Spelling:
    """Checks by the dictionaries in `packaged`, in the `system` folders and in `home`.

    Everything but `dictionary_for` waits for a disk or for hunspell: for background work.
    """

    def __init__(self, home: Path, packaged: Path, system: Sequence[Path]) -> None:
        self._home, self._packaged, self._system = home, packaged, tuple(system)
        self._lookup = Lookup()
        self._lock = threading.Lock()
        self._found: tuple[Dictionary, ...] | None = None
        self._own: frozenset[str] | None = None
        self._known: dict[Path, dict[str, bool]] = {}
        self._paragraphs: dict[tuple[str, str, tuple[str, ...], bool], tuple[Misspelt, ...]] = {}
        self._broken: set[Path] = set()
        self._state = 0  # of dictionaries and own words

    def close(self) -> None:
        """End what runs beside us."""
        self._lookup.close()

    # dictionaries

    def dictionaries(self) -> tuple[Dictionary, ...]:
        """One for each language: what the user added, else the system's, else ours; sorted by tag."""
        if self._found is None:
            places = [(self._home / "dictionaries", Origin.ADDED)]
            places += [(folder, Origin.SYSTEM) for folder in self._system]
            places += [(self._packaged, Origin.PACKAGE)]
            first: dict[str, Dictionary] = {}
            for folder, origin in places:
                for one in found_in(folder, origin):
                    if not any(one.tag in (other.tag, *other.also) for other in first.values()):
                        first[one.tag] = one
            self._found = tuple(first[tag] for tag in sorted(first))
        return self._found

    def dictionary_for(self, language: str, beside: Sequence[str] = ()) -> Dictionary | None:
        """The dictionary for a language; of its variants the first `beside` it, else the usual one."""
        tag, base = language.replace("_", "-").lower(), base_of(language)
        able = [one for one in self.dictionaries() if base_of(one.tag) == base]
        english = "en-us" if tag in ("en", "en-us") else "en-gb"
        usual = english if base == "en" else f"{base}-{base}"
        near = [other.replace("_", "-").lower() for other in beside]
        here = near[:1] + [usual] * (usual in near) + near[1:]
        for wanted in (tag, *here, base, usual):
            for one in able:
                if wanted in (name.lower() for name in (one.tag, *one.also)):
                    return one
        return able[0] if able else None

    def add_dictionary(self, source: Path) -> tuple[Dictionary, ...]:
        """Take in the dictionaries in a file the user has chosen; one that knows no word is refused.

        Raises `BadInput` and `StorageFailed`.
        """
        folder = self._home / "dictionaries"
        new = take_in(source, folder / ".new")  # until it has shown that it works
        try:
            for path in new:
                if not self._works(path):
                    raise BadInput("dictionary-broken", file=path.name)
            added = settle(new, folder)
        finally:
            shutil.rmtree(folder / ".new", ignore_errors=True)
        self._forget((*new, *added))
        kept = {path.resolve() for path in added}
        return tuple(one for one in self.dictionaries() if one.path in kept)

    def remove_dictionary(self, dictionary: Dictionary) -> None:
        """Delete a dictionary that the user added. Raises `StorageFailed`."""
        take_away(dictionary)
        self._forget([dictionary.path])

    def _works(self, path: Path) -> bool:
        """Whether a dictionary knows one of its own first words."""
        tried = sample(path)
        wrong = self._lookup.wrong(path, tried)
        return bool(tried) and wrong is not None and len(wrong) < len(tried)

    def broken(self) -> tuple[str, ...]:
        """The languages whose dictionary turned out to be no good."""
        return tuple(one.tag for one in self.dictionaries() if one.path in self._broken)

    def _forget(self, changed: Iterable[Path]) -> None:
        """Dictionaries changed: look for all again, and look every word up again."""
        for path in changed:
            self._lookup.forget(path.resolve())
        with self._lock:
            self._found = None
            self._state += 1
            self._known.clear()
            self._paragraphs.clear()
            self._broken.clear()

    # own words

    @property
    def _own_file(self) -> Path:
        return self._home / "own-words.txt"

    def own_words(self) -> tuple[str, ...]:
        """The writer's own words, sorted."""
        return tuple(sorted(self._own_words(), key=lambda word: (word.lower(), word)))

    def _own_words(self) -> frozenset[str]:
        if self._own is None:
            try:
                text = self._own_file.read_text("utf-8-sig", errors="replace")
            except OSError:
                text = ""
            self._own = frozenset(line.strip() for line in text.splitlines() if line.strip())
        return self._own

    def learn(self, word: str) -> None:
        """Take a word into the own dictionary. Raises `StorageFailed`; it is known for now all the same."""
        self.keep_own_words((*self._own_words(), word))

    def keep_own_words(self, wanted: Iterable[str]) -> None:
        """Have these as the own words. Raises `StorageFailed`."""
        kept = frozenset(looked_up(word.strip()) for word in wanted if word.strip())
        with self._lock:
            self._own = kept
            self._state += 1
            self._paragraphs.clear()
        try:
            self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_text(self._own_file, "".join(f"{word}\n" for word in self.own_words()))
        except (OSError, StorageFailed) as error:
            reason = str(error.detail["reason"]) if isinstance(error, StorageFailed) else str(error)
            raise StorageFailed("own-words-not-kept", reason=reason) from error

    def _is_own(self, word: str) -> bool:
        bare = word.removesuffix("'s")
        forms = {word, bare, bare.lower(), bare.capitalize() if bare.isupper() else bare}
        return not self._own_words().isdisjoint(forms)

    # checking

    def check(
        self,
        paragraphs: Sequence[str],
        language: str,
        here: str = "",
        besides: Sequence[str] | None = None,
    ) -> tuple[tuple[Misspelt, ...], ...]:
        """The wrong words of each paragraph of an article in `language`.

        `besides` are languages that may occur in it, None for every one with a dictionary; of the
        variants of one the spelling of `here` is taken, the interface's language. English that is
        said to be of no country, neither here nor there, may be spelt as in either.
        """
        if besides is None:
            besides = tuple(one.tag for one in self.dictionaries())
        here = interface_language(here)
        known_here = base_of(here) in map(base_of, (language, *besides))
        others, state = ((here,) if known_here else ()) + tuple(besides), self._state
        either = not (base_of(here) == "en" and here.lower() != "en")
        known = {one: self._paragraphs.get((one, language, others, either)) for one in paragraphs}
        new = [one for one, wrong in known.items() if wrong is None]
        some = [words(one) for one in new]
        found = dict(zip(new, self._checked(some, language, others, either=either)))
        with self._lock:
            if len(self._paragraphs) > MOST_KEPT:
                self._paragraphs.clear()
            if self._state == state:
                for one, wrong in found.items():
                    self._paragraphs[one, language, others, either] = wrong
        return tuple(found.get(one, known[one] or ()) for one in paragraphs)

    def _checked(
        self,
        paragraphs: Sequence[Sequence[Word]],
        language: str,
        others: tuple[str, ...],
        *,
        either: bool,
    ) -> list[tuple[Misspelt, ...]]:
        groups = [
            _Group(
                number,
                self._able(said or language, others, script, told=bool(said)),
                tuple(some),
                either=either and (said or language).lower() == "en",
            )
            for number, paragraph in enumerate(paragraphs)
            for (said, script), some in _by_language(paragraph).items()
        ]
        self._look_up((group.able[0], group.words) for group in groups if group.able[0])
        for group in groups:
            group.unsure = (
                len(group.able) > 1 and self._share(group.able[0], group.words) < WELL_KNOWN
            )
        self._look_up(
            (able, group.words) for group in groups if group.unsure for able in group.able[1:]
        )
        amiss = [(group, *self._wrong_in(group)) for group in groups]
        english = self._english(others)
        right_in = [self._right_in(group, tag, english) for group, tag, _ in amiss]
        self._look_up(
            (one, [*some, *_unaccented(some)])
            for (_, _, some), able in zip(amiss, right_in)
            for one in able
        )
        wrong: list[list[Misspelt]] = [[] for _ in paragraphs]
        for (group, dictionary, some), able in zip(amiss, right_in):
            wrong[group.number] += [
                Misspelt(word.start, word.end, word.text, dictionary)
                for word, plain in zip(some, _unaccented(some))
                if not any(
                    self._known.get(one.path, {}).get(form)
                    for one in able
                    for form in (word.text, plain.text)
                )
            ]
        return [tuple(sorted(some)) for some in wrong]

    def _wrong_in(self, group: "_Group") -> tuple[str, list[Word]]:
        """The language of the dictionary that is a group's, and the words that it does not know."""
        dictionary = self._chosen(group)
        known = self._known.get(dictionary.path) if dictionary is not None else None
        if dictionary is None or known is None or dictionary.path in self._broken:
            return "", []
        return dictionary.tag, [
            word
            for word in group.words
            if not known.get(word.text, True) and not self._is_own(word.text)
        ]

    def _right_in(self, group: "_Group", tag: str, english: list[Dictionary]) -> list[Dictionary]:
        """Where words that one dictionary does not know may be right yet, or their unaccented forms.

        English alone takes or leaves an accent: café, naïve. Its dictionaries have one form of each.
        """
        chosen = self._chosen(group)
        if chosen is None or base_of(tag) != "en":
            return []
        return [chosen, *(english if group.either else ())]

    def _english(self, others: tuple[str, ...]) -> list[Dictionary]:
        """British and American, or the one of them that alone was asked for."""
        near = {other.replace("_", "-").lower() for other in others}
        wanted = near & {"en-gb", "en-us"} or {"en-gb", "en-us"}
        return [
            one
            for one in self.dictionaries()
            if not wanted.isdisjoint(name.lower() for name in (one.tag, *one.also))
        ]

    def _able(
        self, language: str, others: tuple[str, ...], script: str, *, told: bool
    ) -> tuple[Dictionary | None, ...]:
        """The dictionaries that words in `script` may be from, the usual one (or None) first."""
        usual = self.dictionary_for(language, others) if script_for(language) == script else None
        if told:
            return (usual,)
        able: list[Dictionary | None] = [usual]
        bases = {base_of(language)} if script_for(language) == script else set()
        for other in others:
            if script_for(other) == script and base_of(other) not in bases:
                bases.add(base_of(other))
                able.append(self.dictionary_for(other))
        found = [one for one in able if one is not None]
        # words in another script than the article's are in the first language written in it
        return (
            (None, *found)
            if usual is None and script_for(language) == script
            else tuple(found) or (None,)
        )

    def _chosen(self, group: "_Group") -> Dictionary | None:
        usual = group.able[0]
        if not group.unsure:
            return usual
        by_tag = {one.tag: one for one in group.able if one is not None}
        shares = {tag: self._share(one, group.words) for tag, one in by_tag.items()}
        chosen = language_of(len(group.words), usual.tag if usual else "", shares)
        return by_tag.get(chosen)

    def _share(self, dictionary: Dictionary | None, some: Sequence[Word]) -> float:
        known: Mapping[str, bool] = self._known.get(dictionary.path, {}) if dictionary else {}
        if len(some) < FEW_WORDS:
            return 1.0  # too few to tell
        return sum(known.get(word.text, False) for word in some) / len(some)

    def _look_up(self, asked: Iterable[tuple[Dictionary | None, Sequence[Word]]]) -> None:
        wanted: dict[Path, set[str]] = {}
        for dictionary, some in asked:
            if dictionary is not None and dictionary.path not in self._broken:
                known = self._known.setdefault(dictionary.path, {})
                new = {word.text for word in some if word.text not in known}
                wanted.setdefault(dictionary.path, set()).update(new)
        for path, new in wanted.items():
            wrong = self._lookup.wrong(path, sorted(new)) if new else ()
            if wrong is None:
                self._broken.add(path)  # it is no good, or brought hunspell down
                continue
            amiss = set(wrong)
            self._known.setdefault(path, {}).update({word: word not in amiss for word in new})

    def suggestions(self, wrong: Misspelt) -> tuple[str, ...]:
        """What a wrong word may have been meant to be, the likeliest first; at most six."""
        dictionary = self.dictionary_for(wrong.language)
        found = self._lookup.suggestions(dictionary.path, wrong.text) if dictionary else None
        return tuple(dict.fromkeys(found or ()))[:MOST_SUGGESTIONS]


class _Group:
    """Words of one paragraph in one script, under one language that the markup names or under none."""

    def __init__(
        self,
        number: int,
        able: tuple[Dictionary | None, ...],
        some: tuple[Word, ...],
        *,
        either: bool,
    ) -> None:
        """`either`: its English may be spelt as in Britain or as in America."""
        self.number, self.able, self.words, self.either = number, able, some, either
        self.unsure = False


def _unaccented(some: Sequence[Word]) -> list[Word]:
    return [word._replace(text=_loan(word.text)) for word in some]


def _loan(word: str) -> str:
    """A word without its accents; itself where no word that English took over is written so: thé."""
    plain = unaccented(word)
    return word if plain.lower() in HOMEGROWN else plain


def _by_language(paragraph: Sequence[Word]) -> dict[tuple[str, str], list[Word]]:
    groups: dict[tuple[str, str], list[Word]] = {}
    for word in paragraph:
        groups.setdefault((word.language, script_of(word.text)), []).append(word)
    return groups


__all__ = ["Misspelt", "Spelling", "written_like"]
