"""Real servers for the tests that publish: each brought up once in a process, on a port of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import httpx
import jwt
import pytest
from selenium import webdriver

from tests import plain
from tests.servers.wordpress_com.standin import StandIn, certificate

SERVERS = Path(__file__).parents[1] / "servers"
_BROWSER = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
PLAN = 777  # the plan that "reader" has paid for


@dataclass(frozen=True)
class WordPressServer:
    """A running WordPress. `passwords` are the application passwords by login.

    Logins: admin, editor, author, contributor, reader (pays: plan 777, level 1), guest (a member who does
    not: level 2).
    """

    url: str
    folder: Path
    passwords: Mapping[str, str] = field(repr=False)

    @contextmanager
    def set_to(self, **settings: str) -> Iterator[None]:
        """Settings of the site and its stand-ins, until the end of the block."""
        address, admin = (
            f"{self.url}/?rest_route=/wp/v2/settings",
            ("admin", self.passwords["admin"]),
        )
        before = plain.get(address, auth=admin).raise_for_status().json()
        try:
            told = plain.post(address, json=settings, auth=admin)
            assert {name: told.raise_for_status().json()[name] for name in settings} == settings
            yield
        finally:
            back = {name: before[name] for name in settings}
            plain.post(address, json=back, auth=admin).raise_for_status()

    def let_time_come(self, remote_id: str, then: datetime) -> None:
        """The date of a scheduled post was `then`: what the site's own scheduler does after it."""
        root = installed("wordpress")
        php = (
            f"$id = {remote_id}; global $wpdb;"
            f"$then = '{then.astimezone(UTC):%Y-%m-%d %H:%M:%S}';"
            "$wpdb->update($wpdb->posts, ['post_date_gmt' => $then], ['ID' => $id]);"
            "clean_post_cache($id); check_and_publish_future_post($id);"
        )
        tool = (root / "php", root / "wp-files/wp-cli/wp-cli.phar", "--allow-root", "eval", php)
        command = (*tool, f"--path={self.folder / 'www'}")
        subprocess.run(command, check=True, timeout=60, capture_output=True)

    @contextmanager
    def with_plugin(self, php: str) -> Iterator[None]:
        """A plug-in of the site's, until the end of the block."""
        # a name of its own: PHP may remember a file for two seconds
        file = self.folder / f"www/wp-content/mu-plugins/of-a-test-{uuid4().hex}.php"
        file.write_text(f"<?php {php}")
        try:
            yield
        finally:
            file.unlink()


@dataclass(frozen=True)
class Mail:
    """What one recipient would have got."""

    to: str
    subject: str
    html: str = field(repr=False)  # links in it sign the recipient in
    text: str = field(repr=False)


@dataclass(frozen=True)
class GhostServer:
    """A running Ghost. `keys` are "admin" and "content" of an integration, and those of its staff.

    Staff: owner, administrator, super-editor, editor, author, contributor. `ids` are those of the staff and
    of the members by these names, and of tiers and newsletters by their slugs. Members: reader@example.test (has the tier "supporters" for nothing; both newsletters) and
    guest@example.test (pays nothing; "default-newsletter" alone, and not "weekend").
    """

    url: str
    folder: Path
    keys: Mapping[str, str] = field(repr=False)
    ids: Mapping[str, str]

    def api(self, key: str = "admin") -> httpx.Client:
        """The Admin API, with the key of an integration or of one of the staff."""
        name, secret = self.keys[key].split(":")

        def signed(request: httpx.Request) -> httpx.Request:
            now = int(time.time())
            claims = {"iat": now, "exp": now + 300, "aud": "/admin/"}
            token = jwt.encode(claims, bytes.fromhex(secret), "HS256", {"kid": name})
            request.headers["Authorization"] = f"Ghost {token}"
            return request

        address = f"{self.url}/ghost/api/admin"
        return plain.Client(base_url=address, auth=signed, timeout=30)

    @contextmanager
    def set_to(self, **settings: str) -> Iterator[None]:
        """Settings of the owner's, until the end of the block."""
        with self.api("owner") as owner:
            said = owner.get("/settings/").raise_for_status().json()["settings"]
            before = {one["key"]: one["value"] for one in said if one["key"] in settings}

            def put(chosen: Mapping[str, str]) -> None:
                body = {"settings": [{"key": key, "value": value} for key, value in chosen.items()]}
                owner.put("/settings/", json=body).raise_for_status()

            put(settings)
            try:
                yield
            finally:
                put(before)

    def reader(self, email: str) -> httpx.Client:
        """What a member has in front of them, who came in by a link of theirs."""
        with self.api() as api:
            found = api.get("/members/", params={"filter": f"email:'{email}'"})
            [member] = found.raise_for_status().json()["members"]
            links = api.get(f"/members/{member['id']}/signin_urls/").raise_for_status().json()
        came_in = plain.get(links["member_signin_urls"][0]["url"], timeout=30)
        assert "ghost-members-ssr" in came_in.cookies
        return plain.Client(base_url=self.url, cookies=came_in.cookies, timeout=30)

    @contextmanager
    def running(self, direction: str) -> Iterator[None]:
        """Ghost's own theme with a direction, until the end of the block."""
        theme, packed = self.folder / "content/themes/source", BytesIO()
        with ZipFile(packed, "w") as packing:
            for file in (each for each in theme.rglob("*") if each.is_file()):
                data, name = file.read_bytes(), str(file.relative_to(theme))
                if name == "default.hbs":
                    data = data.replace(b"<html ", b'<html dir="%s" ' % direction.encode())
                packing.writestr(name, data)
        with self.api("owner") as api:
            files = {"file": ("turned.zip", packed.getvalue(), "application/zip")}
            api.post("/themes/upload/", files=files).raise_for_status()
            api.put("/themes/turned/activate/").raise_for_status()
            try:
                yield
            finally:
                api.put("/themes/source/activate/").raise_for_status()
                api.delete("/themes/turned/").raise_for_status()

    def mails(self) -> tuple[Mail, ...]:
        """What each recipient was mailed, in its order."""
        complete, _, _ = (self.folder / "mails.jsonl").read_text().rpartition("\n")
        return tuple(Mail(**json.loads(line)) for line in complete.splitlines())

    def newsletters(self, post_id: str) -> tuple[Mail, ...]:
        """What each recipient was mailed of a post, once Ghost is through with it."""
        until = time.monotonic() + 60
        with self.api() as api:
            while time.monotonic() < until:
                found = api.get(f"/posts/{post_id}/", params={"include": "email"})
                email = found.raise_for_status().json()["posts"][0]["email"]
                if email["status"] in ("submitted", "failed"):
                    return tuple(mail for mail in self.mails() if mail.subject == email["subject"])
        pytest.fail(f"Ghost is not through with mailing: {email['status']}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def installed(name: str) -> Path:
    """The files of a server, outside this tree; there is nothing to do after the first time."""
    root = Path(os.environ["STANDFIRST_TEST_CACHE"]) / name.replace("_", "-")
    subprocess.run([SERVERS / name / "install.sh", root], check=True, timeout=600)
    return root


@contextmanager
def serving(
    name: str, folder: Path, *words: str | Path, ports: tuple[int, int] | None = None
) -> Iterator[str]:
    """The address of the server whose scripts are in `name`, started with `words`; "PORT" is a free one.

    `ports` are those of what stands before it, and of the server itself.
    """
    port = ports[0] if ports else free_port()
    listen = {"LISTEN": str(ports[1])} if ports else {}
    with (folder / "serve.log").open("w") as log:
        process = subprocess.Popen(
            [
                SERVERS / name / "serve.sh",
                *(str(port) if word == "PORT" else word for word in words),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
            env=os.environ
            | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
            | listen,
        )
    try:
        said = process.stdout.readline() if process.stdout else ""
        while said and said.strip() != "ready":
            said = process.stdout.readline() if process.stdout else ""
        if not said:
            pytest.fail(f"{name} did not start: {(folder / 'serve.log').read_text()[-2000:]}")
        yield f"http://127.0.0.1:{port}"
    finally:
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=5)  # its standard input ends, and it tidies up after itself
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=30)


