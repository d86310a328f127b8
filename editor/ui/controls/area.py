"""A field of several lines."""

from PySide6.QtWidgets import QTextEdit, QWidget


class Area(QTextEdit):
    """Plain text, each line of it aligned as its own letters run, which Qt's plain field does not."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setProperty("field", True)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
