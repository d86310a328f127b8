"""How much Ghost takes of each field: more is refused after the pictures have been sent."""

from collections.abc import Iterator

from editor.cms.port import Post
from editor.model.finding import Finding, Severity

# in letters, as measured; a tag's is that of each
LIMITS = {
    "title": 255,
    "slug": 191,
    "excerpt": 300,
    "tags": 191,
    "image_alt": 191,
    "seo_title": 300,
    "seo_description": 500,
    "social_title": 300,
    "social_description": 500,
    "canonical": 2000,
}


def too_long(post: Post) -> Iterator[Finding]:
    """A finding for each field that is longer than Ghost takes it."""
    for name, most in LIMITS.items():
        value = getattr(post, name)
        length = max(map(len, value), default=0) if isinstance(value, tuple) else len(value)
        if length > most:
            field = "tag" if name == "tags" else name.replace("_", " ")
            detail: dict[str, str | int] = {"field": field, "length": length, "most": most}
            yield Finding(Severity.ERROR, "too-long-there", _place(name), detail)


def _place(field: str) -> str:
    part = field.partition("_")[0]
    return part if part in ("image", "seo", "social") else field
