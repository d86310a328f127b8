"""For a slow line pictures are sent smaller: how much is said before, and nothing here is changed."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from random import Random

import pytest
from PIL import Image

from editor.app import Services
from editor.model.draft import Draft, FeaturedImage
from editor.model.site import Site
from editor.model.status import Status
from editor.pictures.picture import describe
from editor.services.drafting import SMALL
from editor.services.planning import Plan
from tests.memory_site import MemoryCms, MemorySite


@pytest.fixture
def sent(memory: MemorySite, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The bytes of each picture that is uploaded."""
    found: list[bytes] = []
    upload = MemoryCms.upload

    def uploaded(cms: MemoryCms, asset: object) -> object:
        found.append(asset.data)  # type: ignore[attr-defined]  # an Asset
        return upload(cms, asset)  # type: ignore[arg-type]

    monkeypatch.setattr(MemoryCms, "upload", uploaded)
    return found


def photo_of(width: int, height: int) -> bytes:
    shades = Image.frombytes("RGB", (40, 30), Random(7).randbytes(40 * 30 * 3))
    out = BytesIO()
    shades.resize((width, height)).save(out, "JPEG", quality=95)
    return out.getvalue()


@pytest.fixture
def article(services: Services, draft: Draft) -> Callable[[bytes], Draft]:
    def make(data: bytes) -> Draft:
        name = services.drafting.add_picture(draft.id, data, "quay.jpg")
        made = replace(draft, image=FeaturedImage(name, "A quay"))
        services.drafting.save(made)
        return made

    return make


def told(plan: Plan) -> object:
    (row,) = [change for change in plan.changes if change.code == "pictures-sent"]
    return row.detail["bytes"]


def test_they_are_sent_shrunk_and_their_size_is_said_before(
    services: Services, article: Callable[[bytes], Draft], memory_account: Site, sent: list[bytes]
) -> None:
    draft = article(photo_of(2000, 1500))
    whole = services.publishing.plan(draft, memory_account)
    small = services.publishing.plan(draft, memory_account, smaller=True)
    assert told(small) == small.picture_bytes < whole.picture_bytes == told(whole)
    receipt = services.publishing.publish(small, lambda step: None, lambda: None)
    assert receipt.status is Status.PUBLISHED
    (data,) = sent
    assert len(data) == small.picture_bytes
    facts = describe(data)
    assert facts.width * facts.height <= SMALL
    kept = services.drafting.picture(draft.id, "quay.jpg")
    assert kept is not None
    assert len(kept.read_bytes()) == whole.picture_bytes


def test_what_is_small_already_is_sent_as_it_is(
    services: Services, article: Callable[[bytes], Draft], memory_account: Site
) -> None:
    draft = article(photo_of(300, 200))
    whole = services.publishing.plan(draft, memory_account)
    small = services.publishing.plan(draft, memory_account, smaller=True)
    assert small.picture_bytes == whole.picture_bytes


def test_what_waits_goes_as_small_as_was_chosen(
    services: Services, article: Callable[[bytes], Draft], memory_account: Site, sent: list[bytes]
) -> None:
    draft = article(photo_of(2000, 1500))
    small = services.publishing.plan(draft, memory_account, smaller=True)
    services.waiting.put(small)
    (queued,) = services.waiting.all()
    services.waiting.go(queued)
    assert [len(data) for data in sent] == [small.picture_bytes]
