"""Which way the pages of a Ghost run, as its front page says."""

import httpx
import pytest

from editor.cms.ghost.connection import Connection
from editor.cms.http import Client
from editor.model.errors import Unreachable
from tests.unit.cms.ghost.test_ghost_refusals import KEY, SITE, connection


@pytest.mark.parametrize(
    ("front", "direction"),
    [
        ('<!DOCTYPE html>\n<html lang="ar" dir="rtl" class="dark">', "rtl"),
        ("<HTML DIR = RTL>", "rtl"),
        ("<html lang='he'>\n<head></head>\n<body class='home'\n dir='rtl'>", "rtl"),
        ('<html lang="ar">', "ltr"),
        ('<html dir="ltr"><body><p dir="rtl">', "ltr"),
        ('<html data-dir="rtl">', "ltr"),
        ('<html dir="auto">', "ltr"),
        ("", "ltr"),
    ],
)
def test_the_front_page_says_it_and_is_read_once(front: str, direction: str) -> None:
    site, asked = connection(200, front)
    assert (site.direction, site.direction) == (direction, direction)
    assert [request.url.path for request in asked] == ["/news/"]
    assert "Authorization" not in asked[0].headers


def test_a_front_page_that_cannot_be_had_holds_nothing_back() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    client = Client(transport=httpx.MockTransport(refuse), pause=lambda _: None)
    site = Connection(SITE, KEY, client)
    with pytest.raises(Unreachable):
        site.stranger(site.home)
    assert site.direction == "ltr"
