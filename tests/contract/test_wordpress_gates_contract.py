"""What the contract asks of a gate, on a real WordPress with each of the other gates, stand-ins where they are plug-ins'."""

from collections.abc import Iterator

import pytest

from editor.cms.port import Cms, Post, RemotePost
from editor.model.audience import Gate
from tests.contract.conftest import PLAN, WordPressServer
from tests.contract.wordpress_contract import OnWordPress, connect, with_password


class OtherGate(OnWordPress):
    @pytest.fixture
    def cms(self, wordpress: WordPressServer) -> Iterator[Cms]:
        cms = connect(wordpress, "author", self.gate)
        yield cms
        cms.close()


class TestNewsletter(OtherGate):
    gate = Gate.NEWSLETTER
    plans = (PLAN,)

    def box_words(self, post: Post) -> str:
        return "Keep reading with a subscription"


class TestPaidMembershipsPro(OtherGate):
    gate = Gate.PMPRO
    plans = (1,)

    def box_words(self, post: Post) -> str:
        return "Membership Required"


class TestPassword(OtherGate):
    gate = Gate.PASSWORD

    @pytest.fixture(autouse=True)
    def _server(self, wordpress: WordPressServer) -> None:
        self.there = wordpress

    def box_words(self, post: Post) -> str:
        return "This content is password"

    def page(self, cms: Cms, remote: RemotePost, post: Post) -> str:
        return with_password(self.there, remote.url)
