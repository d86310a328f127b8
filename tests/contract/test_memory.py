"""The contract on the site in memory, with each of its gates: what other tests may take for a site."""

from collections.abc import Iterator

import pytest

from editor.cms.contract import CmsContract
from editor.cms.contract_samples import words
from editor.cms.port import Cms, Post, RemotePost
from editor.model.audience import Audience, Gate, Surface
from tests.memory_site import MemoryCms, MemorySite


class MemoryContract(CmsContract):
    plans = (777,)
    server = "Memory"
    stand_ins = {"": "A site in memory, which other tests take for a real one."}

    @pytest.fixture
    def cms(self) -> Iterator[MemoryCms]:
        cms = MemorySite().connect()
        yield cms
        cms.close()

    def wrong(self, cms: Cms) -> Cms | None:
        assert isinstance(cms, MemoryCms)
        return cms.site.connect("another secret")


class TestPaidContent(MemoryContract):
    gate = Gate.PAID_CONTENT


class TestNewsletter(MemoryContract):
    gate = Gate.NEWSLETTER


class TestMembershipLevels(MemoryContract):
    gate = Gate.PMPRO


class TestPassword(MemoryContract):
    gate = Gate.PASSWORD

    def page(self, cms: Cms, remote: RemotePost, post: Post) -> str:
        assert isinstance(cms, MemoryCms)
        return words(cms.site.shown(Surface.PAGE, remote.remote_id, Audience.PAID))


class TestTeaserOnly(MemoryContract):
    gate = Gate.TEASER_ONLY
