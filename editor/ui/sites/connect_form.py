"""Connecting to a site: in the browser, with a password by hand, or with an app of one's own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from editor.cms.port import App
from editor.ui.controls.named_field import NamedField
from editor.ui.controls.secret_prompt import SecretField
from editor.ui.controls.widgets import Button, CheckBox, Glyph, label
from editor.ui.sites.site_parts import Said, beside_first_line
from editor.ui.wording import tr


class ConnectForm(QWidget):
    """Asks for what connecting needs, and says how it went; connects nothing itself."""

    changed = Signal()
    test_wanted = Signal()
    browser_wanted = Signal()
    give_up_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, *, new: bool, keyring: bool, app_address: str) -> None:
        """`app_address` is where an app of the user's own must come back to."""
        super().__init__()
        self._new, self._keyring = new, keyring
        self._had_focus: QWidget | None = None
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(8)
        self._make_browser_row()
        self._make_by_hand()
        self._make_app(app_address)
        self.status = Said()
        self.box.addWidget(self.status)
        self._make_hints()

    def _make_browser_row(self) -> None:
        self._browser_row = QWidget()
        row = QHBoxLayout(self._browser_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.browser_button = Button("", "", "arrow-square-out")
        self.browser_button.clicked.connect(self.browser_wanted)
        row.addWidget(self.browser_button)
        self.connected = Said()
        row.addWidget(self.connected, 1)
        row.addStretch(0)
        self.copy_button = Button(tr("Copy the address"), "link")
        self.copy_button.clicked.connect(self.copy_wanted)
        self.give_up = Button(tr("Give up"), "link")
        self.give_up.clicked.connect(self.give_up_wanted)
        self.by_hand = Button(tr("Enter a password by hand"), "link")
        self.by_hand.clicked.connect(self._on_by_hand)
        self.own_app = Button(tr("Use an app of your own"), "link")
        self.own_app.clicked.connect(self.open_app)
        for button in (self.copy_button, self.give_up, self.by_hand, self.own_app):
            row.addWidget(button)
        self.box.addWidget(self._browser_row)

    def _make_by_hand(self) -> None:
        self._by_hand = QWidget()
        fields = QHBoxLayout(self._by_hand)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(12)
        self.username, self.secret = QLineEdit(), SecretField("")
        self.secret.entered.connect(self._on_enter)
        self._user = NamedField(tr("Username"), self.username)
        self._secret = NamedField("", self.secret)
        for named in (self._user, self._secret):
            fields.addWidget(named, 1)
            named.field.textEdited.connect(self.changed)
        self.connect_button = Button("", "", "plugs")
        self.connect_button.clicked.connect(self.test_wanted)
        below = QVBoxLayout()
        below.setSpacing(0)
        below.addStretch(1)
        below.addWidget(self.connect_button)
        fields.addLayout(below)
        self.box.addWidget(self._by_hand)

    def _make_app(self, address: str) -> None:
        self._app = QWidget()
        box = QVBoxLayout(self._app)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        fields = QHBoxLayout()
        fields.setSpacing(12)
        self.client_id, self.client_secret = QLineEdit(), SecretField("")
        self.client_secret.entered.connect(self.browser_wanted)
        fields.addWidget(NamedField(tr("Client id"), self.client_id), 1)
        fields.addWidget(NamedField(tr("Client secret"), self.client_secret), 1)
        box.addLayout(fields)
        how = tr("Make an app at developer.wordpress.com/apps. Its redirect URL must be {address}")
        told = label(how.format(address=address), "hint", wrap=True)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.addWidget(told)
        self.box.addWidget(self._app)

    def _make_hints(self) -> None:
        hint = QHBoxLayout()
        hint.setSpacing(6)
        hint.addLayout(beside_first_line(Glyph("key", "text3", 14)))
        self._hint = label("", "hint", wrap=True)
        hint.addWidget(self._hint, 1)
        self.box.addLayout(hint)
        self.session = CheckBox(tr("Keep for this session only"))
        self.session.setChecked(True)
        self.session.setEnabled(False)
        self.session.setVisible(not self._keyring)
        self.box.addWidget(self.session)

    @property
    def app(self) -> App | None:
        """The app of the user's own, if one was entered."""
        id_ = self.client_id.text().strip()
        shown = not self._app.isHidden()
        return App(id_, self.client_secret.text().strip()) if id_ and shown else None

    def show_folder(self, *, fields: bool) -> None:
        """Connecting to a folder is a passphrase; `fields` False leaves it to the passphrase's own form."""
        for part in (self._browser_row, self._app, self._user):
            part.hide()
        self._by_hand.setVisible(fields)
        self._name_secret(tr("Passphrase for subscribers"), SecretField.EchoMode.Normal)
        self.connect_button.setText(tr("Check the folder") if self._new else tr("Test"))
        self._hint.setText(self._kept(tr("It is kept in your system’s keyring, never in a file.")))

    def show_site(self, *, hosted: bool, one_click: bool) -> None:
        """Connecting to a site: `hosted` by WordPress.com, or on its own with a page for `one_click`."""
        self.show_idle(hosted=hosted, one_click=one_click)
        self._app.hide()
        self._user.show()
        self._by_hand.setVisible(not one_click and not hosted)
        self._name_secret(tr("Application password"), SecretField.EchoMode.Password)
        self.connect_button.setText(tr("Connect") if self._new else tr("Test"))
        sign_in = tr("Sign in with WordPress.com")
        self.browser_button.setText(sign_in if hosted else tr("Connect in the browser"))
        take_back = (
            tr("under wordpress.com/me/security/connected-applications") if hosted
            else tr("on the site under Profile › Application passwords")
        )  # fmt: skip
        told = tr("The key is kept in your system’s keyring, never in a file. Take it back at any "
                  "time {where}.").format(where=take_back)  # fmt: skip
        self._hint.setText(self._kept(told))

    def show_key(self) -> None:
        """Connecting to a Ghost is a key that is made there."""
        self._user.hide()
        self._by_hand.show()
        self._browser_row.hide()
        self._name_secret(tr("Admin API key, or staff access token"), SecretField.EchoMode.Password)
        told = tr("Make one in Ghost under Settings › Integrations › Add custom integration. It is kept in "
                  "your system’s keyring, never in a file.")  # fmt: skip
        self._hint.setText(self._kept(told))

    def show_idle(self, *, hosted: bool, one_click: bool) -> None:
        """Nothing is under way."""
        self._browser_row.setVisible(hosted or one_click)
        self.browser_button.setEnabled(True)
        self.connect_button.setEnabled(True)
        self.copy_button.hide()
        self.give_up.hide()
        self.by_hand.setVisible(not hosted)
        self.own_app.setVisible(hosted)
        if self._had_focus is not None:
            self._had_focus.setFocus(Qt.FocusReason.OtherFocusReason)
            self._had_focus = None

    def show_waiting(self) -> None:
        """The browser is asked; until it comes back one may give up."""
        self._busy(tr("Waiting for your browser. Approve the connection there."))
        self.by_hand.hide()
        self.own_app.hide()
        self.copy_button.show()
        self.copy_button.setEnabled(False)
        self.give_up.show()
        if self._had_focus is not None:
            # else it would go on to the sheet's cross, where Enter closes
            self.give_up.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_testing(self) -> None:
        """The site is being asked."""
        self._busy(tr("Asking the site…"))

    def show_connected(self, text: str) -> None:
        """Say who we are there, beside the button if there is one."""
        self.status.hide()
        self.connected.hide()
        place = self.connected if not self._browser_row.isHidden() else self.status
        place.say("check-bold", "good", text)

    def show_problem(self, text: str) -> None:
        """Say why it did not connect."""
        self.connected.hide()
        self.status.say("x-circle-fill", "bad", text)

    def quiet(self) -> None:
        """Say nothing."""
        self.connected.hide()
        self.status.hide()

    def open_app(self) -> None:
        """Ask for an app of the user's own."""
        self._app.show()
        self.client_id.setFocus()

    def _busy(self, text: str) -> None:
        for button in (self.browser_button, self.connect_button):
            if button.hasFocus():
                self._had_focus = button  # it loses the focus while it may not be pressed
            button.setEnabled(False)
        self.quiet()
        place = self.connected if not self._browser_row.isHidden() else self.status
        place.say("circle-dashed", "second", text)

    def _name_secret(self, name: str, shown: SecretField.EchoMode) -> None:
        self._secret.rename(name)
        self.secret.setEchoMode(shown)
        self.secret.setPlaceholderText("" if self._new else tr("Unchanged"))

    def _kept(self, told: str) -> str:
        if self._keyring:
            return told
        return tr("No keyring is open on this system, and secrets are never written to a file: "
                  "Standfirst forgets it when it closes, and asks again.")  # fmt: skip

    def _on_by_hand(self) -> None:
        self._by_hand.show()
        self.username.setFocus()

    def _on_enter(self) -> None:
        if self.connect_button.isEnabled():
            self.test_wanted.emit()
