"""Author profiles and the byline made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


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
        """The bio for an article in `language`: its own, its base language's, else the general one."""
        for key in (language, language.split("-")[0], "", "en"):
            if self.bios.get(key):
                return self.bios[key]
        return next((bio for bio in self.bios.values() if bio), "")


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors of one article, in order."""

    authors: tuple[AuthorProfile, ...]

    @property
    def names(self) -> str:
        """The names as a list in English order: "A", "A and B", "A, B and C"."""
        names = [author.name for author in self.authors]
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
