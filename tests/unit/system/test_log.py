"""The log and the report help to find a fault and give nothing away."""

import logging
import sqlite3
import sys
import threading
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import pytest

from editor.model.errors import BadInput, Rejected
from editor.model.secret import MASK
from editor.system import log as log_module
from editor.system import redaction
from editor.system.log import report, set_up_log
from editor.system.redaction import redact, remember
from editor.system.secrets import Secrets

SECRET = "zq9X kk2W pp4R"
log = logging.getLogger("editor.test")


@pytest.fixture(autouse=True)
def restored(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(redaction, "_seen", set())
    hooks = sys.excepthook, threading.excepthook
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    for handler in [each for each in root.handlers if each not in handlers]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    sys.excepthook, threading.excepthook = hooks


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "home" / "standfirst.log"
    set_up_log(place)
    return place


def _fail(words: str) -> None:
    raise ValueError(words)


def _caught(error: Exception, cause: Exception | None = None) -> Exception:
    try:
        raise error from cause
    except type(error) as raised:
        return raised


@pytest.mark.parametrize(
    "line",
    [
        "password is zq9X kk2W pp4R!",
        "sent zq9Xkk2Wpp4R",
        "https://a.example/?key=zq9X%20kk2W%20pp4R",
        "https://a.example/?key=zq9X+kk2W+pp4R",
    ],
)
def test_a_secret_once_seen_is_never_written(file: Path, line: str) -> None:
    secrets = Secrets()
    secrets.set(UUID(int=1), SECRET, session_only=True)
    log.warning("before %s after", line)
    written = file.read_text("utf-8")
    assert "before" in written
    assert "after" in written
    assert "kk2W" not in written


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Basic YWRtaW46c2VjcmV0",
        "{'authorization': 'Bearer YWRtaW46c2VjcmV0', 'accept': 'x'}",
        "[(b'Authorization', b'Basic YWRtaW46c2VjcmV0')]",
        "Proxy-Authorization=Digest YWRtaW46c2VjcmV0",
        "sent Basic YWRtaW46c2VjcmV0== there",
        "Cookie: wordpress_logged_in=YWRtaW46c2VjcmV0; b=YWRtaW46c2VjcmV0",
        "https://ana:YWRtaW46c2VjcmV0@harbour.example/wp-json",
    ],
)
def test_credentials_are_masked_even_when_never_seen(text: str) -> None:
    assert "YWRtaW46c2VjcmV0" not in redact(text)


def test_ordinary_lines_stay_readable() -> None:
    for line in (
        "GET https://harbour.example/wp-json/wp/v2/posts/17 401",
        "The basic problem: no bearer of news",
        "mail ana@harbour.example",
    ):
        assert redact(line) == line


def test_an_exception_is_logged_by_its_place_and_never_by_its_words(file: Path) -> None:
    try:
        _fail("the minister's secret paragraph")
    except ValueError:
        log.exception("rendering failed")
    written = file.read_text("utf-8")
    assert "rendering failed" in written
    assert "ValueError" in written
    assert "in _fail" in written
    assert "minister" not in written


def test_the_log_is_its_owners_and_starts_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_module, "_ROTATE_BYTES", 2_000)
    set_up_log(file)
    for number in range(200):
        log.info("line %d of a long day", number)
    assert "line 199" in file.read_text("utf-8")
    files = sorted(file.parent.iterdir())
    assert [place.name for place in files] == [
        *("standfirst.log", "standfirst.log.1", "standfirst.log.2", "standfirst.log.3")
    ]
    assert all(place.stat().st_mode & 0o077 == 0 for place in files)
    assert all(place.stat().st_size <= 2_000 for place in files)


