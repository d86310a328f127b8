"""What a writer is told when a site answers badly, and what is never done or told then."""

import json
from dataclasses import replace

import pytest

from editor.cms.contract_samples import tiny_picture
from editor.cms.http import Client
from editor.cms.wordpress.api import WordPress
from editor.cms.wordpress.connection import REFUSALS
from editor.model.errors import (
    Rejected,
    Unexpected,
)
from editor.model.status import Status
from editor.model.wording import WORDING
from tests.unit.cms.wordpress.conftest import (
    ADMIN,
    ITEM,
    ME,
    POSTS,
    SECRET,
    HostileServer,
    Reply,
    article,
    as_html,
    as_json,
    failure,
    refusal,
    site,
    stored,
)


def test_a_lost_answer_is_no_failure_when_the_article_is_public(
    server: HostileServer, cms: WordPress
) -> None:
    server.routes[f"POST {ITEM}"] = Reply(drop=True)
    server.routes[f"GET {ITEM}"] = as_json(stored("publish"))
    assert cms.publish("7").status is Status.PUBLISHED
    assert len(server.asked("POST", ITEM)) == 1


def test_a_status_other_than_public_is_given_back(server: HostileServer, cms: WordPress) -> None:
    server.routes[f"POST {ITEM}"] = as_json(stored("pending"))
    server.routes[f"GET {ITEM}"] = as_json(stored("pending"))
    assert cms.publish("7").status is Status.PENDING


def test_who_may_not_publish_puts_it_up_for_review(server: HostileServer, cms: WordPress) -> None:
    server.routes[f"POST {ITEM}"] = [
        refusal("rest_cannot_publish", 403),
        as_json(stored("pending")),
    ]
    server.routes[f"GET {ITEM}"] = as_json(stored("pending"))
    assert cms.publish("7").status is Status.PENDING
    sent = [json.loads(request.body) for request in server.asked("POST", ITEM)]
    assert sent == [{"status": "publish"}, {"status": "pending"}]
    server.routes[f"POST {ITEM}"] = refusal("rest_cannot_publish", 403)
    assert failure(lambda: cms.publish("7")).code == "site-may-not-publish"


def test_a_draft_whose_answer_was_lost_is_found(server: HostileServer, cms: WordPress) -> None:
    post = article()
    server.routes[f"POST {POSTS}"] = Reply(drop=True)
    server.routes[f"GET {POSTS}"] = as_json([stored(slug=f"sf-{post.article_id}")])
    assert cms.create_draft(post).remote_id == "7"
    assert len(server.asked("POST", POSTS)) == 1


def test_a_draft_that_was_not_made_is_an_unknown_outcome(
    server: HostileServer, cms: WordPress
) -> None:
    server.routes[f"POST {POSTS}"] = Reply(drop=True)
    server.routes[f"GET {POSTS}"] = as_json([])
    assert failure(lambda: cms.create_draft(article())).code == "site-no-answer"


def test_a_duplicate_draft_is_removed_again(server: HostileServer, cms: WordPress) -> None:
    post = article()
    token = f"sf-{post.article_id}"
    server.routes[f"POST {POSTS}"] = as_json({**stored(slug=f"{token}-2"), "id": 8}, 201)
    server.routes[f"GET {POSTS}"] = as_json([stored(slug=token)])
    server.routes[f"DELETE {POSTS}/8"] = as_json({"deleted": True})
    assert cms.create_draft(post).remote_id == "7"
    assert len(server.asked("DELETE", f"{POSTS}/8")) == 1


JUNK = b"<br />\n<b>Warning</b>: [stray] {output} in plugin.php\n"


def test_what_a_plugin_prints_before_the_answer_is_passed_over(
    server: HostileServer, cms: WordPress
) -> None:
    answer = as_json(stored("publish"))
    server.routes[f"POST {ITEM}"] = Reply(200, JUNK + answer.body, {"Content-Type": "text/html"})
    server.routes[f"GET {ITEM}"] = Reply(200, b"\xef\xbb\xbf" + answer.body)
    assert cms.publish("7").status is Status.PUBLISHED


def test_a_picture_refused_with_a_500_is_no_mystery(server: HostileServer, cms: WordPress) -> None:
    server.routes["GET /wp-json/wp/v2/media"] = as_json([])
    for name, code in (
        ("rest_upload_sideload_error", "site-picture-refused"),
        ("rest_upload_unknown_error", "site-picture-refused"),
        ("rest_upload_hash_mismatch", "site-picture-damaged"),
        ("rest_upload_no_content_disposition", "site-too-large"),
    ):
        server.routes["POST /wp-json/wp/v2/media"] = refusal(name, 500)
        error = failure(lambda: cms.upload(tiny_picture()))
        assert (type(error), error.code) == (Rejected, code)


