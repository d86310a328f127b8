"""Tags and categories by name: found, or made where we may."""

import unicodedata
from html import unescape

from editor.cms.answer import Json, dig, text_at
from editor.cms.http import Params
from editor.cms.wordpress.connection import Connection, refused_code
from editor.model.errors import Rejected, Unauthorised


def folded(name: str) -> str:
    """`name` as databases compare it: without case, accents, and entities."""
    plain = unicodedata.normalize("NFKD", " ".join(unescape(name).split())).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


class Terms:
    """Looks names up once and remembers their numbers."""

    def __init__(self, site: Connection) -> None:
        self._site = site
        self._known: dict[tuple[str, str], int] = {}

    def tags(self, names: tuple[str, ...]) -> list[int]:
        """The numbers of these tags; missing ones are made."""
        return self._all("tags", names)

    def categories(self, names: tuple[str, ...]) -> list[int]:
        """The numbers of these categories.

        A missing one is made where the account may; else `Rejected` "category-missing".
        """
        return self._all("categories", names)

    def _all(self, kind: str, names: tuple[str, ...]) -> list[int]:
        found = [self._one(kind, " ".join(name.split())) for name in names if name.strip()]
        return list(dict.fromkeys(found))

    def _one(self, kind: str, name: str) -> int:
        key = (kind, name)
        if key not in self._known:
            self._known[key] = self._found(kind, name) or self._made(kind, name)
        return self._known[key]

    def _found(self, kind: str, name: str) -> int:
        params: Params = {"search": name, "per_page": 100, "_fields": "id,name"}
        answer = self._site.read(f"wp/v2/{kind}", params)
        for term in answer if isinstance(answer, list) else []:
            if " ".join(unescape(text_at(term, "name")).split()).casefold() == name.casefold():
                return _number(term)
        return 0

    def _made(self, kind: str, name: str) -> int:
        try:
            return _number(self._site.write("POST", f"wp/v2/{kind}", {"name": name}))
        except Rejected as error:
            if refused_code(error) != "term_exists":
                raise
            return int(error.detail.get("term", 0))
        except Unauthorised:
            missing = "category-missing" if kind == "categories" else "tag-missing"
        raise Rejected(missing, name=name)


def _number(term: Json) -> int:
    number = dig(term, "id")
    return number if isinstance(number, int) else 0
