"""The plan of a publication: what would be sent, what each reader gets, and what stands against it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from editor.checks.leaks import Fingerprints
from editor.checks.preflight import preflight
from editor.checks.private_notes import private_notes
from editor.cms import registry
from editor.cms.fit import fit
from editor.cms.port import Capabilities, Feature, Newsletter, Post
from editor.model.article import Article, count_words
from editor.model.audience import Audience, Gate, Surface
from editor.model.block import raw_html
from editor.model.cut import find as find_cuts
from editor.model.date import ComputerZone
from editor.model.draft import Draft
from editor.model.exposure import Portion, needs_plans, portion
from editor.model.finding import Finding, Severity, by_severity
from editor.model.mailing import NOBODY, Mailed, Mailing, Segment
from editor.model.publication import Publication
from editor.model.site import Site
from editor.model.status import Status
from editor.services.drafting import Drafting, Locate, proposed_slug, used_pictures
from editor.text.parse import cut_parts, parse
from editor.text.raw_html import files_in, removed

# what a draft need not hear
_OF_PUBLISHING = frozenset({"mail-failed-before", "goes-to-review", "draft-only", "date-too-near"})


@dataclass(frozen=True, slots=True)
class Change:
    """A row of what changes on the site: an icon's name, and a code with its detail."""

    icon: str
    code: str
    detail: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """Everything that is known before anything is sent. `moment` is in UTC.

    `draft` is what of the article may leave this machine.

    `status` is what the article becomes there. `portions` says for each reader and surface how much of
    the article they get, and how many words. `publication` is what is on the site now. `new_slug` is
    the address that its writer chose since readers know another; "" for none.
    """

    draft: Draft
    site: Site
    status: Status
    article: Article
    post: Post
    findings: tuple[Finding, ...]
    portions: Mapping[tuple[Audience, Surface], tuple[Portion, int]]
    changes: tuple[Change, ...]
    publication: Publication | None
    moment: datetime
    locate: Locate
    newsletters: tuple[Newsletter, ...] = ()
    new_slug: str = ""
    smaller: bool = False

    @property
    def picture_bytes(self) -> int:
        """How much is sent of pictures, where the site has none of them yet."""
        found = map(self.locate, used_pictures(self.article))
        return sum(_size(path) for path in found if path)

    @property
    def moves(self) -> bool:
        """Whether it leaves the address at which readers know it."""
        return bool(self.new_slug) and self.post.slug == self.new_slug

    @property
    def blocked(self) -> bool:
        """Whether an error holds the article back."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def with_said(self, said: Iterable[Finding]) -> "Plan":
        """The plan with what the site itself has to say of it, but that the article has its own address."""
        said = (
            one for one in said if one.detail.get("post") != self.known or one.code != "slug-taken"
        )
        if self.status is Status.DRAFT:
            said = (finding for finding in said if finding.code not in _OF_PUBLISHING)
        new = [finding for finding in said if finding not in self.findings]
        return replace(self, findings=by_severity((*self.findings, *new)))

    @property
    def known(self) -> str:
        """The id of the article's post on the site, as last known; "" for none."""
        return self.publication.remote_id if self.publication else ""

    @property
    def needs_secret(self) -> bool:
        """Whether the site's secret is used at all: a folder where nothing is sealed needs none."""
        sealed = self.article.gated and self.site.gate is Gate.SEALED
        return self.site.kind != "folder" or sealed

    @property
    def live(self) -> bool:
        """Whether the article is public on the site already."""
        return self.publication is not None and self.publication.status is Status.PUBLISHED

    @property
    def drafts_shown(self) -> bool:
        """Whether the site shows a draft whole to whoever kept the address behind the article."""
        return _shows_drafts(self.article, self.site)

    @property
    def fingerprints(self) -> Fingerprints:
        """What must not be seen by strangers, and what they may see of the same words."""
        post = self.post
        free = [self.article.teaser_text, post.title, post.subtitle, post.excerpt]
        return Fingerprints.of(self.article.locked_text if self.article.gated else "", free)


def fingerprint(plan: Plan) -> str:
    """The SHA-256 of what a plan sends; whether it is mailed too is no part of it."""
    return hashlib.sha256(repr(replace(plan.post, email=NOBODY)).encode()).hexdigest()


