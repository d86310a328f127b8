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
    server = "WordPress 7.1.1"
    stand_ins = {
        Gate.PAID_CONTENT: "WordPress is real; a plug-in of ours stands in for Jetpack's Paid Content "
        "block, and gates as that was measured to."
    }

    def wrong(self, cms: Cms) -> Cms | None:
        assert isinstance(cms, WordPress)
        return WordPress(cms.site, "wrong wrong wrong wrong")

    def test_it_is_the_version_that_the_table_names(self, cms: Cms) -> None:
        assert cms.verify().software == self.server
