"""Writing what is kept with an article to a file of the writer's own."""

from pathlib import Path

from editor.render.receipt import ReceiptPage, render_receipt
from editor.render.theme import Theme
from editor.services.drafting import write_text


class Exporting:
    """Exports in the look of `theme`."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def receipt(self, page: ReceiptPage, path: Path) -> None:
        """Write a receipt as one HTML file, whole or not at all. Raises `StorageFailed`."""
        write_text(path, render_receipt(page, self._theme))
