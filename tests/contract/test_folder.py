"""The adapter contract on a real folder, with both of its gates."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from editor.cms.contract import CmsContract
from editor.cms.folder.site import FolderSite
from editor.cms.port import Cms
from editor.model.audience import Gate
from editor.model.site import Site

RESOURCES = Path(__file__).parents[2] / "resources"


class FolderContract(CmsContract):
    server = "Folder"

    @pytest.fixture
    def cms(self, tmp_path: Path) -> Iterator[FolderSite]:
        site = Site("Practice site", "folder", str(tmp_path / "site"), gate=self.gate)
        self.staging = tmp_path / "staging"
        self.site = site
        cms = FolderSite(site, "correct horse", self.staging, RESOURCES)
        yield cms
        cms.close()


class TestSealed(FolderContract):
    gate: ClassVar[Gate] = Gate.SEALED

    def wrong(self, cms: Cms) -> Cms | None:
        cms.verify()
        return FolderSite(self.site, "battery staple", self.staging, RESOURCES)


class TestTeaserOnly(FolderContract):
    gate: ClassVar[Gate] = Gate.TEASER_ONLY
