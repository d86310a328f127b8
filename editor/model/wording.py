"""The one English sentence, and the next step, for each error and finding, by code."""

from collections.abc import Mapping
from typing import NamedTuple


class Wording(NamedTuple):
    """What happened, and what to do; both are filled in with the detail by `str.format_map`."""

    what: str
    then: str


WORDING: dict[str, Wording] = {
    # the article's own file and text
    "file-missing": Wording("There is no file {file}.", "Check the name, or open another file."),
    "file-unreadable": Wording(
        "{file} could not be read: {reason}.", "Check the file's permissions and try again."
    ),
    "file-not-text": Wording(
        "{file} is not text in UTF-8 (line {line}).",
        "Save it as UTF-8 in the program it comes from.",
    ),
    "front-matter-broken": Wording(
        "The front matter of {file} does not parse (line {line}): {reason}.",
        "Correct that line; nothing was changed.",
    ),
    "front-matter-value": Wording(
        "The front matter's {field} is not understood: {reason}.",
        "Correct it; nothing was changed.",
    ),
    "front-matter-misspelt": Wording(
        "The front matter has a field “{field}”: did you mean “{meant}”?",
        "Correct its name; nothing was changed.",
    ),
    "file-changed-outside": Wording(
        "{file} was changed by another program since it was opened.",
        "Choose which text to keep; both are still there.",
    ),
}


class _Blank(dict[str, str | int]):
    def __missing__(self, key: str) -> str:
        return f"({key})"


def wording(code: str, detail: Mapping[str, str | int]) -> Wording:
    """The filled-in sentence and next step for `code`."""
    known = WORDING.get(code)
    if known is None:
        return Wording(f"Something went wrong ({code}).", "Copy the report from the Help menu.")
    values = _Blank(detail)
    return Wording(known.what.format_map(values), known.then.format_map(values))


def sentence(code: str, detail: Mapping[str, str | int]) -> str:
    """What happened and what to do, in one line."""
    what, then = wording(code, detail)
    return f"{what} {then}".strip()
