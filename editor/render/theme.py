"""The look of pages: templates, style sheet, fonts and the script that opens a sealed part."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = ("page.html", "index.html", "moved.html", "feed.xml", "receipt.html")
STYLESHEET = "styles/page.css"
OPENER = "styles/open.js"
FONTS = (
    "fonts/web/fonts.css",
    "fonts/web/Inter-latin.woff2",
    "fonts/web/Inter-latin-ext.woff2",
    "fonts/web/Inter-OFL.txt",
    "fonts/web/SourceSerif4-latin.woff2",
    "fonts/web/SourceSerif4-latin-ext.woff2",
    "fonts/web/SourceSerif4-Italic-latin.woff2",
    "fonts/web/SourceSerif4-Italic-latin-ext.woff2",
    "fonts/web/SourceSerif4-OFL.txt",
)
# what a published site needs beside its pages; the style sheet finds the fonts by these same names
ASSETS = (STYLESHEET, OPENER, *FONTS)


class Theme:
    """The theme's files, read through `read`: a resource's name ("styles/page.css") → its bytes."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read

    def asset(self, name: str) -> bytes:
        """The bytes of one of `ASSETS`."""
        return self._read(name)

    def text(self, name: str) -> str:
        """One of `ASSETS` as text."""
        return self._read(name).decode()

    def render(self, template: str, values: dict[str, object]) -> str:
        """`template`, one of `TEMPLATES`, filled with `values`; whatever is not `Markup` is escaped."""
        return self._environment.get_template(template).render(values)

    @cached_property
    def _environment(self) -> "Environment":
        # not before a page is made: the window does not wait for it
        from jinja2 import DictLoader, Environment, StrictUndefined

        texts = {name: self._read(f"templates/{name}").decode() for name in TEMPLATES}
        return Environment(
            loader=DictLoader(texts),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
