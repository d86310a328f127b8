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
    "file-not-written": Wording(
        "{file} could not be written: {reason}.",
        "Your text is safe in the library. Save it under another name or in another folder.",
    ),
    # what stands against publishing
    "live-already": Wording(
        "The article is public on {site}.",
        "Publish it to update it, or take it back to draft first.",
    ),
    "cut-inside-block": Wording(
        "The cut stands inside a block, so everything is locked.",
        "Put it between two paragraphs.",
    ),
    "plans-missing": Wording(
        "{site} has no plan for the Paid Content block, so nobody could read the locked part.",
        "Enter the plan's number under Sites.",
    ),
    "subtitle-not-shown": Wording(
        "The site has no place for the standfirst.", "It is used as the excerpt where there is none."
    ),
    "tags-not-kept": Wording("The site keeps no tags.", "They stay in the library."),
    "categories-not-kept": Wording("The site keeps no categories.", "They stay in the library."),
    "image-not-kept": Wording("The site keeps no featured image.", "It stays in the library."),
    "seo-not-kept": Wording(
        "The site has no fields for search and social texts.", "It makes them from title and excerpt."
    ),
    "one-author-only": Wording(
        "The site shows one author: {name}.", "Name the others in the text if they matter."
    ),
    "locked-part-not-sent": Wording(
        "The locked part is not sent to the site.", "Nobody can read it there."
    ),
    "site-kind": Wording("There is no kind of site called {kind}.", "Choose wordpress or folder."),
    "changed-on-site": Wording(
        "The article was changed on {site} since you last sent it.",
        "Look at it there first; sending it again replaces that change.",
    ),
    "not-as-sent": Wording(
        "{site} did not keep the {field} as it was sent, so the article stays a draft there.",
        "Got: {got}. Check the site's plug-ins and your rights there, then try again.",
    ),
    "live-not-as-sent": Wording(
        "{site} did not keep the {field} as it was sent.",
        "Got: {got}. The article was taken back to draft there; nothing of it is public.",
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
