"""The words that a page says itself, and its dates, in the language of its article."""

from dataclasses import dataclass
from datetime import date

RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}
)
_RTL_SCRIPTS = frozenset({"arab", "hebr", "syrc", "thaa", "nkoo", "adlm"})


@dataclass(frozen=True, slots=True)
class Phrases:
    """A page's own words; `{}` stands for what the page fills in."""

    language: str
    posted: str  # {date}, {names}
    posted_anonymously: str  # {date}
    and_: str
    minutes: str
    published_by: str
    leave_reply: str
    reply_open: str
    reply_write: str
    comments_closed: str
    notes: str
    back_to_text: str
    footnote: str
    log_in: str
    passphrase: str
    protected: str
    invitation: str
    open_: str
    opening: str
    wrong: str
    insecure: str
    no_script: str
    picture_missing: str
    for_members: str
    for_paid: str
    nothing_yet: str
    feed: str
    months: tuple[str, ...]
    day: str  # {day}, {month}, {year}

    def date(self, day: date) -> str:
        """`day` as people write it in this language."""
        number = "1er" if self.language == "fr" and day.day == 1 else str(day.day)
        return self.day.format(day=number, month=self.months[day.month - 1], year=day.year)

    def names(self, names: tuple[str, ...]) -> str:
        """Names as a list: "A", "A and B", "A, B and C"."""
        if len(names) < 2:
            return "".join(names)
        joiner = self.and_ if self.and_.endswith("و") else self.and_ + " "
        comma = "، " if self.language == "ar" else ", "
        return comma.join(names[:-1]) + " " + joiner + names[-1]


