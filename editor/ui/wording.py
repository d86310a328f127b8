"""Codes and enums as words in the user's language: surfaces, readers, findings, errors."""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime

from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.errors import EditorError, OutcomeUnknown
from editor.model.finding import Severity
from editor.model.status import Status
from editor.model.wording import WORDING, Wording

Detail = Mapping[str, str | int]
# a bare tag means the language wherever it is spoken; QLocale names its biggest country's
_NATIVE = {"en": "English", "es": "Español", "pt": "Português", "zh": "中文", "de": "Deutsch"}


def tr(text: str, count: int = -1) -> str:
    """`text` in the user's language; `count` fills and chooses among plural forms of `%n`."""
    return QCoreApplication.translate("Words", text, None, count)


def plural(one: str, many: str, count: int) -> str:
    """`one` or `many` with `{n}` filled in as the locale writes numbers, for texts that count."""
    return tr(one if count == 1 else many).format(n=number(count))


def number(value: int) -> str:
    """A whole number as the locale writes it: 1,204."""
    return QLocale().toString(value)


def words(count: int) -> str:
    """ "1 word", "143 words"."""
    return plural("{n} word", "{n} words", count)


def people(count: int) -> str:
    """ "1 person", "1,204 people"."""
    return plural("{n} person", "{n} people", count)


class _Blank(dict[str, str | int]):
    def __missing__(self, key: str) -> str:
        return f"({key})"


def said(code: str, detail: Detail) -> Wording:
    """What an error or finding says, and what to do about it, translated and filled in."""
    known = WORDING.get(code)
    if known is None:
        return Wording(
            tr("Something went wrong ({code}).").format(code=code),
            tr("Copy the report from the Help menu."),
        )
    values = _Blank(detail)
    return Wording(tr(known.what).format_map(values), tr(known.then).format_map(values))


def why_unseen(code: str) -> str:
    """Why a place was not looked at, of which only the error's code was kept."""
    known = WORDING.get(code)
    if known is None or "{" in known.what:
        return tr("The site did not give an answer that could be read.")
    return tr(known.what)


def failure(error: Exception) -> Wording:
    """What to say of an exception that reached the window."""
    if isinstance(error, EditorError):
        return said(error.code, error.detail)
    return Wording(
        tr("Something went wrong that Standfirst did not expect."),
        tr("Your text is unchanged. Copy the report from the Help menu."),
    )


def is_unknown(error: Exception) -> bool:
    """Whether `error` leaves open if the site did what it was asked."""
    return isinstance(error, OutcomeUnknown)


def surface_name(surface: Surface) -> str:
    """A surface as a table calls it."""
    return {
        Surface.PAGE: tr("Page"),
        Surface.HEAD: tr("Page head"),
        Surface.CARD: tr("Social card"),
        Surface.FEED: tr("Feed"),
        Surface.API: tr("API"),
        Surface.EMBED: tr("Embed"),
        Surface.EMAIL: tr("Email"),
        Surface.SEARCH: tr("Lists and search"),
    }[surface]


def surface_hint(surface: Surface) -> str:
    """What a surface is, in a few words."""
    return {
        Surface.PAGE: tr("the article itself"),
        Surface.HEAD: tr("description, structured data"),
        Surface.CARD: tr("og: and twitter: tags"),
        Surface.FEED: tr("RSS"),
        Surface.API: tr("the site’s public posts list"),
        Surface.EMBED: tr("what other sites can show"),
        Surface.EMAIL: tr("what subscribers are sent"),
        Surface.SEARCH: tr("home, tag, author, search"),
    }[surface]


def audience_name(audience: Audience) -> str:
    """A reader as the window calls them."""
    return {
        Audience.VISITOR: tr("Visitor"),
        Audience.MEMBER: tr("Member"),
        Audience.PAID: tr("Paid member"),
    }[audience]


def audience_hint(audience: Audience, gate: Gate, access: Access) -> str:
    """Who a reader is; a sealed page opens by a passphrase, not by signing in."""
    if gate is Gate.SEALED and access is not Access.EVERYONE and audience is not Audience.VISITOR:
        able = audience.may_read(access)
        return tr("has the passphrase") if able else tr("has no passphrase")
    if gate is Gate.PASSWORD and access is not Access.EVERYONE:
        return tr("has the password") if audience.may_read(access) else tr("has no password")
    return {
        Audience.VISITOR: tr("anyone"),
        Audience.MEMBER: tr("signed in, free"),
        Audience.PAID: tr("paying"),
    }[audience]


def audience_icon(audience: Audience) -> str:
    """The icon that stands for a reader."""
    return {Audience.VISITOR: "eye", Audience.MEMBER: "user", Audience.PAID: "key"}[audience]


