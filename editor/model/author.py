"""Author profiles and the byline made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from editor.model.private_note import public


@dataclass(frozen=True, slots=True)
class AuthorProfile:
    """A person who writes. `bios` are by BCP 47 language, "" the one for any other.

    `avatar` is a file name in the library's picture store, or "". `accounts` is site id → the user's id there.
    """

    slug: str
    name: str
    bios: Mapping[str, str] = field(default_factory=dict)
    avatar: str = ""
    links: tuple[str, ...] = ()
    accounts: Mapping[str, str] = field(default_factory=dict)

    def bio(self, language: str = "") -> str:
        """The bio for an article in `language`: its own, its base language's, else the general one.

        What the writer noted in it for nobody else is left out, and all below a note without an end.
        """
        chosen = (self.bios.get(key, "") for key in (language, language.split("-")[0], "", "en"))
        return next(filter(None, map(public, (*chosen, *self.bios.values()))), "")

    def public(self) -> "AuthorProfile":
        """The profile as others may see it, without private notes."""
        bios = {language: public(bio) for language, bio in self.bios.items()}
        links = tuple(filter(None, map(public, self.links)))
        return replace(self, name=public(self.name), bios=bios, links=links)


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors of one article, in order."""

    authors: tuple[AuthorProfile, ...]

    @property
    def names(self) -> str:
        """The names as a list in English order: "A", "A and B", "A, B and C"."""
        names = [author.name for author in self.authors]
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
