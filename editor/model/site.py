"""A configured CMS account, without its secret."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from editor.model.audience import Gate
from editor.model.private_note import public


@dataclass(frozen=True, slots=True)
class GateBox:
    """The words a reader without access sees in place of the locked part."""

    heading: str
    notice: str
    button: str

    def public(self, default: "GateBox") -> "GateBox":
        """The words as readers see them, without private notes; those of `default` where none are left."""
        return GateBox(
            public(self.heading) or default.heading,
            public(self.notice) or default.notice,
            public(self.button) or default.button,
        )


DEFAULT_BOXES: Mapping[str, GateBox] = {
    "en": GateBox(
        "Subscribe to get access",
        "Read more of this content when you subscribe today.",
        "Subscribe",
    ),
    "ar": GateBox("اشترك للوصول", "اقرأ المزيد من هذا المحتوى عند الاشتراك اليوم.", "اشترك"),
    "de": GateBox(
        "Abonnieren, um weiterzulesen",
        "Mit einem Abonnement lesen Sie den ganzen Beitrag.",
        "Abonnieren",
    ),
    "es": GateBox(
        "Suscríbete para acceder",
        "Lee el resto de este contenido al suscribirte hoy.",
        "Suscribirse",
    ),
    "fr": GateBox(
        "Abonnez-vous pour lire la suite",
        "La suite de cet article est réservée aux abonnés.",
        "S’abonner",
    ),
    "sv": GateBox(
        "Prenumerera för att läsa vidare", "Resten av artikeln är för prenumeranter.", "Prenumerera"
    ),
}


@dataclass(frozen=True, slots=True)
class Site:
    """A place to publish to. `address` is a URL or, for a folder, an absolute path.

    `plans` are the ids of the plans, tiers or levels that open the site's gate to those who pay; `zone` the
    IANA name of the site's time zone, "" while unknown; `boxes` the gate box's words by language.
    `plain_http` says that its owner agreed to be reached without https; `api` is where the API of a
    site hosted by WordPress.com lies, "" for a site that has its own.
    """

    name: str
    kind: str
    address: str
    username: str = ""
    gate: Gate = Gate.TEASER_ONLY
    plans: tuple[int, ...] = ()
    boxes: Mapping[str, GateBox] = field(default_factory=dict)
    zone: str = ""
    id: UUID = field(default_factory=uuid4)
    plain_http: bool = False
    api: str = ""

    @property
    def hosts(self) -> tuple[str, str]:
        """Where it is found, and where its API is; what is kept of a site is sent nowhere else."""
        if self.kind == "folder":
            return "", ""
        return _host(self.address), _host(self.api)

    def is_elsewhere(self, kept: "Site") -> bool:
        """Whether it is where nothing must be sent that is kept of `kept`: another host, or no https any more."""
        schemes = tuple(site.address.partition("://")[0].casefold() for site in (kept, self))
        return self.hosts != kept.hosts or schemes == ("https", "http")

    @property
    def signed_at(self) -> str:
        """Where it is signed in to, for messages: scheme and host."""
        place = self.api or self.address
        return f"{place.partition('://')[0]}://{_host(place)}"

    @property
    def public_name(self) -> str:
        """Its name as its readers see it, without private notes."""
        return public(self.name)

    def own_box(self, language: str) -> GateBox | None:
        """The site's own words for an article in `language`, as they were written; None: it has ours."""
        base = language.split("-")[0]
        for key in (language, base):
            if key in self.boxes:
                return self.boxes[key]
        return None if base in DEFAULT_BOXES else self.boxes.get("en")

    def box(self, language: str) -> GateBox:
        """The gate box for an article in `language`: the site's own words, else ours, else English.

        What the writer noted in them for nobody else is left out.
        """
        own, ours = self.own_box(language), default_box(language)
        return own.public(ours) if own else ours

    @property
    def badge(self) -> str:
        """Two capitals to know the site by: "Harbour Letters" is HL, "Practice" PR."""
        words = [word for word in self.name.split() if word[0].isalnum()]
        letters = words[0][0] + words[1][0] if len(words) > 1 else self.name[:2]
        return letters.upper()


def default_box(language: str) -> GateBox:
    """Our words for an article in `language`, the English ones where we have none."""
    base = language.split("-")[0]
    return DEFAULT_BOXES.get(language) or DEFAULT_BOXES.get(base) or DEFAULT_BOXES["en"]


def _host(address: str) -> str:
    try:
        netloc = urlsplit(address).netloc
    except ValueError:
        return ""  # no address yet, as while it is typed
    return netloc.rpartition("@")[2].casefold().removeprefix("www.")