def gate_name(gate: Gate) -> str:
    """A gate as the window calls it."""
    return {
        Gate.PAID_CONTENT: tr("Paid Content block"),
        Gate.NEWSLETTER: tr("Newsletter paywall"),
        Gate.PMPRO: tr("Paid Memberships Pro"),
        Gate.PASSWORD: tr("Password"),
        Gate.PAYWALL: tr("Ghost’s paywall"),
        Gate.SEALED: tr("Sealed with a passphrase"),
        Gate.TEASER_ONLY: tr("Teaser only"),
    }[gate]


def gate_hint(gate: Gate) -> str:
    """What a gate does, in one sentence."""
    return {
        Gate.PAID_CONTENT: tr(
            "The site shows the locked part to members of the plans below. Needs Jetpack."
        ),
        Gate.NEWSLETTER: tr(
            "Subscribers of the site’s newsletter read on, all or the paying ones. Needs Jetpack."
        ),
        Gate.PMPRO: tr("Members of the levels below read on. Needs Paid Memberships Pro."),
        Gate.PASSWORD: tr(
            "Readers enter a password, the same for every article. WordPress then hides the free "
            "part too."
        ),
        Gate.PAYWALL: tr(
            "Ghost cuts the article off for strangers everywhere. Members read on, all who pay, or "
            "those of the tiers below."
        ),
        Gate.SEALED: tr(
            "The locked part is encrypted and opens in the reader’s browser with the passphrase. "
            "Browsers open it only where the site is served over https."
        ),
        Gate.TEASER_ONLY: tr("The locked part never leaves this computer."),
    }[gate]


def access_name(access: Access) -> str:
    """Who may read it, as the window calls them."""
    return {
        Access.EVERYONE: tr("Everyone"),
        Access.MEMBERS: tr("Members"),
        Access.PAID: tr("Paid members"),
    }[access]


def locked_words(access: Access, count: int) -> str:
    """The words below the cut by whose they are: "543 paid words", "543 members’ words"."""
    if access is Access.MEMBERS:
        return plural("{n} members’ word", "{n} members’ words", count)
    return plural("{n} paid word", "{n} paid words", count)


def status_name(status: Status) -> str:
    """The state of a post on its site."""
    return {
        Status.DRAFT: tr("Draft"),
        Status.PENDING: tr("Waiting for review"),
        Status.SCHEDULED: tr("Scheduled"),
        Status.PUBLISHED: tr("Published"),
        Status.PRIVATE: tr("Private"),
    }[status]


def severity_count(severity: Severity, count: int) -> str:
    """How many findings of one severity there are: "1 error", "2 warnings"."""
    match severity:
        case Severity.ERROR:
            return plural("{n} error", "{n} errors", count)
        case Severity.WARNING:
            return plural("{n} warning", "{n} warnings", count)
        case Severity.NOTE:
            return plural("{n} note", "{n} notes", count)


def severity_icon(severity: Severity) -> tuple[str, str]:
    """The icon of a finding and the colour token it is drawn in."""
    return {
        Severity.ERROR: ("x-circle-fill", "bad"),
        Severity.WARNING: ("warning-fill", "warning"),
        Severity.NOTE: ("info", "text2"),
    }[severity]


def language_name(code: str) -> str:
    """A language by its own name: "en" is English, "ar" العربية; the tag itself if it is unknown."""
    if not code:
        return tr("Any other language")
    if code in _NATIVE:
        return _NATIVE[code]
    locale = QLocale(code)
    if locale.language() in (QLocale.Language.C, QLocale.Language.AnyLanguage):
        return code
    name = locale.nativeLanguageName() or QLocale.languageToString(locale.language())
    name = name[:1].upper() + name[1:]
    language, *parts = code.replace("_", "-").split("-")
    if parts and name == language_name(language):  # else it says where already: American English
        country = len(parts[-1]) == 2 and locale.nativeTerritoryName()
        name += f" ({country or parts[-1]})"
    return name


def day_and_time(moment: datetime, zone: tzinfo | None = None) -> str:
    """A moment in `zone`, or in the computer's: "12 Jun 2026, 14:07 UTC+2"."""
    there = moment.astimezone(zone)
    shown = QDateTime(QDate(there.year, there.month, there.day), QTime(there.hour, there.minute))
    text = QLocale().toString(shown, "d MMM yyyy, HH:mm")
    ahead = round((there.utcoffset() or timedelta()) / timedelta(minutes=1))
    hours, minutes = divmod(abs(ahead), 60)
    sign = "-" if ahead < 0 else "+"
    offset = f"{sign}{hours}" + (f":{minutes:02}" if minutes else "")
    return f"{text} UTC" + (offset if hours or minutes else "")


def due_time(moment: datetime, month: str = "MMMM") -> str:
    """When something is to appear, in the computer's zone: "12 June 18:30", with another year's number."""
    year = "" if moment.astimezone().year == datetime.now().astimezone().year else " yyyy"
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(local, f"d {month}{year} HH:mm")


def shortened(digest: str) -> str:
    """A SHA-256 short enough to read: "sha256 9f1c…e04a"."""
    return f"sha256 {digest[:4]}…{digest[-4:]}" if digest else ""
