"""Tags and categories by name: found, or made where we may. A category is a path from its parents down."""

import re
import unicodedata
from html import unescape
from itertools import count

from editor.cms.answer import Json, dig, items, text_at
from editor.cms.http import Params
from editor.cms.wordpress.connection import Connection, refused_code
from editor.model.draft import BELOW
from editor.model.errors import Rejected, Unauthorised

_A_PAGE = 100
_KEPT_ENCODED = re.compile("[&<>\"']")  # WordPress keeps these as entities, and finds no plain ones


def folded(name: str) -> str:
    """`name` as databases compare it: without case, accents, and entities."""
    plain = unicodedata.normalize("NFKD", _tidy(unescape(name))).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def steps(path: str) -> tuple[str, ...]:
    """The names in a category's path, its topmost parent first: "Reports > Ferries"."""
    return tuple(name for part in path.split(BELOW) if (name := _tidy(part)))


class Terms:
    """Looks names up once and remembers their numbers."""

    def __init__(self, site: Connection) -> None:
        self._site = site
        self._known: dict[tuple[str, str, int], int] = {}
        self._named: dict[int, tuple[str, int]] = {}

    def tags(self, names: tuple[str, ...]) -> list[int]:
        """The numbers of these tags; missing ones are made."""
        found = [self._made("tags", name, 0, name) for name in map(_tidy, names) if name]
        return list(dict.fromkeys(found))

    def categories(self, paths: tuple[str, ...]) -> list[int]:
        """The numbers of the categories at these paths.

        A missing one is made where the account may; else `Rejected` "category-missing".
        """
        found = []
        for path in paths:
            number = 0
            for name in steps(path):
                number = self._made("categories", name, number, path)
            found.append(number)
        return [number for number in dict.fromkeys(found) if number]

    def new_tags(self, names: tuple[str, ...]) -> list[str]:
        """Those of `names` that are no tags there yet."""
        return [name for name in map(_tidy, names) if name and not self._found("tags", name, 0)]

    def new_categories(self, paths: tuple[str, ...]) -> list[str]:
        """Those of `paths` that do not lead to a category there yet."""
        return [path for path in paths if not self._leads(steps(path))]

    def paths(self, numbers: Json) -> list[str]:
        """The paths of the categories with these numbers; one that is gone is left out."""
        wanted = [number for number in items(numbers) if isinstance(number, int)]
        missing = {number for number in wanted if number not in self._named}
        while missing:
            self._learn(sorted(missing))
            parents = {self._named[number][1] for number in missing}
            missing = {parent for parent in parents if parent and parent not in self._named}
        return [path for number in wanted if (path := self._path(number))]

    def _leads(self, names: tuple[str, ...]) -> bool:
        number = 0
        for name in names:
            number = self._found("categories", name, number)
            if not number:
                return False
        return True

    def _learn(self, numbers: list[int]) -> None:
        query: Params = {
            "include": ",".join(map(str, numbers)),
            "per_page": _A_PAGE,
            "_fields": "id,name,parent",
        }
        self._named.update(dict.fromkeys(numbers, ("", 0)))
        for term in items(self._site.read("wp/v2/categories", query)):
            self._named[_number(term)] = (_tidy(unescape(text_at(term, "name"))), _parent(term))

    def _path(self, number: int) -> str:
        names: list[str] = []
        while number and len(names) < _A_PAGE:
            name, number = self._named[number]
            names.insert(0, name)
        return BELOW.join(names)

    def _found(self, kind: str, name: str, parent: int) -> int:
        key = (kind, name, parent)
        if key not in self._known and (number := self._searched(kind, name, parent)):
            self._known[key] = number
        return self._known.get(key, 0)

    def _searched(self, kind: str, name: str, parent: int) -> int:
        fields = "id,name,parent"
        search = max(_KEPT_ENCODED.split(name), key=len).strip()
        for page in count(1):
            query = {"search": search, "per_page": _A_PAGE, "page": page, "_fields": fields}
            terms = items(self._site.read(f"wp/v2/{kind}", query))
            for term in terms:
                same = _tidy(unescape(text_at(term, "name"))).casefold() == name.casefold()
                if same and _parent(term) == parent:
                    return _number(term)
            if len(terms) < _A_PAGE:
                break
        return 0

    def _made(self, kind: str, name: str, parent: int, whole: str) -> int:
        """The number of the term, made where it is missing; `whole` names it in what is raised."""
        if number := self._found(kind, name, parent):
            return number
        fields = {"name": name, "parent": parent} if parent else {"name": name}
        try:
            number = _number(self._site.write("POST", f"wp/v2/{kind}", fields))
        except Rejected as error:
            if refused_code(error) != "term_exists":
                raise
            number = int(error.detail.get("term", 0))
        except Unauthorised:
            number = 0
        if not number:
            missing = "category-missing" if kind == "categories" else "tag-missing"
            raise Rejected(missing, name=whole)
        self._known[kind, name, parent] = number
        return number


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _number(term: Json) -> int:
    number = dig(term, "id")
    return number if isinstance(number, int) else 0


def _parent(term: Json) -> int:
    number = dig(term, "parent")
    return number if isinstance(number, int) else 0
