"""Connecting to a WordPress in one click: its own page makes an application password for us."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

from editor.cms.http import host_of
from editor.cms.loopback import Listener
from editor.cms.port import Granted, Recognised
from editor.model.errors import Rejected, Unauthorised, Unexpected

APP_NAME = "Standfirst"
APP_ID = "f505a60b-47c4-4975-a17f-31c7fa6aa1e1"


def approve(
    found: Recognised,
    listener: Listener,
    open_page: Callable[[str], None],
    checkpoint: Callable[[], None],
) -> Granted:
    """Open the page, and wait until its owner agrees there.

    Raises `Rejected` "connect-refused", `Unauthorised` "site-no-application-passwords", `Unexpected`
    "connect-other-site" or "connect-nothing-given", and what `Listener.wait` raises.
    """
    asked = {
        "app_name": APP_NAME,
        "app_id": APP_ID,
        "success_url": listener.url,
        "reject_url": f"{listener.url}?success=false",
    }
    open_page(f"{found.sign_in}{'&' if '?' in found.sign_in else '?'}{urlencode(asked)}")
    said = {name: values[-1] for name, values in parse_qs(listener.wait(checkpoint)).items()}
    host = host_of(found.address)
    if said.get("error") == "disabled":
        raise Unauthorised("site-no-application-passwords", host=host)
    if said.get("success") == "false":
        raise Rejected("connect-refused", host=host)
    username, password = said.get("user_login", ""), said.get("password", "")
    if not username or not password:
        raise Unexpected("connect-nothing-given", host=host)
    there = urlsplit(said.get("site_url", "")).hostname or ""
    if there.removeprefix("www.") != (urlsplit(found.address).hostname or "").removeprefix("www."):
        raise Unexpected("connect-other-site", host=host, other=there)
    return Granted(username, password)