def mailed_before(publication: Publication | None) -> Mailed | None:
    """What the site has mailed of an article; one of which the mail failed may be mailed again."""
    receipt = publication.receipt if publication else None
    return receipt.mailed if receipt and receipt.mailed and not receipt.mailed.failed else None


def once_public(publication: Publication | None) -> bool:
    """Whether strangers could read the article on its site at some time, as far as we know."""
    receipt = publication.receipt if publication else None
    return receipt is not None and receipt.was_public


def _shows_drafts(article: Article, site: Site) -> bool:
    return article.gated and registry.kind_of(site).capabilities.drafts_shown


def zone_of(site: Site | None) -> tzinfo:
    """The site's time zone; the computer's while it is unknown."""
    name = site.zone if site else ""
    try:
        if name[:1] in ("+", "-"):
            hours, _, minutes = name[1:].partition(":")
            offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
            return timezone(-offset if name[0] == "-" else offset)
        if name:
            return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass  # a name this machine does not know: its own zone is shown in the plan
    return ComputerZone()


def make_plan(
    drafting: Drafting,
    draft: Draft,
    site: Site,
    status: Status,
    publication: Publication | None,
    *,
    now: datetime,
    locate: Locate | None = None,
    email: Mailing = NOBODY,
    move: bool = False,
    smaller: bool = False,
) -> Plan:
    """The plan to bring `draft` to `site` as `status`. No network; nothing is written.

    What is asked to be published is scheduled where its date lies ahead, and private where the draft is.
    An article leaves the address that readers know only where it is to `move`. `smaller`: its pictures
    are sent shrunk.
    """
    kind = registry.kind_of(site)
    holds = kind.capabilities.features
    # from here on it is what is sent, without the writer's private notes
    article, written = parse(draft), draft
    draft = article.draft
    find = locate or drafting.locate(draft.id)
    find = drafting.smaller(find) if smaller else find
    moment = draft.date.moment(zone_of(site), now) if draft.date else now
    status = _becomes(status, draft, moment, now)
    new_slug = _new_slug(draft, publication)
    slug = _slug(draft, publication, new_slug if move else "")
    live = publication is not None and publication.status is Status.PUBLISHED
    mailed = mailed_before(publication)
    fitted = fit(
        article,
        site,
        kind.capabilities,
        authors=drafting.byline(draft),
        slug=slug,
        date=moment if draft.date and moment != now else None,
    )
    post = replace(
        fitted.post,
        private=status is Status.PRIVATE and Feature.PRIVATE in holds,
        email=email
        if status in _MAILED and Feature.NEWSLETTER in holds and not (live or mailed)
        else NOBODY,
    )
    if Feature.SOCIAL not in holds:  # what the site does not show is not sent there
        unsent = replace(draft.social, image="")
        article = replace(article, draft=replace(draft, social=unsent))
    used = used_pictures(article)
    # the library keeps only sound pictures: there it is the file's that is looked at
    unusable = frozenset(
        name for name in used
        if (locate or find(name) is None) and drafting.is_unusable(draft.id, name, locate)
    )  # fmt: skip
    missing = frozenset(name for name in used if find(name) is None or name in unusable)
    findings = (
        *(
            replace(finding, code="picture-unusable")
            if finding.code == "picture-missing" and finding.detail["file"] in unusable
            else finding
            for finding in preflight(
                article,
                gate=site.gate,
                excerpt=post.excerpt,
                missing_pictures=missing,
                unknown_authors=drafting.unknown_authors(draft),
            )
        ),
        *private_notes(written, drafting.profiles(draft), site),
        *_against(written, site, article, status, publication),
        *_unmailable(article, post, email, status, publication, site),
        *_untimely(draft, site, kind.capabilities, status, moment > now),
        *_moving(new_slug, slug, publication, kind.capabilities, site),
        *fitted.losses,
    )
    if status is Status.DRAFT:
        findings = tuple(_tolerated(finding) for finding in findings)
    return Plan(
        draft=draft,
        site=site,
        status=status,
        article=article,
        post=post,
        findings=by_severity(findings),
        portions=_portions(article, site, kind.capabilities, post),
        changes=_changes(article, site, post, publication, status, find),
        publication=publication,
        moment=moment,
        locate=find,
        new_slug=new_slug,
        smaller=smaller,
    )


