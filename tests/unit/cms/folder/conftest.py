"""A folder site of one's own, and posts to put there."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from editor.cms.contract_samples import paragraph, tiny_picture
from editor.cms.folder.site import FolderSite
from editor.cms.port import Media, Post, RemotePost
from editor.model.audience import Access, Gate
from editor.model.author import AuthorProfile
from editor.model.block import Figure, Picture
from editor.model.site import DEFAULT_BOXES, Site

RESOURCES = Path(__file__).parents[4] / "resources"
PASSPHRASE = "kelp moor 3456"
FREE = "The pumps change their note at ten past five in the morning."
LOCKED = "The city pays for ninety million litres a day, whether or not it takes them."
ADA = AuthorProfile("ada", "Ada Quay", {"": "Writes of harbours."}, "ada.png")


@dataclass
class Bench:
    """A site, where it lies, and how to publish there."""

    site: Site
    staging: Path
    open_: list[FolderSite] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return Path(self.site.address)

    def cms(self, passphrase: str = PASSPHRASE) -> FolderSite:
        cms = FolderSite(self.site, passphrase, self.staging, RESOURCES)
        self.open_.append(cms)
        return cms

    def everything(self) -> str:
        """All that whoever gets the folder gets, but for the fonts."""
        files = sorted(
            path for path in self.folder.rglob("*") if path.is_file() and path.suffix != ".woff2"
        )
        return "\n".join(f"{p.name}\n{p.read_bytes().decode('latin-1')}" for p in files)

    def names(self, below: str) -> set[str]:
        found = (self.folder / below).rglob("*")
        return {path.relative_to(self.folder).as_posix() for path in found if path.is_file()}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    site = Site("Practice site", "folder", str(tmp_path / "out" / "site"), gate=Gate.SEALED)
    made = Bench(site, tmp_path / "staging")
    yield made
    for cms in made.open_:
        cms.close()


def post(id: UUID | None = None, **changes: object) -> Post:
    """A paid post with a picture above the cut and another below."""
    plain = Post(
        article_id=id or uuid4(),
        title="The city that drinks",
        subtitle="A plant for a drought",
        slug="the-city",
        language="en",
        excerpt="What a plant costs.",
        date=datetime(2026, 6, 12, 12, tzinfo=UTC),
        access=Access.PAID,
        gate=Gate.SEALED,
        box=DEFAULT_BOXES["en"],
        teaser=(paragraph(FREE), Figure(Picture("quay.png", "A quay"))),
        locked=(paragraph(LOCKED), Figure(Picture("plan.png", "A plan"))),
        teaser_notes=(),
        locked_notes=(),
        authors=(ADA,),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # names are checked by replace


def pictures(cms: FolderSite) -> Media:
    return {
        "quay.png": cms.upload(tiny_picture("quay.png", 10)),
        "plan.png": cms.upload(replace(tiny_picture("plan.png", 20), locked=True)),
        "ada.png": cms.upload(tiny_picture("ada.png", 30)),
    }


def publish(cms: FolderSite, what: Post) -> RemotePost:
    media = pictures(cms)
    remote = cms.create_draft(what)
    remote = cms.fill(remote.remote_id, what, media)
    assert cms.differences(what, media, remote) == ()
    remote = cms.publish(remote.remote_id)
    assert cms.differences(what, media, cms.get(remote.remote_id)) == ()
    return remote
