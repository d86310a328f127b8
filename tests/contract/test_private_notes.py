"""Private notes are in no request to a real WordPress or Ghost, and so in nothing that they keep."""

from dataclasses import replace
from uuid import uuid4

import httpx
import pytest

from editor.app import Services
from editor.cms.wordpress.credentials import Credentials
from editor.model.audience import Access, Gate
from editor.model.author import AuthorProfile
from editor.model.draft import Draft, Seo, Social
from editor.model.site import GateBox, Site
from tests.contract import test_ghost
from tests.contract.conftest import PLAN, GhostServer, WordPressServer

CANARY = "kanarienvogel"
NOTE = f"<!-- note: {CANARY} -->"
SEVERAL_LINES = f"<!-- note: over\nlines {CANARY}\n\nand paragraphs -->"
BODY = f"""{NOTE} Words that everyone may read {NOTE} on the quay.

- an item {NOTE}

| a {NOTE} | b |
|---|---|
| c | {NOTE} |

Called[^1]. {SEVERAL_LINES}

{NOTE}
<!--more-->
{NOTE}

Seven quiet words {NOTE} that only paying readers may ever see here.

[^1]: A footnote {NOTE} of its own.
"""


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """All that leaves: address, headers and body of each request."""
    found: list[bytes] = []
    send = httpx.Client.send

    def recorded(client: httpx.Client, request: httpx.Request, **more: object) -> httpx.Response:
        found.extend((str(request.url).encode(), repr(request.headers).encode(), request.read()))
        return send(client, request, **more)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(httpx.Client, "send", recorded)
    return found


def _publish(services: Services, site: Site) -> None:
    id_ = uuid4()
    draft = Draft(
        id=id_,
        title=f"Quay {id_.hex[:8]} {NOTE}",
        subtitle=f"Under it {NOTE}",
        body=BODY,
        access=Access.PAID,
        tags=(f"Ports {NOTE}",),
        authors=("ada",),
        seo=Seo(f"Quay {NOTE}", f"Of quays {NOTE}"),
        social=Social(f"Quay {NOTE}", f"Of quays {NOTE}"),
    )
    bio = f"Of quays {NOTE} and boats"
    services.accounts.save_author(AuthorProfile("ada", "Ada Quay", {"": bio}))
    services.drafting.save(draft)
    plan = services.publishing.ask(services.publishing.plan(draft, site))
    assert not plan.blocked, plan.findings
    services.publishing.publish(plan, lambda step: None, lambda: None)


def _look(sent: list[bytes]) -> None:
    assert any(b"Words that everyone may read" in one for one in sent)
    assert any(b"only paying readers may ever see" in one for one in sent)
    assert not [one for one in sent if CANARY.encode() in one]


def test_no_request_to_wordpress_has_one(
    services: Services, wordpress: WordPressServer, sent: list[bytes]
) -> None:
    site = Site("Harbour", "wordpress", wordpress.url, "author", Gate.PAID_CONTENT, (PLAN,))
    site = replace(site, boxes={"en": GateBox(f"Read on {NOTE}", f"{NOTE} Subscribe", "Now")})
    secret = Credentials(wordpress.passwords["author"], "lamp-quay").write()
    _publish(services, services.accounts.add(site, secret))
    _look(sent)


def test_no_request_to_ghost_has_one(
    services: Services, ghost: GhostServer, sent: list[bytes]
) -> None:
    _publish(services, services.accounts.add(test_ghost.site(ghost), ghost.keys["owner"]))
    _look(sent)
