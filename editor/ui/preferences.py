"""Preferences: the few settings a writer chooses."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from editor.system.settings import REMOTE_PICTURES, TEXT_SIZE, THEME, TYPOGRAPHY, Settings
from editor.ui.controls.sheet import Sheet
from editor.ui.controls.widgets import Button, CheckBox, Segments, label

THEMES = ("system", "light", "dark")


class PreferencesSheet(Sheet):
    """Look, text size, and what the preview may fetch; each takes effect at once."""

    theme_chosen = Signal(str)
    letters_chosen = Signal(int)
    remote_chosen = Signal(bool)
    typography_chosen = Signal(bool)

    def __init__(self, window: QWidget, settings: Settings) -> None:
        super().__init__(window, self.tr("Preferences"), QSize(520, 760), close_button=True)
        self._settings = settings
        self.column = column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(20)
        self.theme = Segments(
            self.tr("Look"),
            [
                (self.tr("As the system"), "desktop"),
                (self.tr("Light"), "sun"),
                (self.tr("Dark"), "moon"),
            ],
        )
        self.theme.choose(THEMES.index(settings.get(THEME)))
        self.theme.chosen.connect(self._on_theme)
        column.addLayout(self._row(self.tr("Look"), self.theme))
        self.letters = QSpinBox()
        self.letters.setRange(TEXT_SIZE.least or 9, TEXT_SIZE.most or 48)
        self.letters.setSuffix(self.tr(" px"))
        self.letters.setValue(settings.get(TEXT_SIZE))
        self.letters.setFixedWidth(96)
        self.letters.lineEdit().setTextMargins(8, 0, 0, 0)
        self.letters.setKeyboardTracking(False)
        self.letters.valueChanged.connect(self.letters_chosen)
        smaller = Button("−")
        smaller.setAccessibleName(self.tr("Smaller text"))
        smaller.clicked.connect(self.letters.stepDown)
        larger = Button("+")
        larger.setAccessibleName(self.tr("Larger text"))
        larger.clicked.connect(self.letters.stepUp)
        sizes = QHBoxLayout()
        sizes.setSpacing(8)
        for part in (self.letters, smaller, larger):
            sizes.addWidget(part)
        sizes.addStretch(1)
        column.addLayout(self._row(self.tr("Size of the text"), sizes, self.letters))
        self.typography = CheckBox(self.tr("Typographic quotes and dashes as you type"))
        self.typography.setChecked(settings.get(TYPOGRAPHY))
        self.typography.toggled.connect(self.typography_chosen)
        column.addWidget(self.typography)
        self.remote = CheckBox(self.tr("Fetch pictures from other computers in the preview"))
        self.remote.setChecked(settings.get(REMOTE_PICTURES))
        self.remote.toggled.connect(self.remote_chosen)
        hint = label(
            self.tr("Whoever keeps such a picture learns that you looked."), "hint", wrap=True
        )
        below = QVBoxLayout()
        below.setSpacing(4)
        below.addWidget(self.remote)
        below.addWidget(hint)
        column.addLayout(below)
        column.addStretch(1)
        done = Button(self.tr("Done"), "primary")
        done.clicked.connect(self.reject)
        self.foot.addStretch(1)
        self.foot.addWidget(done)
        self.set_default(done)

    def _row(
        self, name: str, content: QWidget | QHBoxLayout, field: QWidget | None = None
    ) -> QHBoxLayout:
        row = QHBoxLayout()
        words = label(name, "field")
        words.setFixedWidth(120)
        row.addWidget(words)
        if isinstance(content, QWidget):
            row.addWidget(content, 1)
        else:
            row.addLayout(content, 1)
        if field is not None:
            field.setAccessibleName(name)
        return row

    def _on_theme(self, index: int) -> None:
        self.theme_chosen.emit(THEMES[index])
