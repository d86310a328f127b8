"""The bar at the top: menu and library, formatting, views, the site, and Publish."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from editor.ui.actions import Actions
from editor.ui.controls.appearance import color, text_font
from editor.ui.controls.widgets import Badge, Button, Glyph, IconButton, Segments
from editor.ui.library.sidebar import WIDTH

if TYPE_CHECKING:
    from editor.model.site import Site

NARROW = 1280
ONE_PANE = 960


class _ToolRule(QWidget):
    """The upright line between groups of tools, with the room beside it."""

    def __init__(self, room: int = 8) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(room, 0, room, 0)
        line = QFrame()
        line.setObjectName("tool-rule")
        line.setFixedSize(1, 20)
        row.addWidget(line)


class SiteButton(QPushButton):
    """Shows the site an article is meant for; opens the list of sites."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("site", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 10, 0)
        row.setSpacing(8)
        self.badge = Badge()
        self.name = QLabel()
        self.name.setProperty("role", "site-name")
        arrow = Glyph("caret-down", "text2", 14)
        for part in (self.badge, self.name, arrow):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        self.show_site(None, short=False)

    def show_site(self, site: "Site | None", *, short: bool) -> None:
        """Name the site; `short` shows its badge alone."""
        self.badge.show_text(site.badge if site else "")
        name = site.name if site else self.tr("No site")
        self.name.setText(name)
        self.name.setVisible(not short)
        self.setAccessibleName(self.tr("Site: {name}").format(name=name))
        self.setToolTip(self.tr("The site this article is meant for: {name}").format(name=name))
        self.setFixedWidth(self.sizeHint().width())

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return QSize(layout.sizeHint().width() if layout else 120, 32)


class Header(QFrame):
    """52 pixels that hold what is done most; narrower windows fold the formatting into one button."""

    menu_wanted = Signal()
    site_menu_wanted = Signal(QWidget)
    side_chosen = Signal(int)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setFixedHeight(52)
        self._actions = actions
        self._tools: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_start())
        row.addWidget(self._make_format(), 1)
        row.addWidget(self._make_end())
        self._colour()

    def _tool(self, name: str, icon_name: str, *, checkable: bool = False) -> QToolButton:
        action: QAction = self._actions[name]
        button = IconButton(
            icon_name,
            action.text().replace("&", "").rstrip("…"),
            action.shortcut(),
            checkable=checkable,
        )
        # the tools act on the text: a click leaves the caret where it is
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(action.trigger)
        if checkable:
            action.toggled.connect(button.setChecked)
            button.setChecked(action.isChecked())
            button.clicked.connect(lambda: button.setChecked(action.isChecked()))
        action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
        button.setEnabled(action.isEnabled())
        self._tools[name] = button
        return button

    def _make_start(self) -> QWidget:
        self._start = QWidget()
        row = QHBoxLayout(self._start)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(2)
        menu = IconButton("list", self.tr("Main menu"), self._actions["menu"].shortcut())
        menu.clicked.connect(self.menu_wanted)
        self.menu_button = menu
        row.addWidget(menu)
        self._brand = QLabel("Standfirst")
        made = text_font(16, QFont.Weight.DemiBold)
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 99)
        self._brand.setFont(made)
        self._brand.setContentsMargins(6, 0, 0, 0)
        row.addWidget(self._brand)
        row.addStretch(1)
        row.addWidget(self._tool("sidebar", "layout", checkable=True))
        row.addWidget(self._tool("new", "note-pencil"))
        return self._start

    def _make_format(self) -> QWidget:
        self.format = QWidget()
        row = QHBoxLayout(self.format)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(2)
        self._lead = row
        row.addStretch(1)
        self._fold = self._make_fold()
        self._fold_rule = _ToolRule()
        row.addWidget(self._fold_rule)
        row.addWidget(self._fold)
        self._rules = [_ToolRule(), _ToolRule()]
        folded = [("heading2", "text-h"), ("bold", "text-bolder"), ("italic", "text-italic")]
        for name, icon_name in folded:
            row.addWidget(self._tool(name, icon_name))
        row.addWidget(self._rules[0])
        for name, icon_name in (
            ("link", "link-simple"),
            ("quote", "quotes"),
            ("list", "list-bullets"),
            ("image", "image"),
            ("footnote", "asterisk"),
        ):
            row.addWidget(self._tool(name, icon_name))
        row.addWidget(self._rules[1])
        row.addWidget(self._tool("cut", "scissors"))
        row.addStretch(1)
        self.side = Segments(
            self.tr("Pane"), [(self.tr("Write"), ""), (self.tr("Preview"), "")], fill=False
        )
        self.side.chosen.connect(self.side_chosen)
        self.side.hide()
        row.addWidget(self.side)
        return self.format

    def _make_fold(self) -> QToolButton:
        button = QToolButton()
        button.setFixedSize(48, 32)
        inside = QHBoxLayout(button)
        inside.setContentsMargins(6, 0, 6, 0)
        inside.setSpacing(4)
        for glyph, size in (("text-aa", 18), ("caret-down", 14)):
            inside.addWidget(Glyph(glyph, "text2", size))
        button.setAccessibleName(self.tr("Formatting"))
        button.setToolTip(self.tr("Formatting"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._actions.fold(menu) if menu.isEmpty() else None)
        button.setMenu(menu)
        return button

    def _make_end(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(12, 0, 16, 0)
        row.setSpacing(4)
        row.addWidget(self._tool("details", "sliders-horizontal", checkable=True))
        row.addWidget(self._tool("preview", "eye", checkable=True))
        self._site_rule = _ToolRule(6)
        row.addWidget(self._site_rule)
        self.site = SiteButton()
        self.site.clicked.connect(lambda: self.site_menu_wanted.emit(self.site))
        row.addWidget(self.site)
        row.addSpacing(4)
        self.publish = Button(self.tr("Publish…"), "primary")
        self.publish.setToolTip(self.tr("Look at the plan before anything is sent (Ctrl+Shift+P)"))
        self.publish.clicked.connect(self._actions["publish"].trigger)
        action = self._actions["publish"]
        action.changed.connect(lambda: self.publish.setEnabled(action.isEnabled()))
        row.addWidget(self.publish)
        return holder

    def arrange(self, width: int, *, writing: bool) -> None:
        """Fit the width; `writing` is whether an article is open."""
        narrow, single = width < NARROW, width < ONE_PANE
        self._brand.setVisible(not narrow)
        self._start.setFixedWidth(WIDTH) if not narrow else self._loosen(self._start)
        for name in ("heading2", "bold", "italic", "quote", "list", "footnote"):
            self._tools[name].setVisible(writing and not narrow)
        for name in ("link", "image", "cut"):
            self._tools[name].setVisible(writing)
        for rule in self._rules:
            rule.setVisible(writing and not narrow)
        self._fold.setVisible(writing and narrow)
        self._fold_rule.setVisible(writing and narrow)
        for name in ("details", "preview"):
            self._tools[name].setVisible(writing and not (single and name == "preview"))
        self._site_rule.setVisible(writing)
        self.side.setVisible(writing and single)
        self._lead.setStretch(0, 0 if narrow else 1)
        margin = 0 if narrow else 12
        self._lead.setContentsMargins(margin, 0, 12, 0)
        start = self._start.layout()
        if start is not None:
            start.setContentsMargins(12, 0, margin, 0)

    def _loosen(self, widget: QWidget) -> None:
        widget.setMinimumWidth(0)
        widget.setMaximumWidth(16777215)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def _colour(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, color("win"))
        self.setPalette(palette)
