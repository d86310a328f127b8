"""The tour: the real window driven by key presses through the whole job, a picture a step."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from editor.model.draft import Draft
from editor.model.publication import Receipt
from editor.model.status import Status
from editor.ui.controls.appearance import Theme, appearance_of
from editor.ui.main_window import MainWindow
from editor.ui.publish.sheet import PublishSheet
from editor.ui.window_services import WindowServices

PATIENCE_MS = 60_000
SETTLE_MS = 350  # long enough for the debounced preview to begin again
SENTENCE = "The pumps change their note at ten past five. "
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier


class TourStopped(Exception):
    """What the tour waited for did not come."""


class Tour:
    """Drives one window; the pictures go to `folder`."""

    def __init__(
        self, folder: Path, application: QApplication, services: WindowServices, sample: Draft
    ) -> None:
        self._folder = folder
        self._application = application
        self._services = services
        self._sample = sample
        self.window = MainWindow(services)
        self.pictures: list[Path] = []

    def run(self) -> Receipt:
        """From the first start to an updated article; the last receipt. Raises `TourStopped`."""
        screen = QGuiApplication.primaryScreen().availableGeometry()
        self.window.resize(min(1440, screen.width()), min(900, screen.height() - 28))
        self.window.show()
        self._until(self.window.isActiveWindow, "the window to come up")
        self._picture("first-start")
        self._write()
        self._read_as_each()
        self._publish()
        receipt = self._update()
        self._sheets()
        self._dark()
        self.window.close()
        return receipt

    def _write(self) -> None:
        self.window.open_article(self._sample.id)
        self._until(lambda: self._text().isVisible(), "the sample article")
        text = self._text()
        text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._press(Qt.Key.Key_Home, _CTRL)
        self._type(SENTENCE)
        self._wait_for_preview()
        self._picture("writing")
        self._press(Qt.Key.Key_Return, _CTRL | _SHIFT)
        self._wait_for_preview()
        self._picture("the-cut")

    def _read_as_each(self) -> None:
        for key, name in (
            (Qt.Key.Key_2, "member"),
            (Qt.Key.Key_3, "paid-member"),
            (Qt.Key.Key_1, "visitor"),
        ):
            self._press(key, _ALT)
            self._wait_for_preview()
            self._picture(f"seen-by-a-{name}")
        self._press(Qt.Key.Key_F8)
        self._picture("article-details")
        self._press(Qt.Key.Key_F8)

    def _publish(self) -> Receipt:
        self._press(Qt.Key.Key_P, _CTRL | _SHIFT)
        sheet = self._sheet("the plan")
        self._until(lambda: self._button("Publish to") is not None, "the plan")
        self._picture("the-plan")
        receipts: list[Receipt] = []
        sheet.published.connect(receipts.append)
        self._click("Publish to", "Update")
        self._until(lambda: bool(receipts), "the receipt")
        self._until(lambda: self._button("Done") is not None, "the receipt")
        self._picture("published")
        self._click("Done")
        return receipts[0]

    def _update(self) -> Receipt:
        self._text().setFocus(Qt.FocusReason.OtherFocusReason)
        self._press(Qt.Key.Key_Home, _CTRL)
        self._type("Corrected. ")
        self._press(Qt.Key.Key_P, _CTRL | _SHIFT)
        sheet = self._sheet("the plan to update")
        self._until(lambda: self._button("Update") is not None, "the plan to update")
        self._picture("the-plan-to-update")
        receipts: list[Receipt] = []
        sheet.published.connect(receipts.append)
        self._click("Update")
        self._until(lambda: bool(receipts), "the second receipt")
        self._until(lambda: self._button("Done") is not None, "the second receipt")
        self._picture("updated")
        self._click("Done")
        return receipts[0]

    def _sheets(self) -> None:
        for key, name in ((Qt.Key.Key_S, "sites"), (Qt.Key.Key_A, "authors")):
            self._press(key, _CTRL | _SHIFT)
            self._until(lambda: self.window.sheet() is not None, f"the sheet of {name}")
            self._picture(name)
            self._press(Qt.Key.Key_Escape)
            self._until(lambda: self.window.sheet() is None, f"the sheet of {name} to close")

    def _dark(self) -> None:
        appearance_of(self._application).choose(Theme.DARK)
        self._wait_for_preview()
        self._picture("dark")

    # what a pair of hands and eyes does

    def _text(self) -> QWidget:
        return self._named("Article text")

    def _named(self, name: str) -> QWidget:
        for widget in self.window.findChildren(QWidget):
            if widget.accessibleName() == name:
                return widget
        raise TourStopped(f"there is no “{name}” in the window")

    def _sheet(self, what: str) -> PublishSheet:
        self._until(lambda: isinstance(self.window.sheet(), PublishSheet), what)
        sheet = self.window.sheet()
        assert isinstance(sheet, PublishSheet)
        return sheet

    def _button(self, *starts: str) -> QAbstractButton | None:
        sheet = self.window.sheet()
        buttons = sheet.findChildren(QAbstractButton) if sheet is not None else []
        for button in buttons:
            if button.isVisible() and button.isEnabled() and button.text().startswith(starts):
                return button
        return None

    def _click(self, *starts: str) -> None:
        button = self._button(*starts)
        if button is None:
            raise TourStopped(f"there is no button “{starts[0]}”")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self._application.focusWidget() or self.window, key, modifiers)

    def _type(self, words: str) -> None:
        QTest.keyClicks(self._application.focusWidget() or self.window, words)

    def _wait_for_preview(self) -> None:
        _wait(SETTLE_MS)
        self._until(lambda: self.window.preview.settled() and self._is_drawn(), "the preview")

    def _is_drawn(self) -> bool:
        """Whether the page is on the screen: it comes there a few frames after the page has it."""
        shown = self._grabbed(self.window.preview).toImage().scaled(64, 64)
        return len({shown.pixel(x, y) for x in range(8, 56) for y in range(16, 48)}) > 2

    def _until(self, condition: Callable[[], bool], what: str) -> None:
        clock = QElapsedTimer()
        clock.start()
        while not condition():
            if clock.elapsed() > PATIENCE_MS:
                raise TourStopped(f"waited for {what} in vain")
            _wait(20)

    def _picture(self, name: str) -> None:
        """What the screen itself shows: the web view is not in a window's own picture."""
        _wait(SETTLE_MS)
        grabbed = self._grabbed(self.window)
        path = self._folder / f"{len(self.pictures) + 1:02}-{name}.png"
        if not grabbed.save(str(path)):
            raise TourStopped(f"{path.name} could not be written")
        self.pictures.append(path)

    def _grabbed(self, part: QWidget) -> QPixmap:
        at = part.mapToGlobal(QPoint(0, 0))
        return self.window.screen().grabWindow(0, at.x(), at.y(), part.width(), part.height())


def _wait(milliseconds: int) -> None:
    """Let everything go on for a while; Qt's own wait for tests keeps Python's other threads still."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def account(receipt: Receipt, draft: Draft, pictures: list[Path]) -> str:
    """What the tour did, in words: the article, the verification, the pictures."""
    public = receipt.status is Status.PUBLISHED
    lines = [
        f"{'Published' if public else 'Not public'}: “{draft.title}”",
        f"  {receipt.url}",
        "What a stranger sees there:",
    ]
    for sight in receipt.sights:
        saw = f"{sight.words} words, {len(sight.leaks)} leaks" if sight.checked else "not checked"
        lines.append(f"  {sight.surface.value:8}{sight.url}: {saw}")
    lines.append(f"{len(pictures)} pictures: {pictures[0].parent}" if pictures else "No pictures.")
    return "\n".join(lines)
