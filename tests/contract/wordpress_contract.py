"""How the contract connects to a WordPress."""

from editor.cms.answer import text_at
from editor.cms.contract import CmsContract
from editor.cms.contract_samples import words
from editor.cms.gate_contract import GateContract
from editor.cms.port import Cms, Feature
from editor.cms.wordpress.api import WordPress
from editor.cms.wordpress.credentials import Credentials
from editor.model.audience import Gate
from editor.model.site import Site
from tests import plain
from tests.contract.conftest import PLAN, WordPressServer

READERS = "lamp-quay-tide-rope"  # what readers enter at an article that a password hides


def connect(server: WordPressServer, login: str, gate: Gate = Gate.PAID_CONTENT) -> WordPress:
    site = Site("Harbour Letter", "wordpress", server.url, login, gate, (PLAN,))
    return WordPress(site, Credentials(server.passwords[login], READERS).write())


def with_password(server: WordPressServer, url: str, password: str = READERS) -> str:
    """The words of a page as somebody gets it who entered a password there."""
    with plain.Client(follow_redirects=True) as browser:
        entered, referer = {"post_password": password, "Submit": "Enter"}, {"Referer": url}
        address = f"{server.url}/wp-login.php?action=postpass"
        browser.post(address, data=entered, headers=referer).raise_for_status()
        return words(browser.get(url).text)


class OnWordPress(GateContract):
    server = "WordPress 7.1.1"
    stand_ins = {
        Gate.PAID_CONTENT: "WordPress is real; a plug-in of ours stands in for Jetpack's Paid Content "
        "block, and gates as that was measured to.",
        Feature.SHARE: "WordPress is real; a plug-in of ours stands in for Jetpack's social sharing, and "
        "keeps its fields.",
        Feature.NEWSLETTER: "WordPress is real; a plug-in of ours stands in for Jetpack's newsletter, and "
        "gates, leaks and mails as that was measured to.",
        Gate.NEWSLETTER: "WordPress is real; a plug-in of ours stands in for Jetpack's newsletter, and "
        "gates, leaks and mails as that was measured to.",
        Gate.PMPRO: "WordPress is real; a plug-in of ours stands in for Paid Memberships Pro, and gates "
        "and leaks as that was measured to.",
    }


class WordPressContract(OnWordPress, CmsContract):
    def wrong(self, cms: Cms) -> Cms | None:
        assert isinstance(cms, WordPress)
        return WordPress(cms.site, "wrong wrong wrong wrong")

    def in_trash(self, cms: Cms, remote_id: str) -> bool:
        assert isinstance(cms, WordPress)
        said = cms._site.read(f"wp/v2/posts/{remote_id}", {"context": "edit"})
        return text_at(said, "status") == "trash"

    def test_it_is_the_version_that_the_table_names(self, cms: Cms) -> None:
        assert cms.verify().software == self.server