def test_a_log_that_cannot_be_written_costs_only_the_log(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way", "utf-8")
    set_up_log(tmp_path / "home" / "standfirst.log")
    log.warning("still here")


def test_what_nobody_caught_is_logged_and_shown_without_its_words(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    thread = threading.Thread(target=_fail, args=("the minister's secret",))
    thread.start()
    thread.join()
    error = _caught(ValueError("the minister's secret"))
    sys.excepthook(type(error), error, error.__traceback__)
    shown = capsys.readouterr().err
    for text in (file.read_text("utf-8"), shown):
        assert text.count("ValueError") == 2
        assert "minister" not in text


def test_the_report_says_what_failed_where_and_nothing_else() -> None:
    remember(SECRET)
    cause = _caught(sqlite3.OperationalError(f"near '{SECRET}': the minister"))
    text = report(_caught(Rejected("not-as-sent", field="title", got="The minister"), cause))
    assert "Rejected: not-as-sent" in text
    assert "OperationalError" in text
    assert "tests" in text or "test_log.py" in text
    assert "minister" not in text
    assert "kk2W" not in text
    assert str(Path.home()) not in text
    assert str(Path(__file__).parents[3]) not in text
    assert "Python 3" in text


def test_a_report_of_a_full_disk_keeps_the_systems_own_words() -> None:
    error = OSError(28, "No space left on device", "/home/ana/minister.md")
    text = report(_caught(BadInput("x"), error))
    assert "No space left on device" in text
    assert "minister" not in text


def test_the_parts_of_a_secret_are_masked_each() -> None:
    remember(
        '{"token": "tok3n-canary", "refresh": "r3fresh-canary", "expires": 1, "client_id": "x"}'
    )
    shown = redact("Got tok3n-canary, then r3fresh-canary for x.")
    assert shown == f"Got {MASK}, then {MASK} for x."


def test_a_short_secret_is_masked_where_it_is_a_word_of_its_own() -> None:
    remember('{"password": "abcd efgh", "readers": "pier", "client_id": "quay"}')
    shown = redact("Enter pier, <b>pier</b> or 'pier' at the piers of Happier Quay.")
    assert shown == f"Enter {MASK}, <b>{MASK}</b> or '{MASK}' at the piers of Happier Quay."


def test_a_short_secret_is_a_word_of_its_own_in_json_and_in_an_address_too() -> None:
    remember("pier")
    shown = redact(r"?q=%22pier%22&r={\"x\":\"\npier\"} \u0022pier\u0022 at %22piers%22")
    assert "pier" not in shown.replace("piers", "")
    assert "piers" in shown


ODD = "a'lamp/é&<tide> \"quay"


@pytest.mark.parametrize(
    "echo",
    [
        ODD,
        "a'lamp/é&<tide>\"quay",
        "a&#039;lamp/&eacute;&amp;&lt;tide&gt; &quot;quay",
        "a&#x27;lamp&#x2F;&#233;&amp;amp;&lt;tide&gt; &#34;quay",
        r"a\u0027lamp\/\u00e9&<tide> \"quay",
        r"a'lamp\\/\\u00E9\u0026\u003Ctide> \\\"quay",
        "a%27lamp%2F%C3%A9%26%3Ctide%3E+%22quay",
        "a%27lamp/%c3%a9%26%3ctide%3e%20%22quay",
        "a%2527lamp%252F%25C3%25A9%2526%253Ctide%253E%2520%2522quay",
    ],
)
def test_a_secret_is_masked_as_a_page_json_or_an_address_repeats_it(echo: str) -> None:
    remember(ODD)
    assert redact(f"said {echo}.") == f"said {MASK}."


@pytest.mark.parametrize("before", ["", "a:", "ab:", "ada:"])
@pytest.mark.parametrize("sent", [ODD, "".join(ODD.split())], ids=["as it is", "without gaps"])
def test_a_secret_is_masked_as_the_header_of_a_request_has_it(before: str, sent: str) -> None:
    remember(ODD)
    code = b64encode(f"{before}{sent}".encode()).decode()
    for echo in (code, code.replace("/", r"\/"), quote(code, safe=""), urlsafe(code)):
        left = redact(f'"heard": "{echo}"').removeprefix('"heard": "').removesuffix('"')
        known, _, rest = left.partition(MASK)
        # what is left holds the name, and too few bits of the secret for one of its letters
        assert len(known) <= len(b64encode(before.encode()))
        assert len(rest.replace("%3D", "=")) <= 4


def urlsafe(code: str) -> str:
    return code.replace("+", "-").replace("/", "_")
