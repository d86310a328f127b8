"""What the site's own answers decide: its clock, and whether it kept what it was sent."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from editor.cms.contract_samples import tiny_picture
from editor.cms.http import Client
from editor.cms.wordpress.api import WordPress
from editor.model.audience import Access, Gate
from editor.model.status import Status
from tests.unit.cms.wordpress.conftest import (
    INDEX,
    ITEM,
    ME,
    TOKENS,
    HostileServer,
    Reply,
    article,
    as_json,
    failure,
    site,
    stored,
)


@pytest.mark.parametrize(
    ("ahead", "waits"),
    [(timedelta(hours=2), False), (timedelta(hours=-2), True), (timedelta(seconds=3500), False)],
)
def test_what_is_to_wait_waits_by_the_sites_clock(
    cms: WordPress, server: HostileServer, ahead: timedelta, waits: bool
) -> None:
    now = datetime(2026, 6, 12, 12, tzinfo=UTC) + ahead
    server.date = format_datetime(now, usegmt=True)
    due = stored(date_gmt="2026-06-12T13:00:00")
    server.routes[f"GET {ITEM}"] = [as_json(due), as_json({**due, "status": "future"})]
    server.routes[f"POST {ITEM}"] = as_json({**due, "status": "future"})
    if waits:
        made = cms.publish("7", Status.SCHEDULED)
        assert made.date == datetime(2026, 6, 12, 13, tzinfo=UTC)
        (sent,) = server.asked("POST", ITEM)
        assert json.loads(sent.body) == {"status": "future", "date_gmt": "2026-06-12T13:00:00"}
    else:
        assert failure(lambda: cms.publish("7", Status.SCHEDULED)).code == "date-too-near"
        assert server.asked("POST", ITEM) == []


def test_an_alternative_text_that_the_site_drops_is_named(
    cms: WordPress, server: HostileServer
) -> None:
    media = "/wp-json/wp/v2/media"
    server.routes[f"GET {media}"] = as_json([])
    kept = {"id": 9, "source_url": f"{server.url}/quay.png", "alt_text": ""}
    server.routes[f"POST {media}"] = as_json(kept, 201)
    error = failure(lambda: cms.upload(tiny_picture()))
    assert (error.code, error.detail["file"]) == ("alt-not-kept", "quay.png")
    server.routes[f"POST {media}"] = as_json({**kept, "alt_text": "A grey quay"}, 201)
    assert cms.upload(tiny_picture()).remote_id == "9"


def test_where_a_site_leads_to_is_not_told_where_it_repeats_our_secret(
    server: HostileServer, client: Client
) -> None:
    server.wordpress()
    away = {"Location": f"https://{TOKENS.token}.example/"}
    server.routes[f"GET {ME}"] = Reply(302, headers=away)
    error = failure(WordPress(site(server.url), TOKENS.write(), client).verify)
    assert (error.code, error.detail["target"]) == ("site-redirects", "•••.example")


@pytest.mark.parametrize(
    ("said", "gate", "told"),
    [
        (Reply(404), Gate.TEASER_ONLY, []),
        (Reply(404), Gate.PMPRO, ["nothing to be seen"]),
        (as_json([]), Gate.TEASER_ONLY, []),
        (as_json([{"membership_id": "3"}]), Gate.TEASER_ONLY, ["levels 3"]),
        (as_json([{"membership_id": "3"}]), Gate.PMPRO, []),
    ],
)
def test_levels_that_the_whole_article_is_kept_for_are_told_unless_asked_for(
    cms: WordPress, server: HostileServer, said: Reply, gate: Gate, told: list[str]
) -> None:
    index = {**INDEX, "namespaces": ["wp/v2", "pmpro/v1"], "home": server.url}
    server.routes["GET /wp-json/"] = as_json(index)
    server.routes["GET /wp-json/pmpro/v1/post_restrictions"] = said
    server.routes[f"GET {ITEM}"] = as_json(stored())
    post = replace(article(), access=Access.PAID, gate=gate, plans=(3,), teaser=())
    found = cms.differences(post, {}, cms.get("7"))
    assert [one.got for one in found if one.field == "gate" and "level" in one.sent] == told