_MAILS = {
    Segment.NOBODY: "",
    Segment.ALL: "mailed",
    Segment.FREE: "mailed-free",
    Segment.PAID: "mailed-paid",
}
_MAILED = frozenset({Status.PUBLISHED, Status.SCHEDULED})
# what may be left undone in a draft that nobody but editors sees
_UNFINISHED = frozenset({"tk-left", "date-future", "no-excerpt", "private-not-kept"})


def _becomes(wanted: Status, draft: Draft, moment: datetime, now: datetime) -> Status:
    """What an article that is `wanted` so becomes by its date, and by who may read it at all."""
    if wanted is Status.DRAFT:
        return wanted
    if draft.private or wanted is Status.PRIVATE:
        return Status.PRIVATE
    return Status.SCHEDULED if moment > now else wanted


def _tolerated(finding: Finding) -> Finding:
    """An error of an unfinished article is a warning while it stays a draft."""
    unfinished = finding.severity is Severity.ERROR and finding.code in _UNFINISHED
    return replace(finding, severity=Severity.WARNING) if unfinished else finding


def _slug(draft: Draft, publication: Publication | None, new_slug: str) -> str:
    """The address that readers know stays, unless the article is to move to `new_slug`."""
    if publication and publication.slug and _known_to_readers(publication):
        return new_slug or publication.slug
    return proposed_slug(draft)


def _new_slug(draft: Draft, publication: Publication | None) -> str:
    """The address that the writer chose, where readers know another; "" for none."""
    if not (draft.slug and publication and publication.slug and _known_to_readers(publication)):
        return ""
    chosen = proposed_slug(draft)
    return chosen if chosen != publication.slug else ""


def _known_to_readers(publication: Publication) -> bool:
    return publication.status is Status.PUBLISHED or once_public(publication)


def _moving(
    new_slug: str,
    slug: str,
    publication: Publication | None,
    capabilities: Capabilities,
    site: Site,
) -> list[Finding]:
    """That it stays where it is, or that links to where it was may break."""
    if not new_slug or publication is None:
        return []
    old, live = publication.slug, publication.status is Status.PUBLISHED
    if slug != new_slug:
        kept: dict[str, str | int] = {"old": old, "slug": new_slug}
        return [Finding(Severity.WARNING, "address-kept", "slug", kept)]
    if live and Feature.REDIRECT in capabilities.features:
        return []
    return [Finding(Severity.WARNING, "links-break", "slug", {"old": old, "site": site.name})]


def _against(
    draft: Draft, site: Site, article: Article, status: Status, publication: Publication | None
) -> list[Finding]:
    found: list[Finding] = []
    live = publication is not None and publication.status is Status.PUBLISHED
    if status is Status.DRAFT and live:
        found.append(Finding(Severity.ERROR, "live-already", "site", {"site": site.name}))
    elif live and status is not Status.PUBLISHED:
        found.append(Finding(Severity.ERROR, "live-would-vanish", "date", {"site": site.name}))
    if article.cuts == 1 and article.gated and not cut_parts(draft):
        line = find_cuts(draft.body)[0] + 1
        found.append(Finding(Severity.ERROR, "cut-inside-block", f"line:{line}"))
    for number, what in removed(article.draft.body):
        found.append(Finding(Severity.WARNING, "html-removed", f"line:{number}", {"what": what}))
    for name in dict.fromkeys(_html_files(article)):
        found.append(Finding(Severity.ERROR, "html-picture-not-sent", "", {"file": name}))
    waits = status in (Status.DRAFT, Status.SCHEDULED)
    if waits and once_public(publication) and _shows_drafts(article, site):
        found.append(Finding(Severity.WARNING, "draft-address-known", "site", {"site": site.name}))
    if needs_plans(site.gate, draft.access) and not site.plans:
        found.append(Finding(Severity.ERROR, "plans-missing", "site", {"site": site.name}))
    return found


def _unmailable(
    article: Article,
    post: Post,
    asked: Mailing,
    status: Status,
    publication: Publication | None,
    site: Site,
) -> list[Finding]:
    """A mail that would not go out, and one with nothing in it for those who may not read on."""
    found: list[Finding] = []
    if asked and status not in _MAILED:
        found.append(Finding(Severity.WARNING, "mail-not-public", "site"))
    elif asked and publication and publication.status is Status.PUBLISHED:
        found.append(Finding(Severity.WARNING, "mail-too-late", "site", {"site": site.name}))
    elif asked and mailed_before(publication):
        found.append(Finding(Severity.WARNING, "mailed-before", "site", {"site": site.name}))
    if (
        article.gated
        and not article.cuts
        and post.email.reaches_unentitled(post.access, post.plans)
    ):
        found.append(Finding(Severity.ERROR, "mail-without-cut", "cut"))
    return found


