"""The real services over a library of their own."""

from io import BytesIO

import pytest
from PIL import Image

from editor.app import Services
from editor.model.audience import Access, Gate
from editor.model.draft import Draft
from editor.model.site import Site
from tests.memory_site import ADDRESS, SECRET, MemorySite

LOCKED = "Seven quiet words that only paying readers may ever see."


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
