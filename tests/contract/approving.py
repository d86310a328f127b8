"""A browser without scripts, whose user logs in to a real WordPress and answers what it asks."""

import re
from collections.abc import Iterator
from html import unescape

import httpx

from tests.contract.conftest import WordPressServer

APPROVE = {"approve": "Yes, I approve of this connection"}
REJECT = {"reject": "No, I do not approve of this connection"}


def answer(
    server: WordPressServer, user: str, page: str, choice: dict[str, str] = APPROVE
) -> httpx.Response:
    """Open `page`, press the button of `choice`, and go where that leads; the last answer."""
    with httpx.Client(follow_redirects=True, timeout=60) as browser:
        browser.get(f"{server.url}/wp-login.php")
        form = {"log": user, "pwd": f"{user}-pw", "wp-submit": "Log In", "testcookie": "1"}
        browser.post(f"{server.url}/wp-login.php", data=form)
        fields = dict(_fields(browser.get(page).text))
        assert {"_wpnonce", "app_id", "app_name", "success_url", "reject_url"} <= set(fields)
        address = f"{server.url}/wp-admin/authorize-application.php"
        return browser.post(address, data={**fields, **choice})


def _fields(page: str) -> Iterator[tuple[str, str]]:
    """The form's fields as a browser sends them, without its buttons."""
    card = page[page.index("auth-app-card") :]
    for tag in re.findall(r"<input\b[^>]*>", card):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if attributes.get("type") in ("hidden", "text"):
            yield attributes["name"], unescape(attributes.get("value", ""))
