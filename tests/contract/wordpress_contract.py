"""How the contract connects to a WordPress."""

from editor.cms.contract import CmsContract
from editor.cms.port import Cms
from editor.cms.wordpress.api import WordPress
from editor.model.audience import Gate
from editor.model.site import Site
from tests.contract.conftest import PLAN, WordPressServer


def connect(server: WordPressServer, login: str, gate: Gate = Gate.PAID_CONTENT) -> WordPress:
    site = Site("Harbour Letter", "wordpress", server.url, login, gate, (PLAN,))
    return WordPress(site, server.passwords[login])


class WordPressContract(CmsContract):
    def wrong(self, cms: Cms) -> Cms | None:
        assert isinstance(cms, WordPress)
        return WordPress(cms.site, "wrong wrong wrong wrong")
