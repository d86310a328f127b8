"""The real services over a library of their own."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from editor.app import Services, build_services
from editor.model.audience import Access, Gate
from editor.model.draft import Draft
from editor.model.site import Site
from editor.system.paths import Paths
from tests.memory_site import ADDRESS, SECRET, MemorySite, plug_in

LOCKED = "Seven quiet words that only paying readers may ever see."


@pytest.fixture
def services(standfirst_home: Path) -> Iterator[Services]:
    built = build_services(Paths.from_environment())
    yield built
    built.close()


def jpeg(colour: str = "teal", size: tuple[int, int] = (40, 30)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def photo() -> bytes:
    return jpeg()


@pytest.fixture
def site(services: Services) -> Site:
    return services.accounts.practice_site()


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> MemorySite:
    """A site that misbehaves as a test tells it to."""
    memory = MemorySite()
    plug_in(monkeypatch, memory)
    return memory


@pytest.fixture
def memory_account(services: Services, memory: MemorySite) -> Site:
    """Our account there, with a gate that takes a plan."""
    account = Site("Memory", "memory", ADDRESS, "ada", Gate.PAID_CONTENT, (777,), zone="UTC")
    return services.accounts.add(account, SECRET)


@pytest.fixture
def draft(services: Services) -> Draft:
    body = f"Free words for everyone who comes by.\n\n<!--more-->\n\n{LOCKED}\n"
    made = Draft(title="Quay", subtitle="Short", body=body, access=Access.PAID)
    services.drafting.save(made)
    return made
