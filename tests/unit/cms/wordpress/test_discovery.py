"""A WordPress is found from whatever address of it a writer has at hand."""

import pytest

from editor.cms.http import Client
from editor.cms.wordpress.discovery import Api, discover
from tests.unit.cms.wordpress.conftest import INDEX, HostileServer, Reply, as_html, as_json


def links_to(api: str) -> Reply:
    return Reply(headers={"Link": f'<{api}>; rel="https://api.w.org/", <x>; rel=shortlink'})


@pytest.mark.parametrize(
    "path", ["", "/", "/wp-admin/", "/wp-login.php", "/wp-json", "/wp-json/wp/v2/posts", "/a/b/c"]
)
def test_any_address_of_the_site_will_do(server: HostileServer, client: Client, path: str) -> None:
    server.wordpress()
    api = discover(client, server.url + path)
    assert api.url("wp/v2/posts") == f"{server.url}/wp-json/wp/v2/posts"
    assert api.home == f"{server.url}/"


def test_without_a_scheme_this_computer_is_asked_plainly(
    server: HostileServer, client: Client
) -> None:
    server.wordpress()
    assert discover(client, f"127.0.0.1:{server.port}").root == f"{server.url}/wp-json/"


def test_a_site_in_a_subfolder(server: HostileServer, client: Client) -> None:
    server.routes["HEAD /news/"] = links_to(f"{server.url}/news/wp-json/")
    server.routes["GET /news/wp-json/"] = as_json({**INDEX, "home": f"{server.url}/news"})
    for address in ("/news", "/news/", "/news/2026/a-walk/", "/news/wp-admin/edit.php"):
        api = discover(client, server.url + address)
        assert (api.root, api.home) == (f"{server.url}/news/wp-json/", f"{server.url}/news/")


def test_a_site_without_pretty_links(server: HostileServer, client: Client) -> None:
    server.routes["HEAD /"] = links_to(f"{server.url}/index.php?rest_route=/")
    server.routes["GET /index.php"] = as_json({**INDEX, "home": server.url})
    api = discover(client, server.url)
    assert api.url("wp/v2/posts") == f"{server.url}/index.php?rest_route=/wp/v2/posts"


def test_a_host_that_forbids_head_and_names_the_api_in_the_page(
    server: HostileServer, client: Client
) -> None:
    server.wordpress()
    server.routes["HEAD /"] = Reply(405)
    head = f"<link rel='https://api.w.org/' href='{server.url}/wp-json/' />"
    server.routes["GET /"] = as_html(head)
    assert discover(client, server.url).root == f"{server.url}/wp-json/"


def test_an_api_that_nothing_names_is_guessed(server: HostileServer, client: Client) -> None:
    server.wordpress()
    server.routes["HEAD /"] = server.routes["GET /"] = as_html("A front page of its own")
    assert discover(client, server.url).root == f"{server.url}/wp-json/"


@pytest.mark.parametrize(
    ("index", "zone"),
    [
        ({"timezone_string": "Asia/Dubai", "gmt_offset": 4}, "Asia/Dubai"),
        ({"timezone_string": "", "gmt_offset": 5.5}, "+05:30"),
        ({"timezone_string": "", "gmt_offset": "-3"}, "-03:00"),
        ({"timezone_string": "", "gmt_offset": 0}, "+00:00"),
        ({}, ""),
    ],
)
def test_the_sites_zone(index: dict[str, str | int | float], zone: str) -> None:
    assert Api("r", "h", {**index}).zone == zone


def test_a_site_behind_a_proxy_that_names_itself_http_is_asked_over_https() -> None:
    api = Api("https://site.example/wp-json/", "http://site.example/", {})
    assert api.safe("http://site.example/a-walk/") == "https://site.example/a-walk/"
    assert api.safe("http://elsewhere.example/") == "http://elsewhere.example/"
