"""An article fitted to a site: the post to send, and what the site will not hold."""

from dataclasses import dataclass, replace
from datetime import datetime

from editor.cms.port import Capabilities, Feature, Post
from editor.model.article import Article
from editor.model.audience import Access, Gate
from editor.model.author import AuthorProfile
from editor.model.block import Footnote, without_pictures
from editor.model.draft import Social
from editor.model.finding import Finding, Severity
from editor.model.site import Site


@dataclass(frozen=True, slots=True)
class Fitted:
    """The post, and a finding for each thing that gets lost on the way."""

    post: Post
    losses: tuple[Finding, ...]


def fit(
    article: Article,
    site: Site,
    capabilities: Capabilities,
    *,
    authors: tuple[AuthorProfile, ...],
    slug: str,
    date: datetime | None,
) -> Fitted:
    """`article` as `site` will get it.

    With gate `teaser-only` the locked part is left out, so that it never reaches the site. `date` is
    in UTC, None for the moment of publishing; `slug` is never empty.
    """
    draft = article.draft
    withheld = article.gated and site.gate is Gate.TEASER_ONLY
    users = [author.accounts.get(str(site.id), "") for author in authors]
    image = draft.image
    has = capabilities.features
    social = draft.social if Feature.SOCIAL in has else Social()
    post = Post(
        article_id=draft.id,
        title=draft.title.strip(),
        subtitle=draft.subtitle.strip(),
        slug=slug,
        language=draft.language,
        excerpt=article.excerpt,
        date=date,
        access=draft.access,
        gate=site.gate,
        box=site.box(draft.language),
        teaser=article.teaser,
        locked=() if withheld else article.locked,
        teaser_notes=article.teaser_notes,
        locked_notes=() if withheld else article.locked_notes,
        plans=site.plans,
        tags=draft.tags if Feature.TAGS in has else (),
        categories=draft.categories if Feature.CATEGORIES in has else (),
        authors=authors,
        author_id=users[0] if users else "",
        co_authors=tuple(filter(None, users[1:])) if Feature.CO_AUTHORS in has else (),
        image=image.file if image and Feature.FEATURED_IMAGE in has else "",
        image_alt=image.alt if image else "",
        image_caption=image.caption if image else "",
        image_credit=image.credit if image else "",
        comments=draft.comments,
        seo_title=draft.seo.title if Feature.SEO in has else "",
        seo_description=draft.seo.description if Feature.SEO in has else "",
        social_title=social.title,
        social_description=social.description,
        social_image=social.image,
        canonical=draft.seo.canonical.strip() if Feature.CANONICAL in has else "",
        sticky=draft.sticky and Feature.STICKY in has,
        private=draft.private and Feature.PRIVATE in has,
        share=draft.share or Feature.SHARE not in has,
        share_message=draft.share_message.strip() if Feature.SHARE in has else "",
    )
    losses = _losses(article, capabilities, withheld, post)
    if has & {Feature.BYLINE, Feature.CO_AUTHORS} == {Feature.CO_AUTHORS}:
        losses += [
            Finding(Severity.NOTE, "author-left-out", "authors", {"name": author.name})
            for author, user in zip(authors, users, strict=True)
            if not user
        ]
    return Fitted(post, tuple(losses))


def _losses(
    article: Article, capabilities: Capabilities, withheld: bool, post: Post
) -> list[Finding]:
    draft, has = article.draft, capabilities.features
    losses: list[Finding] = []

    def lost(
        code: str, place: str, severity: Severity = Severity.NOTE, **detail: str | int
    ) -> None:
        losses.append(Finding(severity, code, place, detail))

    if draft.subtitle and Feature.SUBTITLE not in has:
        lost("subtitle-not-shown", "subtitle")
    if draft.tags and Feature.TAGS not in has:
        lost("tags-not-kept", "tags")
    if draft.categories and Feature.CATEGORIES not in has:
        lost("categories-not-kept", "categories")
    if draft.image and Feature.FEATURED_IMAGE not in has:
        lost("image-not-kept", "image")
    if (draft.seo.title or draft.seo.description) and Feature.SEO not in has:
        lost("seo-not-kept", "seo")
    if draft.social != Social() and Feature.SOCIAL not in has:
        lost("social-not-kept", "social")
    if draft.seo.canonical.strip() and Feature.CANONICAL not in has:
        lost("canonical-not-kept", "canonical")
    if draft.sticky and Feature.STICKY not in has:
        lost("sticky-not-kept", "sticky")
    if draft.share_message.strip() and Feature.SHARE not in has:
        lost("share-not-kept", "share")
    if len(post.authors) > 1 and not has & {Feature.BYLINE, Feature.CO_AUTHORS}:
        lost("one-author-only", "authors", name=post.authors[0].name)
    if post.locked and post.gate is not Gate.SEALED and article.locked_pictures:
        lost(
            "locked-pictures-public",
            "site",
            Severity.WARNING,
            count=len(article.locked_pictures),
        )
    if withheld and draft.access is not Access.EVERYONE:
        lost("locked-part-not-sent", "site")
    return losses


def in_words(post: Post) -> Post:
    """`post` without its pictures."""
    return replace(
        post,
        teaser=without_pictures(post.teaser),
        locked=without_pictures(post.locked),
        teaser_notes=tuple(_note_in_words(note) for note in post.teaser_notes),
        locked_notes=tuple(_note_in_words(note) for note in post.locked_notes),
        image="",
        social_image="",
    )


def _note_in_words(note: Footnote) -> Footnote:
    return replace(note, children=without_pictures(note.children))