@contextmanager
def serving_wordpress(
    name: str, folder: Path, *words: str | Path, ports: tuple[int, int] | None = None
) -> Iterator[WordPressServer]:
    """A WordPress, as `serving` serves it."""
    with serving(name, folder, *words, ports=ports) as url:
        passwords = json.loads((folder / "accounts.json").read_text())
        yield WordPressServer(url, folder, passwords)


@pytest.fixture(scope="session")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPressServer]:
    """A real WordPress with our stand-ins for what it lacks: the Paid Content block and a byline theme."""
    root, folder = installed("wordpress"), tmp_path_factory.mktemp("wordpress")
    with serving_wordpress("wordpress", folder, root, folder, "PORT") as server:
        yield server


@pytest.fixture(scope="session")
def bare_wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPressServer]:
    """A real WordPress as it comes: its own theme, no pretty links, no plugin that gates."""
    root, folder = installed("wordpress"), tmp_path_factory.mktemp("bare-wordpress")
    with serving_wordpress("wordpress", folder, root, folder, "PORT", "bare") as server:
        yield server


@pytest.fixture(scope="session")
def folder_wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPressServer]:
    """A bare WordPress at /news/, with nothing at the front of its host."""
    root, folder = installed("wordpress"), tmp_path_factory.mktemp("folder-wordpress")
    with serving_wordpress("wordpress", folder, root, folder, "PORT", "bare", "news") as server:
        yield replace(server, url=f"{server.url}/news")


@pytest.fixture(scope="session")
def old_wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPressServer]:
    """The oldest WordPress that is looked after in Debian (6.1, on MariaDB), with the same stand-ins."""
    root, tools = installed("wordpress_old"), installed("wordpress")
    folder = tmp_path_factory.mktemp("old-wordpress")
    with serving_wordpress("wordpress_old", folder, root, tools, folder, "PORT") as server:
        yield server


@pytest.fixture(scope="session")
def ghost(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GhostServer]:
    """A real Ghost, with stand-ins for the two services that it mails through."""
    root, folder = installed("ghost"), tmp_path_factory.mktemp("ghost")
    with serving("ghost", folder, root, folder, "PORT") as url:
        yield GhostServer(url, folder, **json.loads((folder / "keys.json").read_text()))


@pytest.fixture(scope="module")
def wordpress_com(
    wordpress: WordPressServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[StandIn]:
    """The stand-in for WordPress.com, before the real WordPress; its certificate is trusted meanwhile."""
    file = certificate(tmp_path_factory.mktemp("wordpress-com"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(file))
        standin = StandIn(wordpress.url, wordpress.passwords, file)
        yield standin
        standin.close()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """A real browser without a window, that reaches this computer alone."""
    options = webdriver.ChromeOptions()
    for option in (*_BROWSER, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(option)
    options.binary_location = "/usr/bin/chromium"
    driver = webdriver.Chrome(
        options=options, service=webdriver.ChromeService("/usr/bin/chromedriver")
    )
    yield driver
    driver.quit()