_EN = Phrases(
    language="en",
    posted="Posted on {date} by {names}",
    posted_anonymously="Posted on {date}",
    and_="and",
    minutes="{} min read",
    published_by="Published by",
    leave_reply="Leave a reply",
    reply_open="Comments are open.",
    reply_write="This page has no comment form: write to the author.",
    comments_closed="Comments are closed.",
    notes="Notes",
    back_to_text="Back to the text",
    footnote="Note {}",
    log_in="Log in",
    protected="This article is protected by a password. Enter it to read on.",
    invitation="The site’s own invitation to subscribe stands here.",
    passphrase="Subscribers’ passphrase",
    open_="Open",
    opening="Opening…",
    wrong="That is not the passphrase. Check it and try again.",
    insecure="Your browser opens this only at an https address.",
    no_script="Opening the rest needs JavaScript.",
    picture_missing="A picture could not be fetched.",
    for_members="Members",
    for_paid="Paid members",
    nothing_yet="Nothing has been published here yet.",
    feed="Feed",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    day="{day} {month} {year}",
)
_SV = Phrases(
    language="sv",
    posted="Publicerad {date} av {names}",
    posted_anonymously="Publicerad {date}",
    and_="och",
    minutes="{} min läsning",
    published_by="Publicerad av",
    leave_reply="Lämna ett svar",
    reply_open="Kommentarerna är öppna.",
    reply_write="Sidan har inget kommentarsfält: skriv till författaren.",
    comments_closed="Kommentarerna är stängda.",
    notes="Noter",
    back_to_text="Tillbaka till texten",
    footnote="Not {}",
    log_in="Logga in",
    protected="Artikeln skyddas av ett lösenord. Ange det för att läsa.",
    invitation="Här står webbplatsens egen inbjudan att prenumerera.",
    passphrase="Prenumeranternas lösenfras",
    open_="Öppna",
    opening="Öppnar…",
    wrong="Det är inte rätt lösenfras. Kontrollera den och försök igen.",
    insecure="Din webbläsare öppnar detta bara på en https-adress.",
    no_script="JavaScript behövs för att öppna resten.",
    picture_missing="En bild kunde inte hämtas.",
    for_members="Medlemmar",
    for_paid="Betalande medlemmar",
    nothing_yet="Här är inget publicerat än.",
    feed="Flöde",
    months=(
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ),
    day="{day} {month} {year}",
)
_DE = Phrases(
    language="de",
    posted="Veröffentlicht am {date} von {names}",
    posted_anonymously="Veröffentlicht am {date}",
    and_="und",
    minutes="{} Min. Lesezeit",
    published_by="Veröffentlicht von",
    leave_reply="Eine Antwort schreiben",
    reply_open="Kommentare sind offen.",
    reply_write="Diese Seite hat kein Kommentarfeld: Schreiben Sie an die Autorin oder den Autor.",
    comments_closed="Kommentare sind geschlossen.",
    notes="Anmerkungen",
    back_to_text="Zurück zum Text",
    footnote="Anmerkung {}",
    log_in="Anmelden",
    protected="Dieser Artikel ist durch ein Passwort geschützt. Geben Sie es ein, um ihn zu lesen.",
    invitation="Hier steht die eigene Einladung der Website zum Abonnieren.",
    passphrase="Passphrase für Abonnenten",
    open_="Öffnen",
    opening="Wird geöffnet …",
    wrong="Das ist nicht die Passphrase. Prüfen Sie sie und versuchen Sie es noch einmal.",
    insecure="Ihr Browser öffnet dies nur unter einer https-Adresse.",
    no_script="Um den Rest zu öffnen, ist JavaScript nötig.",
    picture_missing="Ein Bild konnte nicht geladen werden.",
    for_members="Mitglieder",
    for_paid="Zahlende Mitglieder",
    nothing_yet="Hier ist noch nichts veröffentlicht.",
    feed="Feed",
    months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    day="{day}. {month} {year}",
)
_FR = Phrases(
    language="fr",
    posted="Publié le {date} par {names}",
    posted_anonymously="Publié le {date}",
    and_="et",
    minutes="{} min de lecture",
    published_by="Publié par",
    leave_reply="Laisser un commentaire",
    reply_open="Les commentaires sont ouverts.",
    reply_write="Cette page n’a pas de formulaire : écrivez à l’auteur.",
    comments_closed="Les commentaires sont fermés.",
    notes="Notes",
    back_to_text="Retour au texte",
    footnote="Note {}",
    log_in="Se connecter",
    protected="Cet article est protégé par un mot de passe. Saisissez-le pour le lire.",
    invitation="Ici figure l’invitation à s’abonner propre au site.",
    passphrase="Phrase de passe des abonnés",
    open_="Ouvrir",
    opening="Ouverture…",
    wrong="Ce n’est pas la phrase de passe. Vérifiez-la et réessayez.",
    insecure="Votre navigateur n’ouvre ceci qu’à une adresse https.",
    no_script="JavaScript est nécessaire pour ouvrir la suite.",
    picture_missing="Une image n’a pas pu être chargée.",
    for_members="Membres",
    for_paid="Membres payants",
    nothing_yet="Rien n’a encore été publié ici.",
    feed="Flux",
    months=(
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    day="{day} {month} {year}",
)
_ES = Phrases(
    language="es",
    posted="Publicado el {date} por {names}",
    posted_anonymously="Publicado el {date}",
    and_="y",
    minutes="{} min de lectura",
    published_by="Publicado por",
    leave_reply="Deja una respuesta",
    reply_open="Los comentarios están abiertos.",
    reply_write="Esta página no tiene formulario de comentarios: escribe a quien firma.",
    comments_closed="Los comentarios están cerrados.",
    notes="Notas",
    back_to_text="Volver al texto",
    footnote="Nota {}",
    log_in="Acceder",
    protected="Este artículo está protegido con contraseña. Introdúcela para leerlo.",
    invitation="Aquí aparece la invitación del propio sitio a suscribirse.",
    passphrase="Contraseña de suscriptores",
    open_="Abrir",
    opening="Abriendo…",
    wrong="Esa no es la contraseña. Revísala e inténtalo de nuevo.",
    insecure="Tu navegador solo abre esto en una dirección https.",
    no_script="Para abrir el resto hace falta JavaScript.",
    picture_missing="No se pudo cargar una imagen.",
    for_members="Miembros",
    for_paid="Miembros de pago",
    nothing_yet="Aquí todavía no se ha publicado nada.",
    feed="Fuente",
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    day="{day} de {month} de {year}",
)
_AR = Phrases(
    language="ar",
    posted="نُشر في {date} بقلم {names}",
    posted_anonymously="نُشر في {date}",
    and_="و",
    minutes="قراءة {} د",
    published_by="نشره",
    leave_reply="اترك ردًا",
    reply_open="التعليقات مفتوحة.",
    reply_write="لا يوجد نموذج تعليق في هذه الصفحة: راسل الكاتب.",
    comments_closed="التعليقات مغلقة.",
    notes="الحواشي",
    back_to_text="العودة إلى النص",
    footnote="حاشية {}",
    log_in="تسجيل الدخول",
    protected="هذا المقال محمي بكلمة مرور. أدخلها لقراءته.",
    invitation="تظهر هنا دعوة الموقع نفسه إلى الاشتراك.",
    passphrase="عبارة مرور المشتركين",
    open_="افتح",
    opening="جارٍ الفتح…",
    wrong="ليست هذه عبارة المرور. تحقق منها وحاول مرة أخرى.",
    insecure="لا يفتح متصفحك هذا إلا على عنوان https.",
    no_script="فتح البقية يحتاج إلى جافاسكربت.",
    picture_missing="تعذر جلب صورة.",
    for_members="الأعضاء",
    for_paid="الأعضاء المشتركون",
    nothing_yet="لم يُنشر شيء هنا بعد.",
    feed="الخلاصة",
    months=(
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ),
    day="{day} {month} {year}",
)
_ALL = {phrases.language: phrases for phrases in (_EN, _AR, _DE, _ES, _FR, _SV)}


def phrases_for(language: str) -> Phrases:
    """The words for a page in `language` (a BCP 47 tag); English where we have none."""
    return _ALL.get(language.lower().split("-")[0], _EN)


def direction(language: str) -> str:
    """`rtl` or `ltr`, by the script that `language` names, else the one it is written in."""
    parts = language.lower().split("-")
    script = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in _RTL_SCRIPTS else "ltr"
    return "rtl" if parts[0] in RIGHT_TO_LEFT else "ltr"
