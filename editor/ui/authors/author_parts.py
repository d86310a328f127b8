"""Parts of an author's form: their links, and who they are on each site."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from editor.model.site import Site
from editor.ui.controls.icons import icon
from editor.ui.controls.widgets import Badge, Button, Card, Glyph, IconButton, Rule, label
from editor.ui.publish.receipt_card import Elided
from editor.ui.wording import tr

Users = Sequence[tuple[str, str, str]]


class LinkList(QWidget):
    """The links, one field each."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        box.addLayout(self._rows)
        self.add = Button(tr("Add link"), "flat", "plus", compact=True)
        self.add.clicked.connect(self._on_add)
        box.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        self.fields: list[QLineEdit] = []

    @property
    def links(self) -> tuple[str, ...]:
        """What was typed, without the empty ones."""
        return tuple(text for field in self.fields if (text := field.text().strip()))

    def show_links(self, links: Sequence[str]) -> None:
        """Show other links."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            row = item.widget() if item is not None else None
            if row is not None:
                row.hide()
                row.deleteLater()
        self.fields = []
        for link in links:
            self._add_row(link)

    def _add_row(self, link: str) -> QLineEdit:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        field = QLineEdit(link)
        field.setPlaceholderText("https://")
        field.setAccessibleName(tr("Link {number}").format(number=len(self.fields) + 1))
        glyph = "at" if link.startswith(("@", "mailto:")) else "globe-simple"
        field.addAction(icon(glyph), QLineEdit.ActionPosition.LeadingPosition)
        field.textEdited.connect(lambda _: self.changed.emit())
        cross = IconButton("x", tr("Remove this link"), size=28, glyph=14)
        cross.clicked.connect(lambda: self._remove(holder, field))
        row.addWidget(field, 1)
        row.addWidget(cross)
        self._rows.addWidget(holder)
        self.fields.append(field)
        return field

    def _on_add(self) -> None:
        self._add_row("").setFocus()

    def _remove(self, row: QWidget, field: QLineEdit) -> None:
        self.fields.remove(field)
        row.hide()
        row.deleteLater()
        self.changed.emit()


class SiteRow:
    """One site's cells: who the author is there, and the state of that."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.choose = Button(tr("Choose…"), compact=True)
        self.choose.setAccessibleName(tr("Choose the user on {site}").format(site=site.name))
        self.users = QComboBox()
        self.users.setAccessibleName(tr("User on {site}").format(site=site.name))
        self.users.setProperty("compact", True)
        self.users.setMinimumWidth(120)
        self.users.hide()
        self.who = label("")
        self.glyph = Glyph("minus", "text3", 14)
        self.state = label("", "second")


class SiteMapping(Card):
    """Who the author is on each site. Asks for a site's users only when that is wanted."""

    users_wanted = Signal(str)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("On your sites"))
        self.rows_by_site: dict[str, SiteRow] = {}
        self._accounts: dict[str, str] = {}

    @property
    def accounts(self) -> Mapping[str, str]:
        """Site id to the user's id there."""
        return dict(self._accounts)

    def show_sites(self, sites: Sequence[Site], accounts: Mapping[str, str]) -> None:
        """Show `sites` with what is known of the author there."""
        self._accounts = dict(accounts)
        self.clear()
        self.rows_by_site = {}
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnMinimumWidth(0, 168)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(2, 4)
        for number, site in enumerate(sites):
            if number:
                grid.addWidget(Rule(), 2 * number - 1, 0, 1, 4)
            self._place(grid, 2 * number, site)
        self.rows.addWidget(holder)
        self.setVisible(bool(sites))

    def _place(self, grid: QGridLayout, at: int, site: Site) -> None:
        name = QHBoxLayout()
        name.setContentsMargins(12, 6, 8, 6)
        name.setSpacing(8)
        name.addWidget(Badge(site.badge))
        name.addWidget(Elided(site.name), 1)
        grid.addLayout(name, at, 0)
        folder = site.kind == "folder"
        grid.addWidget(label(tr("Folder") if folder else tr("WordPress"), "second"), at, 1)
        row = self.rows_by_site[str(site.id)] = SiteRow(site)
        middle = QHBoxLayout()
        middle.setContentsMargins(12, 6, 8, 6)
        if folder:
            middle.addWidget(label(tr("Written into the page"), "second"))
        else:
            middle.setSpacing(8)
            middle.addWidget(row.who)
            middle.addWidget(row.choose)
            middle.addWidget(row.users, 1)
            row.choose.clicked.connect(lambda: self._on_choose(str(site.id)))
            row.users.activated.connect(lambda _: self._on_chosen(str(site.id)))
        middle.addStretch(0)
        grid.addLayout(middle, at, 2)
        state = QHBoxLayout()
        state.setContentsMargins(4, 6, 12, 6)
        state.setSpacing(4)
        state.addWidget(row.glyph)
        state.addWidget(row.state, 1)
        grid.addLayout(state, at, 3)
        self._show_state(row, folder=folder)

    def _show_state(self, row: SiteRow, *, folder: bool = False) -> None:
        known = folder or str(row.site.id) in self._accounts
        row.glyph.show_icon("check-bold" if known else "minus", "good" if known else "text3")
        found = tr("Ready") if folder else tr("Found")
        row.state.setText(found if known else tr("Not on this site"))
        row.state.setProperty("role", "good" if known else "second")
        row.state.style().polish(row.state)
        asked = not row.users.isHidden()
        user = self._accounts.get(str(row.site.id), "")
        row.who.setText(tr("User {id}").format(id=user) if user and not asked else "")
        row.who.setVisible(bool(row.who.text()))
        row.choose.setText(tr("Change…") if user else tr("Choose…"))

    def _on_choose(self, site_id: str) -> None:
        row = self.rows_by_site[site_id]
        row.choose.setEnabled(False)
        row.choose.setText(tr("Asking…"))
        self.users_wanted.emit(site_id)

    def show_users(self, site_id: str, users: Users) -> None:
        """Offer the users of a site."""
        row = self.rows_by_site[site_id]
        row.choose.hide()
        row.users.clear()
        row.users.addItem(tr("Not on this site"), "")
        for user_id, name, _ in users:
            shown = tr("{name} (user {id})").format(name=name, id=user_id)
            row.users.addItem(shown, user_id)
        at = row.users.findData(self._accounts.get(site_id, ""))
        row.users.setCurrentIndex(max(0, at))
        row.users.show()
        row.users.setFocus()
        row.who.hide()
        if at < 0:
            self._on_chosen(site_id)

    def show_problem(self, site_id: str, text: str) -> None:
        """Say why a site's users are not known."""
        row = self.rows_by_site[site_id]
        row.choose.setEnabled(True)
        row.choose.setText(tr("Choose…"))
        row.glyph.show_icon("x-circle-fill", "bad")
        row.state.setText(tr("No answer"))
        row.state.setToolTip(text)
        row.choose.setToolTip(text)

    def _on_chosen(self, site_id: str) -> None:
        row = self.rows_by_site[site_id]
        chosen = str(row.users.currentData() or "")
        if chosen:
            self._accounts[site_id] = chosen
        else:
            self._accounts.pop(site_id, None)
        self._show_state(row)
        self.changed.emit()
