"""What to do when something goes wrong that nobody foresaw: say so, and offer a report to copy."""

import sys
from types import TracebackType

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from editor.system.log import report
from editor.ui.controls.sheet import Sheet
from editor.ui.controls.widgets import Button, label


class ReportSheet(Sheet):
    """Shows a report, without secrets and without the article's text, ready to be copied."""

    def __init__(self, window: QWidget, text: str) -> None:
        super().__init__(window, self.tr("Something went wrong"), QSize(640, 460))
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(
            label(
                self.tr(
                    "Your text is safe: it is saved as you type. The report below names the place "
                    "in the program; it holds no password and nothing you wrote."
                ),
                wrap=True,
            )
        )
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setProperty("field", True)
        self.text.setAccessibleName(self.tr("Report"))
        column.addWidget(self.text, 1)
        copy = Button(self.tr("Copy the report"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        done = Button(self.tr("Go on writing"), "primary")
        done.clicked.connect(self.reject)
        self.foot.addStretch(1)
        self.foot.addWidget(copy)
        self.foot.addWidget(done)
        self.set_default(done)


class Unforeseen(QObject):
    """Catches what no one caught, logs it as before, and tells the window."""

    happened = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.last = ""
        self._before = sys.excepthook
        sys.excepthook = self._on_uncaught

    def stop(self) -> None:
        """Leave the hook as it was found."""
        sys.excepthook = self._before

    def _on_uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self._before(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            self.last = report(error)
            self.happened.emit(self.last)
