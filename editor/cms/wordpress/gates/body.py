"""A post's text with its gate: the free part, then what keeps the locked part from strangers."""

import re
from dataclasses import dataclass, replace

from editor.cms.wordpress.markup import attribute, block
from editor.render.phrases import direction


@dataclass(frozen=True, slots=True)
class Body:
    """A post's text as WordPress blocks: the free part, the gate around the locked part, the end.

    `start` and `end` say the article's language where it is not the site's. A gate that cuts the page off
    where it stands has what is above and below it `parted`: each is begun and ended by itself.
    """

    free: str
    before: str = ""
    locked: str = ""
    after: str = ""
    start: str = ""
    end: str = ""
    parted: bool = False

    @property
    def markup(self) -> str:
        """The whole text."""
        if self.parted:
            return self._said(self.free) + self.before + self._said(self.locked) + self.after
        return self._said(self.free + self.before + self.locked + self.after)

    def gate_holds(self, markup: str) -> bool:
        """Whether in `markup` the gate stands as it should, once, whatever happened to the words."""
        before, after = self.before.strip(), self.after.strip()
        opens = markup.find(before)
        if opens < 0 or (before and markup.find(before, opens + 1) >= 0):
            return False
        return markup.find(after, opens + len(before)) >= 0

    def _said(self, part: str) -> str:
        return self.start + part + self.end if part else ""


def spoken(parts: Body, language: str, site_language: str) -> Body:
    """`parts` marked as `language`, with its direction, where the site is in another.

    No block of WordPress's own can say it, so two HTML blocks stand around the whole.
    """
    if not language or not site_language or _base(language) == _base(site_language):
        return parts
    opening = f'<div lang="{attribute(language)}" dir="{direction(language)}">'
    start, end = block("html", opening) + "\n\n", "\n\n" + block("html", "</div>")
    return replace(parts, start=start, end=end)


def _base(language: str) -> str:
    return re.split("[-_]", language.lower())[0]
