"""How the window looks: its colours, its fonts and the style sheet made of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from string import Template
from typing import ClassVar, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from editor.system.paths import resource
from editor.system.settings import THEME, Settings


class Theme(StrEnum):
    """What the writer chose: follow the desktop, or one of ours."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tokens(NamedTuple):
    """The colours of the window by their use; each is a Qt colour name."""

    win: str
    side: str
    surf: str
    raised: str
    stage: str
    sep: str
    line: str
    field: str
    hover: str
    press: str
    scrim: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    selection: str
    focus: str
    on_accent: str
    rail: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str
    segment: str


LIGHT = Tokens(
    win="#F5F4F1", side="#EFEDE9", surf="#FFFFFF", raised="#FFFFFF", stage="#E9E7E2",
    sep="#DFDCD5", line="#CFCBC2", field="#8F8B83", hover="#E6E3DD", press="#DCD8D0",
    scrim="#611E1D1B", text="#1E1D1B", text2="#595650", text3="#6B675F",
    accent="#3450C4", accent_hover="#2A43AA", selection="#E6EAFB", focus="#2F49B5",
    on_accent="#FFFFFF", rail="#C3CDF4", good="#1B7044", good_soft="#E3F2E9",
    warning="#855200", warning_soft="#FBF0DB", bad="#B3261E", bad_soft="#FBE9E7",
    segment="#FFFFFF",
)  # fmt: skip
DARK = Tokens(
    win="#1F1E1C", side="#1A1918", surf="#242321", raised="#2D2C29", stage="#171615",
    sep="#34322E", line="#45423D", field="#7D786F", hover="#2E2C29", press="#383632",
    scrim="#8C000000", text="#ECE9E3", text2="#B8B3A9", text3="#9C968B",
    accent="#5269DE", accent_hover="#475DD0", selection="#2B3153", focus="#A9B6FF",
    on_accent="#FFFFFF", rail="#48538C", good="#6CC794", good_soft="#1C3427",
    warning="#E6B454", warning_soft="#3A2E16", bad="#FF9388", bad_soft="#43211E",
    segment="#3D3B37",
)  # fmt: skip

UI_FAMILIES = ["Inter", "Noto Sans Arabic"]
# the cut for large sizes: narrower, with finer strokes; in one weight only
DISPLAY_FAMILIES = ["Source Serif 4 Display", "Source Serif 4", "Noto Naskh Arabic"]
TEXT_FAMILIES = ["Source Serif 4", "Noto Naskh Arabic"]
ARABIC_FAMILIES = ["Noto Naskh Arabic", "Source Serif 4"]
MONO_FAMILIES = ["JetBrains Mono"]


def tokens() -> Tokens:
    """The colours in force."""
    return Appearance.in_force


def color(name: str) -> QColor:
    """The colour in force under the token `name`."""
    return QColor(str(getattr(tokens(), name)))


def font(
    pixels: int,
    weight: QFont.Weight = QFont.Weight.Normal,
    families: list[str] | None = None,
) -> QFont:
    """A font of ours at `pixels` logical pixels."""
    made = QFont(families or UI_FAMILIES)
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return made


def text_font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The serif that articles are written and titled in."""
    return font(pixels, weight, TEXT_FAMILIES)


def display_font(pixels: int) -> QFont:
    """The serif of large headings."""
    made = font(pixels, QFont.Weight.DemiBold, DISPLAY_FAMILIES)
    made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.8)
    return made


def load_fonts() -> None:
    """Take the fonts we ship into use; one that is missing falls back to the system's."""
    for file in sorted(Path(resource("fonts")).glob("**/*.[to]tf")):
        QFontDatabase.addApplicationFont(str(file))


def palette_of(look: Tokens) -> QPalette:
    """The Qt palette for `look`, for what the style sheet leaves to Fusion."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, name in (
        (role.Window, look.win), (role.WindowText, look.text), (role.Base, look.surf),
        (role.AlternateBase, look.win), (role.Text, look.text), (role.Button, look.raised),
        (role.ButtonText, look.text), (role.BrightText, look.bad), (role.Link, look.focus),
        (role.LinkVisited, look.focus), (role.Highlight, look.selection),
        (role.HighlightedText, look.text), (role.ToolTipBase, look.raised),
        (role.ToolTipText, look.text), (role.PlaceholderText, look.text3),
        (role.Light, look.raised), (role.Midlight, look.hover), (role.Mid, look.line),
        (role.Dark, look.field), (role.Shadow, look.field), (role.Accent, look.accent),
    ):  # fmt: skip
        made.setColor(which, QColor(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(look.text3))
    return made


def style_sheet(look: Tokens) -> str:
    """The one style sheet of the window, made of `look`."""
    template = Template(resource("themes", "window.qss").read_text(encoding="utf-8"))
    values = {name: _css(value) for name, value in look._asdict().items()}
    shade = "dark" if look is DARK else "light"
    return template.substitute(
        values,
        caret=resource("themes", f"caret-down-{shade}.svg").as_posix(),
        check=resource("themes", "check.svg").as_posix(),
    )


def _css(value: str) -> str:
    made = QColor(value)
    if made.alpha() == 255:
        return value
    return f"rgba({made.red()},{made.green()},{made.blue()},{made.alpha()})"


class Appearance(QObject):
    """Keeps the application in the chosen theme; `changed` tells what is not styled by the sheet."""

    changed = Signal()
    in_force: ClassVar[Tokens] = LIGHT  # asked for at each key

    def __init__(self, app: QApplication, theme: Theme = Theme.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._theme = theme
        self._sheet = ""
        load_fonts()
        app.setStyle("Fusion")
        app.setFont(font(13))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self.apply()

    @property
    def theme(self) -> Theme:
        return self._theme

    def choose(self, theme: Theme) -> None:
        """Change to `theme` at once."""
        self._theme = theme
        self.apply()

    def apply(self) -> None:
        """Give the application the palette and style sheet of the theme, if it is not in force."""
        look = self._look()
        if self._sheet and look is self.in_force:
            return
        Appearance.in_force = look
        with self.held_back():
            self._app.setPalette(palette_of(look))
            self._sheet = style_sheet(look)
        self.changed.emit()

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Style what there is once, at the end of the block.

        With each part that is put into another Qt would style all that is in it anew, which takes longer
        than making the window. A sheet in place of another takes up to four times as long as this.
        """
        self._app.setStyleSheet("")
        try:
            yield
        finally:
            self._app.setStyleSheet(self._sheet)

    def _look(self) -> Tokens:
        if self._theme is Theme.SYSTEM:
            scheme = QGuiApplication.styleHints().colorScheme()
            return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._theme is Theme.DARK else LIGHT

    def _on_scheme_changed(self) -> None:
        self.apply()


def apply_appearance(app: QApplication, settings: Settings) -> Appearance:
    """Give the application the look its settings ask for."""
    return Appearance(app, Theme(settings.get(THEME)))


def appearance_of(app: QApplication) -> Appearance:
    """The application's appearance; made with the desktop's theme where nobody has yet."""
    return app.findChild(Appearance) or Appearance(app)
