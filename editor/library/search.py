"""The full-text index: how text is folded into it and how a query is put to it.

Kept by hand and not by triggers, for two reasons: text is folded here, so that vowelled Arabic is
found without its vowels and Chinese by any two characters; and a long article is not indexed again
at every save, but when somebody searches.
"""

import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, column, select, table, text
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import SQLCoreOperations

CREATE_INDEX = (
    "CREATE VIRTUAL TABLE search USING fts5("
    "title, subtitle, tags, body, tokenize='unicode61 remove_diacritics 0')"
)
# Thai, Lao, Burmese, Khmer, kana, ideographs: written without spaces, so each letter is its own word
_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTER_ALONE = re.compile(f"([{_UNSPACED}])")
_LETTER = re.compile(r"[^\W_]")
SHORTEST = 3  # a one-letter prefix took 216 ms in 20,000 articles, a title comparison 3 ms

_search = table("search", column("rowid"), column("search"))


def fold(words: str) -> str:
    """`words` without case, accents, vowel signs and letter variants, for comparing."""
    if words.isascii():
        return words.lower()
    spread = unicodedata.normalize("NFKD", words.casefold())
    bare = "".join(
        letter
        for letter in spread
        # Arabic's tatweel only stretches a word; dependent vowels of Thai and its like stay
        if letter != "\u0640" and (unicodedata.category(letter) != "Mn" or _is_unspaced(letter))
    )
    return unicodedata.normalize("NFC", bare)


def indexed(words: str) -> str:
    """`words` as the index takes them: folded, each letter of an unspaced script by itself."""
    return _LETTER_ALONE.sub(r" \1 ", fold(words))


def matches(
    query: str, rowid: SQLCoreOperations[int], title: SQLCoreOperations[str]
) -> ColumnElement[bool] | None:
    """The condition for `query`, None when it holds no letter: each word, in any field, by prefix.

    A query of one or two letters is looked for in titles alone. Beside longer words a short one is
    taken whole, and at the end, where it is still being typed, left out.
    """
    words = [word for word in fold(query).split() if _LETTER.search(word)]
    if not words:
        return None
    if all(map(_is_short, words)):
        return and_(*(title.contains(word, autoescape=True) for word in words))
    if _is_short(words[-1]):
        words.pop()
    match = _search.c.search.match(" ".join(map(_phrase, words)))
    return rowid.in_(select(_search.c.rowid).where(match))


def _phrase(word: str) -> str:
    # quoted, nothing in it is an operator, and "e-mail" is its parts one after the other
    quoted = f'"{indexed(word).replace(chr(34), " ").strip()}"'
    return quoted if _is_short(word) or _is_unspaced(word[-1]) else quoted + "*"


def _is_short(word: str) -> bool:
    letters = _LETTER.findall(word)
    return len(letters) < (2 if any(map(_is_unspaced, letters)) else SHORTEST)


def put(session: Session, entries: Iterable[tuple[int, str, str, str, str]]) -> None:
    """Write (number, title, subtitle, tags, body) over what the index had under each number."""
    for number, *fields in entries:
        title, subtitle, tags, body = map(indexed, fields)
        session.execute(text("DELETE FROM search WHERE rowid = :n"), {"n": number})
        session.execute(
            text(
                "INSERT INTO search (rowid, title, subtitle, tags, body)"
                " VALUES (:n, :title, :subtitle, :tags, :body)"
            ),
            {"n": number, "title": title, "subtitle": subtitle, "tags": tags, "body": body},
        )


def drop(session: Session, number: int) -> None:
    """Forget the entry under `number`."""
    session.execute(text("DELETE FROM search WHERE rowid = :n"), {"n": number})


def _is_unspaced(letter: str) -> bool:
    return _LETTER_ALONE.match(letter) is not None