def test_a_read_is_tried_again_twice(server: HostileServer, cms: WordPress) -> None:
    server.routes[f"GET {ME}"] = [Reply(drop=True), as_html("Bad gateway", 502), as_json(ADMIN)]
    assert cms.verify().may_publish
    server.seen.clear()
    server.routes[f"GET {ME}"] = as_html("Bad gateway", 502)
    failure(cms.verify)
    assert len(server.asked("GET", ME)) == 3


def test_an_account_that_may_not_publish_is_told_apart(
    server: HostileServer, cms: WordPress
) -> None:
    server.routes[f"GET {ME}"] = as_json({"name": "Ben", "roles": ["contributor"]})
    account = cms.verify()
    assert (account.role, account.may_publish) == ("contributor", False)
    assert account.site_name == "Harbour & Sea"


def test_a_site_that_is_no_wordpress(server: HostileServer, client: Client) -> None:
    server.routes["HEAD /"] = server.routes["GET /"] = as_html("A shop")
    error = failure(WordPress(site(server.url), SECRET, client).verify)
    assert (type(error), error.code) == (Unexpected, "site-not-wordpress")
    assert all("authorization" not in request.headers for request in server.seen)


def test_a_wordpress_with_a_page_where_its_api_was(server: HostileServer, client: Client) -> None:
    server.wordpress()
    server.routes["GET /wp-json/"] = as_html("Login wall")
    assert failure(WordPress(site(server.url), SECRET, client).verify).code == "site-not-json"


def test_application_passwords_switched_off(server: HostileServer, cms: WordPress) -> None:
    server.routes["GET /wp-json/"] = as_json({"namespaces": ["wp/v2"], "authentication": []})
    assert failure(cms.verify).code == "site-no-application-passwords"
    assert all("authorization" not in request.headers for request in server.seen)


def test_strangers_looks_are_unsigned_and_ask_past_caches(
    server: HostileServer, cms: WordPress
) -> None:
    server.routes[f"GET {ITEM}"] = as_json(stored("publish", link=f"{server.url}/a-walk/"))
    server.routes["GET /a-walk/"] = as_html("The walk")
    remote = cms.get("7")
    page = cms.surfaces(remote, article())[0]
    assert "The walk" in cms.look(page)[0]
    assert "The walk" in cms.look(page)[0]
    first, second = server.asked("GET", "/a-walk/")
    assert "authorization" not in first.headers
    assert "no-cache" in first.headers["cache-control"]
    assert first.path != second.path


def test_still_public_after_retracting_is_said(server: HostileServer, cms: WordPress) -> None:
    link = f"{server.url}/a-walk/"
    server.routes[f"GET {ITEM}"] = [
        as_json(stored("publish", link=link)),
        as_json(stored("draft", link=link)),
        refusal("rest_forbidden", 401),
    ]
    server.routes[f"POST {ITEM}"] = as_json(stored("draft"))
    server.routes["GET /a-walk/"] = as_html("A walk, from the cache")
    error = failure(lambda: cms.retract("7"))
    assert error.code == "site-still-public"
    assert link in str(error)


@pytest.mark.parametrize("status", ["publish", "private", "pending", "future"])
def test_a_site_that_does_not_take_an_article_back_is_not_said_to_have_done_so(
    server: HostileServer, cms: WordPress, status: str
) -> None:
    server.routes[f"GET {ITEM}"] = as_json(stored(status, link=f"{server.url}/a-walk/"))
    server.routes[f"POST {ITEM}"] = as_json(stored(status))
    error = failure(lambda: cms.retract("7"))
    assert (type(error), error.code) == (Unexpected, "site-not-taken-back")
    assert "was set back" not in str(error)
    assert "stranger can still read" not in str(error)
    assert "set it back to draft there" in str(error)


def test_a_picture_that_was_not_sent_stops_before_the_article(
    server: HostileServer, cms: WordPress
) -> None:
    error = failure(lambda: cms.fill("7", replace(article(), image="lost.jpg"), {}))
    assert (type(error), error.code) == (Rejected, "picture-missing")
    assert server.asked("POST", ITEM) == []


def test_a_picture_whose_answer_was_lost_is_found(server: HostileServer, cms: WordPress) -> None:
    media = "/wp-json/wp/v2/media"
    server.routes[f"GET {media}"] = [
        as_json([]),
        as_json([{"id": 5, "source_url": "http://127.0.0.1/quay.png"}]),
    ]
    kept = {"id": 5, "source_url": "http://127.0.0.1/quay.png", "alt_text": "A grey quay"}
    server.routes[f"GET {media}/5"] = as_json({**kept, "caption": {"raw": "The quay"}})
    server.routes[f"POST {media}"] = Reply(drop=True)
    assert cms.upload(tiny_picture()).remote_id == "5"
    assert len(server.asked("POST", media)) == 1


def test_every_refusal_has_a_sentence() -> None:
    assert {code for _, code in REFUSALS.values()} <= set(WORDING)