def _untimely(
    draft: Draft, site: Site, capabilities: Capabilities, status: Status, ahead: bool
) -> list[Finding]:
    """What the site cannot do of what is asked: publish later, or for its editors alone."""
    found: list[Finding] = []
    holds, named = capabilities.features, {"site": site.name}
    if ahead and not draft.private and Feature.SCHEDULE not in holds:
        found.append(Finding(Severity.ERROR, "date-future", "date", named))
    elif status is Status.SCHEDULED and not ahead:
        found.append(Finding(Severity.ERROR, "date-not-ahead", "date"))
    if (draft.private or status is Status.PRIVATE) and Feature.PRIVATE not in holds:
        found.append(Finding(Severity.ERROR, "private-not-kept", "private", named))
    return found


def _html_files(article: Article) -> list[str]:
    """Files that raw HTML refers to beside the article."""
    notes = tuple(b for n in article.teaser_notes + article.locked_notes for b in n.children)
    blocks = article.teaser + article.locked + notes
    return [name for html in raw_html(blocks) for name in files_in(html)]


def _portions(
    article: Article, site: Site, capabilities: Capabilities, post: Post
) -> dict[tuple[Audience, Surface], tuple[Portion, int]]:
    words = {
        Portion.NOTHING: 0,
        Portion.EXCERPT: count_words(post.excerpt),
        Portion.TEASER: article.free_words,
        Portion.WHOLE: article.all_words,
    }
    table, surfaces = {}, capabilities.surfaces
    if Feature.NEWSLETTER in capabilities.features:
        surfaces = (*surfaces, Surface.EMAIL)
    for audience in Audience:
        for surface in surfaces:
            share = portion(site.gate, article.draft.access, audience, surface)
            if surface is Surface.EMAIL and not post.email.reaches(audience):
                share = Portion.NOTHING
            table[audience, surface] = (share, words[share])
    return table


def _changes(
    article: Article,
    site: Site,
    post: Post,
    publication: Publication | None,
    status: Status,
    locate: Locate,
) -> tuple[Change, ...]:
    rows: list[Change] = []
    if publication is None or publication.gone:
        rows.append(Change("plus", "new-post", {"slug": post.slug}))
    elif publication.slug and publication.slug != post.slug:
        moved = {"old": publication.slug, "slug": post.slug}
        rows.append(Change("arrow-right", "post-moves", moved))
    else:
        rows.append(Change("arrows-clockwise", "post-updated", {"slug": post.slug}))
    paths = [path for name in used_pictures(article) if (path := locate(name))]
    if paths:
        size = sum(_size(path) for path in paths)
        rows.append(Change("image", "pictures-sent", {"count": len(paths), "bytes": size}))
    if article.gated:
        plans = ", ".join(str(plan) for plan in post.plans)
        gate = {"gate": site.gate.value, "plans": plans}
        rows.append(Change("lock-simple", "gate-set", gate))
    if post.tags or post.categories:
        rows.append(Change("tag", "terms-set", {"names": ", ".join(post.categories + post.tags)}))
    if article.draft.excerpt.strip():
        excerpt = "excerpt-by-hand"
    else:
        excerpt = "excerpt-standfirst" if article.draft.subtitle.strip() else "excerpt-made"
    rows.append(Change("text-align-left", excerpt))
    rows += (
        Change(icon, code, {"message": post.share_message})
        for icon, code, there in (
            ("caret-up", "sticky-set", post.sticky),
            ("user", "private-set", post.private),
            ("at", _MAILS[post.email.segment], bool(post.email)),
            ("users", "share-message-set", bool(post.share and post.share_message)),
            ("users", "not-shared", not post.share),
        )
        if there
    )
    live = publication is not None and publication.status is Status.PUBLISHED
    if status is not Status.DRAFT and not live:
        rows.append(Change("shield-check", "held-until-read-back"))
    return tuple(rows)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
