"""A secret is in the keyring alone: not in the library, the log, a receipt, a report or an address."""

import json
import logging
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from editor.app import Services
from editor.cms.wordpress.credentials import Credentials
from editor.model.audience import Access, Gate
from editor.model.draft import Draft
from editor.model.errors import EditorError
from editor.model.publication import Step
from editor.model.site import Site
from editor.system.log import report, set_up_log
from editor.system.paths import Paths
from tests.unit.cms.wordpress.conftest import (
    ADMIN,
    CANARIES,
    PASSWORDS,
    TOKENS,
    HostileServer,
    Reply,
    as_html,
    as_json,
    refusal,
    told,
)

# a site that repeats to us all that it was sent, one that refuses, one that breaks
ECHO = "echo"
ANSWERS = {
    ECHO: Reply(),
    "refusing": refusal("rest_cannot_create", 403),
    "broken": as_html("Fatal error", 500),
    "gone": Reply(drop=True),
}


@pytest.fixture
def server() -> Iterator[HostileServer]:
    hostile = HostileServer()
    hostile.wordpress()
    yield hostile
    hostile.close()


@pytest.fixture
def log(standfirst_home: Path) -> Iterator[Path]:
    """The program's own log file, with all that is ever said to it."""
    path = Paths.from_environment().log
    loggers = [logging.getLogger(name) for name in ("", "httpx", "httpcore")]
    before = [(one, one.level, list(one.handlers)) for one in loggers]
    hooks = sys.excepthook, threading.excepthook
    set_up_log(path)
    for one in loggers:
        one.setLevel(logging.DEBUG)
    yield path
    sys.excepthook, threading.excepthook = hooks
    for one, level, handlers in before:
        one.setLevel(level)
        for handler in [each for each in one.handlers if each not in handlers]:
            one.removeHandler(handler)
            handler.close()


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("kept", [PASSWORDS, TOKENS], ids=["password", "token"])
def test_a_secret_is_in_the_keyring_alone(
    services: Services,
    server: HostileServer,
    log: Path,
    kept: Credentials,
    answer: str,
) -> None:
    token_url = f"{server.url}/token" if kept is TOKENS else ""
    secret = replace(kept, token_url=token_url).write()
    site = services.accounts.add(
        Site("Harbour", "wordpress", server.url, "ada", Gate.TEASER_ONLY), secret
    )
    draft = Draft(title="Quay", body="Words.", access=Access.EVERYONE, excerpt="About it.")
    services.drafting.save(draft)
    server.otherwise = ANSWERS[answer]
    if answer == ECHO:
        server.routes["GET /wp-json/wp/v2/users/me"] = as_json(
            {**ADMIN, "capabilities": {"edit_posts": True, "publish_posts": True}}
        )
        server.routes["GET /wp-json/wp/v2/posts"] = as_json([])
        server.routes["POST /wp-json/wp/v2/posts"] = lambda request: as_json(
            {"code": "odd", "message": json.dumps(dict(request.headers))}, 400
        )
    steps: list[Step] = []
    said = ""
    for attempt in (
        lambda: services.accounts.test(site),
        lambda: services.publishing.publish(
            services.publishing.plan(draft, site), steps.append, lambda: None
        ),
        lambda: services.accounts.site_users(site),
    ):
        try:
            said += repr(attempt())
        except EditorError as error:
            logging.getLogger("editor").exception("failed: %s", error)
            said += told(error) + report(error)
    assert answer != ECHO or server.asked("POST", "/wp-json/wp/v2/posts")
    said += repr(steps) + repr(services.accounts.sites())
    said += repr(services.publishing.publication(draft.id, site.id))
    said += "".join(request.path for request in server.seen)
    assert services.accounts.secret_of(site) == secret
    services.close()
    paths = Paths.from_environment()
    files = {path: path.read_bytes() for path in paths.home.rglob("*") if path.is_file()}
    assert {paths.library, paths.log} <= set(files)
    for canary in CANARIES:
        assert canary not in said
        assert [path.name for path, data in files.items() if canary.encode() in data] == []
