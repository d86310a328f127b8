"""Real servers behind a bad line."""

import json

from editor.cms.contract_samples import words
from editor.model.audience import Gate
from editor.model.site import Site
from tests import plain
from tests.contract.conftest import PLAN, GhostServer, WordPressServer
from tests.stress.proxy import Proxy

LOCKED = "Seven quiet words that only paying readers may ever see on quay"


class There:
    """A real server behind a bad line, and what it is asked without a fault."""

    kind = ""

    def __init__(self, proxy: Proxy, sites: tuple[Site, ...], secret: str) -> None:
        self.line, self.sites, self.secret = proxy.line, sites, secret
        self.shown = 0  # how often a stranger was shown locked words, while something was written
        self.line.after = self.look

    def look(self) -> None:
        """Look at what the site gives strangers of its latest articles, between two writes."""
        page = plain.get(self.latest(), timeout=30)
        self.shown += LOCKED.lower() in words(page.text).lower()

    def latest(self) -> str:
        """Where any stranger reads the latest articles as whole as the site gives them."""
        raise NotImplementedError

    def posts(self, title: str) -> list[tuple[str, str, bool]]:
        """(number, address, whether it is public) of each post with that title."""
        raise NotImplementedError

    def pictures(self, name: str) -> int:
        """How many pictures were kept of those sent under `name`; 1 where the site does not say."""
        raise NotImplementedError

    def mails(self, post: str) -> int:
        """How often the post was mailed."""
        raise NotImplementedError


class OnWordPress(There):
    kind = "wordpress"

    def __init__(self, server: WordPressServer, proxy: Proxy) -> None:
        gates = (
            (Gate.PAID_CONTENT, (PLAN,)),
            (Gate.NEWSLETTER, (PLAN,)),
            (Gate.PMPRO, (1,)),
        )
        made = (Site(gate.value, self.kind, server.url, "author", gate, at) for gate, at in gates)
        super().__init__(proxy, tuple(made), server.passwords["author"])
        self._server = server
        self._as = ("admin", server.passwords["admin"])

    def latest(self) -> str:
        return f"{self._server.url}/wp-json/wp/v2/posts?per_page=5"

    def _asked(self, route: str, **query: str) -> list[dict[str, object]]:
        answer = plain.get(
            f"{self._server.url}/wp-json/wp/v2/{route}",
            params={"context": "edit", "per_page": "50", **query},
            auth=self._as,
            timeout=30,
        )
        found: list[dict[str, object]] = answer.raise_for_status().json()
        return found

    def posts(self, title: str) -> list[tuple[str, str, bool]]:
        found = self._asked("posts", search=title, status="any,trash")
        return [(str(one["id"]), str(one["link"]), one["status"] == "publish") for one in found]

    def pictures(self, name: str) -> int:
        return len(self._asked("media", search=name))

    def mails(self, post: str) -> int:
        sent = self._server.folder / "mails.jsonl"
        lines = sent.read_text().splitlines() if sent.exists() else []
        return sum(json.loads(line)["post"] == int(post) for line in lines)


class OnGhost(There):
    kind = "ghost"

    def __init__(self, server: GhostServer, proxy: Proxy) -> None:
        made = Site("Harbour", self.kind, server.url, gate=Gate.PAYWALL)
        super().__init__(proxy, (made,), server.keys["owner"])
        self._server = server

    def latest(self) -> str:
        return f"{self._server.url}/rss/"

    def posts(self, title: str) -> list[tuple[str, str, bool]]:
        with self._server.api() as api:
            query = {"filter": f"title:'{title}'", "limit": "50"}
            found = api.get("/posts/", params=query).raise_for_status().json()["posts"]
        return [(one["id"], one["url"], one["status"] == "published") for one in found]

    def pictures(self, name: str) -> int:
        return 1  # Ghost lists none

    def mails(self, post: str) -> int:
        with self._server.api() as api:
            query = {"include": "email"}
            found = api.get(f"/posts/{post}/", params=query).raise_for_status().json()["posts"][0]
        if found["email"] is None:
            return 0
        each = [mail.to for mail in self._server.newsletters(post)]
        assert len(each) == len(set(each)) == 2
        return 1
