"""The program from a terminal, as a process of its own: what it prints, where, and its exit code."""

import json
import os
import subprocess
import sys
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest

from editor.app import Services
from editor.model.audience import Gate
from editor.model.author import AuthorProfile
from editor.model.site import Site
from tests.conftest import SecretService
from tests.markup import problems
from tests.terminal import standfirst

FREE = "The tide table says nothing of the pumps, and the harbour master says less."
PAID = "Below the line stands the sentence that the water board never wanted to read aloud."
ARTICLE = f"""---
title: The quay
subtitle: A short piece
access: paid
authors: [Mara Lindqvist]
---

{FREE}

<!--more-->

{PAID}

![The quay at dusk](quay.jpg)
"""


class Terminal:
    """Runs the program with a home of its own."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home = home
        self.folder = folder
        self.secret = "correct horse battery"

    def __call__(self, *words: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        environment = os.environ | {"STANDFIRST_HOME": str(self.home)}
        if self.secret:
            environment["STANDFIRST_SECRET"] = self.secret
        return standfirst(*words, environment=environment, stdin=stdin)

    def json(self, *words: str) -> dict[str, object]:
        done = self(*words, "--json")
        loaded = json.loads(done.stdout)
        assert isinstance(loaded, dict)
        return loaded


@pytest.fixture
def terminal(standfirst_home: Path, tmp_path: Path) -> Terminal:
    return Terminal(standfirst_home, tmp_path)


@pytest.fixture
def article(tmp_path: Path, photo: bytes) -> Path:
    path = tmp_path / "quay.md"
    path.write_text(ARTICLE)
    (tmp_path / "quay.jpg").write_bytes(photo)
    return path


@pytest.fixture
def site(terminal: Terminal, tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    done = terminal("sites", "add", "Practice", "--kind", "folder", "--folder", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def test_the_whole_job(terminal: Terminal, article: Path, site: Path) -> None:
    checked = terminal("check", str(article), "--site", "Practice")
    assert checked.returncode == 0, checked.stderr
    assert "id:" not in article.read_text()

    published = terminal("publish", str(article), "--site", "practice", "--json")
    assert published.returncode == 0, published.stderr
    told = json.loads(published.stdout)
    assert told["status"] == "published"
    assert told["verification"]["page"][0]["leaks"] == []
    assert told["verification"]["page"][0]["words"] >= 10
    assert [step["step"] for step in told["steps"]][-1] == "look"
    assert told["id"] in article.read_text()

    again = terminal.json("publish", str(article), "--site", "Practice")
    assert (again["id"], again["url"]) == (told["id"], told["url"])
    verified = terminal("verify", str(article), "--site", "Practice", "--json")
    assert verified.returncode == 0
    assert json.loads(verified.stdout)["status"] == "published"
    for path in site.rglob("*"):
        assert not path.is_file() or PAID.encode() not in path.read_bytes()


def test_render_writes_what_each_reader_gets(terminal: Terminal, article: Path) -> None:
    for audience, sees in (("visitor", False), ("member", False), ("paid", True)):
        done = terminal("render", str(article), "--audience", audience, "--surface", "page")
        assert done.returncode == 0, done.stderr
        assert FREE in done.stdout
        assert (PAID in done.stdout) is sees
    out = article.with_name("out.html")
    assert terminal("render", str(article), "-o", str(out)).stdout == ""
    assert "<!doctype html>" in out.read_text().lower()
    assert "id:" not in article.read_text()


def test_a_leak_has_its_own_exit_code_and_is_quoted(
    terminal: Terminal, article: Path, site: Path
) -> None:
    assert terminal("publish", str(article), "--site", "Practice").returncode == 0
    page = next(site.glob("*/index.html"))
    page.write_text(page.read_text().replace("</main>", f"<p>{PAID}</p></main>"))
    done = terminal("verify", str(article), "--site", "Practice", "--json")
    assert done.returncode == 3
    told = json.loads(done.stdout)
    assert "the sentence that the water board" in told["verification"]["page"][0]["leaks"][0]
    assert told["fix"]["code"] == "leak-sealed"
    said = terminal("verify", str(article), "--site", "Practice").stdout
    assert told["fix"]["text"] in said
    assert "With the gate “teaser-only”" in said


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        (("title: The quay\n", ""), 1, "title"),
        ((FREE, FREE + "\n\n<!--more-->"), 1, "cut"),
        (("access: paid", "access: payed"), 2, "access"),
        (("access: paid", "acess: paid"), 2, "access"),
        (("title: The quay", "title: [The quay"), 2, "line"),
        (("access: paid", "access: paid\ndate: 2999-01-01"), 1, "future"),
        (("(quay.jpg)", "(gone.jpg)"), 1, "gone.jpg"),
    ],
)
def test_bad_input_is_named_and_nothing_is_published(
    terminal: Terminal, article: Path, site: Path, change: tuple[str, str], code: int, says: str
) -> None:
    article.write_text(ARTICLE.replace(*change))
    done = terminal("publish", str(article), "--site", "Practice", "--json")
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(site.glob("*/index.html"))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("publish", "gone.md", "--site", "Practice"), 2),
        (("check", "gone.md"), 2),
        (("publish",), 2),
        (("sites", "test", "Nowhere"), 2),
        (("render", "gone.md", "--audience", "nobody"), 2),
        (("--nonsense",), 2),
        (("--version",), 0),
        (("--help",), 0),
    ],
)
def test_usage(terminal: Terminal, words: tuple[str, ...], code: int) -> None:
    done = terminal(*words)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_an_address_where_nobody_answers(terminal: Terminal, article: Path) -> None:
    added = terminal(
        *("sites", "add", "Away", "--kind", "wordpress", "--url", "http://127.0.0.1:9/"),
        *("--username", "mara"),
    )
    assert added.returncode == 0, added.stderr
    done = terminal("publish", str(article), "--site", "Away", "--json")
    assert done.returncode == 4
    assert "127.0.0.1" in done.stderr
    assert terminal.secret not in done.stderr + done.stdout
    assert terminal("sites", "list").stdout.split("\t")[0] == "Away"
    assert terminal("sites", "remove", "away").returncode == 0
    assert terminal("sites", "list").stdout == ""


def test_without_a_keyring_a_secret_is_not_kept_anywhere(terminal: Terminal) -> None:
    terminal.secret = ""
    done = terminal(
        *("sites", "add", "W", "--kind", "wordpress", "--url", "http://127.0.0.1:9/"),
        *("--username", "mara", "--secret-stdin"),
        stdin="s3cret-canary\n",
    )
    assert done.returncode == 2
    assert "keyring" in done.stderr
    for path in terminal.home.rglob("*"):
        assert not path.is_file() or b"s3cret-canary" not in path.read_bytes()


def test_authors(terminal: Terminal) -> None:
    assert terminal("authors", "add", "Mara Lindqvist", "--bio", "Reporter").stdout == (
        "mara-lindqvist\n"
    )
    assert terminal("authors", "list").stdout == "mara-lindqvist\tMara Lindqvist\n"
    assert "Reporter" in terminal("authors", "show", "mara-lindqvist").stdout
    assert terminal("authors", "show", "nobody").returncode == 2


def test_serve_shows_the_site_on_loopback(terminal: Terminal, article: Path, site: Path) -> None:
    assert terminal("publish", str(article), "--site", "Practice").returncode == 0
    serving = subprocess.Popen(
        [sys.executable, "-m", "editor", "serve", "Practice"],
        env=os.environ | {"STANDFIRST_HOME": str(terminal.home)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert serving.stdout is not None
        url = serving.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(url) as answer:
            assert "The quay" in answer.read().decode()
    finally:
        serving.terminate()
        serving.communicate(timeout=10)


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("check", "gone.md"), 2, "file-missing"),
        (("check", "."), 2, "file-unreadable"),
        (("publish", "gone.md", "--site", "Nowhere"), 2, "file-missing"),
        (("verify", "quay.md", "--site", "Nowhere"), 2, "site-unknown"),
        (("verify", "quay.md", "--site", "Practice"), 4, "not-on-site"),
        (("publish", "quay.md"), 2, "usage"),
        (("publish", "quay.md", "--site", "Practice", "--status", "x"), 2, "usage"),
        (("publish", "quay.md", "--site", "Practice", "--status", "pending"), 2, "usage"),
        (("check", "quay.md", "--ask"), 2, "usage"),
    ],
)
def test_with_json_an_error_is_one_object_too(
    terminal: Terminal, article: Path, site: Path, words: tuple[str, ...], code: int, error: str
) -> None:
    named = [str(article.with_name(word)) if word.endswith(".md") else word for word in words]
    done = terminal(*named, "--json")
    assert done.returncode == code
    told = json.loads(done.stdout)
    assert told["error"] == error
    assert told["says"] in done.stderr
    assert "Traceback" not in done.stderr


def test_with_json_a_blocked_article_says_by_what(
    terminal: Terminal, article: Path, site: Path
) -> None:
    article.write_text(ARTICLE.replace("title: The quay\n", ""))
    told = terminal.json("publish", str(article), "--site", "Practice")
    assert told["error"] == "plan-blocked"
    assert "no-title" in str(told["findings"])


@pytest.mark.parametrize(
    ("status", "code"), [("scheduled", "date-not-ahead"), ("private", "private-not-kept")]
)
def test_a_folder_says_what_it_cannot_do_and_publishes_nothing(
    terminal: Terminal, article: Path, site: Path, status: str, code: str
) -> None:
    told = terminal.json("publish", str(article), "--site", "Practice", "--status", status)
    assert told["error"] == "plan-blocked"
    assert code in str(told["findings"])
    assert list(site.glob("*/index.html")) == []


def test_a_library_that_cannot_be_opened_is_no_finding(terminal: Terminal, article: Path) -> None:
    terminal.home.parent.mkdir(parents=True)
    terminal.home.write_text("a file where the folder should be")
    done = terminal("check", str(article), "--json")
    assert done.returncode == 2, done.stderr
    assert json.loads(done.stdout)["error"]
    assert "Traceback" not in done.stderr


def test_what_is_printed_is_utf8_in_any_alphabet_of_the_terminal(
    terminal: Terminal, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    article.write_text(ARTICLE.replace("The quay", "رصيف الميناء"))
    done = terminal("render", str(article))
    assert done.returncode == 0, done.stderr
    assert "رصيف الميناء" in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("--kind", "folder", "--url", "http://127.0.0.1:9/"),
        ("--kind", "folder"),
        ("--kind", "wordpress", "--folder", "site"),
        ("--kind", "wordpress", "--url", "http://127.0.0.1:9/", "--secret-stdin"),
        ("--kind", "telegraph", "--url", "http://127.0.0.1:9/"),
    ],
)
def test_a_site_that_could_never_work_is_not_added(
    terminal: Terminal, words: tuple[str, ...]
) -> None:
    assert terminal("sites", "add", "Odd", *words).returncode == 2
    assert terminal("sites", "list").stdout == ""


def test_a_newer_text_in_the_library_is_said_and_used_everywhere(
    terminal: Terminal, article: Path, site: Path, services: Services
) -> None:
    assert terminal("publish", str(article), "--site", "Practice").returncode == 0
    written = article.read_text()
    draft = services.drafting.peek(article)[0]
    services.drafting.save(replace(draft, title="Newer, in the window"))
    for words in (("check",), ("render",), ("publish", "--site", "Practice")):
        done = terminal(words[0], str(article), *words[1:])
        assert done.returncode == 0
        assert "newer text than quay.md" in done.stderr
    assert article.read_text() == written
    assert "Newer, in the window" in next(site.glob("*/index.html")).read_text()


def test_people_read_what_was_seen_where(terminal: Terminal, article: Path, site: Path) -> None:
    told = terminal("publish", str(article), "--site", "Practice")
    lines = told.stdout.splitlines()
    assert lines[0].startswith("Published: file:")
    assert lines[1] == "Looked at 6 places as a stranger: none says what is below the cut."
    page = next(site.glob("*/index.html"))
    page.write_text(page.read_text().replace("</main>", f"<p>{PAID}</p></main>"))
    (site / "feed.xml").unlink()
    page.write_text(page.read_text().replace("tide table", "ride cable"))
    told = terminal("verify", str(article), "--site", "Practice")
    assert told.returncode == 3
    assert told.stdout.splitlines()[1].startswith("LEAK: a stranger was shown words")
    assert "the sentence that the water board" in told.stdout
    assert "The free part is missing in 1 of them" in told.stdout
    assert "feed.xml (not checked: not-there)" in told.stdout
    draft = terminal("publish", str(article), "--site", "Practice", "--status", "draft")
    assert draft.returncode == 1


def test_a_receipt_is_shown_and_written_as_a_page(
    terminal: Terminal, article: Path, site: Path
) -> None:
    none = terminal("receipt", str(article), "--json")
    assert (none.returncode, json.loads(none.stdout)["error"]) == (2, "no-receipt")
    first = terminal.json("publish", str(article), "--site", "Practice")
    article.write_text(article.read_text().replace("says less", "says nothing"))
    second = terminal.json("publish", str(article), "--site", "Practice")

    told = terminal("receipt", str(article))
    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines()[:2] == ["The quay · Practice", "State: published"]
    data = terminal.json("receipt", str(second["id"]), "--site", "practice")
    sent, earlier = data["sent"], data["earlier"][0]  # type: ignore[index]  # read from JSON
    assert (sent["free_words"], sent["gate"]) == (14, "sealed")  # type: ignore[index]
    assert sent["sha256"] in told.stdout  # type: ignore[index]
    assert earlier["url"] == first["url"]
    assert len(data["verification"]["page"][0]["sha256"]) == 64  # type: ignore[index]

    out = article.with_name("receipt.html")
    written = terminal("receipt", str(article), "--html", str(out))
    assert (written.returncode, written.stdout) == (0, "")
    html = out.read_text("utf-8")
    assert problems(html) == []
    assert sent["sha256"] in html  # type: ignore[index]
    assert terminal.secret not in html
    refused = terminal("receipt", str(article), "--html", str(site))
    assert refused.returncode == 2
    assert "could not be written" in refused.stderr
    assert list(site.parent.glob(".site.*")) == []


def test_an_authors_new_bio_keeps_what_else_is_known_of_them(
    terminal: Terminal, services: Services
) -> None:
    accounts = services.accounts
    known = AuthorProfile("mara", "Mara", {"": "Old", "ar": "مراسلة"}, "", ("https://m.example",))
    accounts.save_author(replace(known, accounts={"a site": "7"}))
    assert terminal("authors", "add", "mara", "--bio", "New").returncode == 0
    author = accounts.author("mara")
    assert author.bios == {"": "New", "ar": "مراسلة"}
    assert (author.name, author.links) == ("Mara", ("https://m.example",))
    assert author.accounts == {"a site": "7"}


def test_two_authors_whose_names_are_alike_are_two(terminal: Terminal) -> None:
    assert terminal("authors", "add", "Zoë Lind").stdout == "zoe-lind\n"
    assert terminal("authors", "add", "Zoe-Lind").stdout == "zoe-lind-2\n"
    assert len(terminal("authors", "list").stdout.splitlines()) == 2


def test_another_gate_has_none_of_the_plans_of_the_one_before(
    terminal: Terminal, services: Services
) -> None:
    site = Site("W", "wordpress", "http://127.0.0.1:9", "mara", Gate.PAID_CONTENT, (777, 9))
    services.accounts.add_without_secret(site)
    kept = {
        ("--plan", "5"): (5,),
        ("--gate", "paid-content"): (5,),
        ("--gate", "pmpro"): (),
        ("--gate", "paid-content", "--plan", "6"): (6,),
    }
    for words, plans in kept.items():
        assert terminal("sites", "edit", "w", *words).returncode == 0
        assert services.accounts.site("W").plans == plans


def test_a_gate_and_what_readers_enter_are_given_on_the_command_line(
    secret_service: SecretService, tmp_path: Path
) -> None:
    def run(*words: str, stdin: str = "") -> str:
        program = (sys.executable, "-m", "editor", "sites", *words)
        done = secret_service.run(*program, home=tmp_path, stdin=stdin, check=False)
        assert done.returncode == 0, done.stderr
        assert "canary" not in done.stdout + done.stderr
        return done.stdout

    address = ("--kind", "wordpress", "--url", "http://127.0.0.1:9/", "--username", "mara")
    readers = "--readers-secret-stdin"
    run("add", "W", *address, "--gate", "password", "--secret-stdin", readers,
        stdin="canary-own\ncanary-readers\n")  # fmt: skip
    assert run("list").split() == ["W", "wordpress", "http://127.0.0.1:9/", "password"]
    run("edit", "w", "--gate", "pmpro", "--plan", "3", readers, stdin="canary-other\n")
    assert run("list").split()[-1] == "pmpro"
    source = (
        "from editor.app import build_services; from editor.system.paths import Paths;"
        "accounts = build_services(Paths.from_environment()).accounts; site = accounts.site('W');"
        "print(site.plans, accounts.readers_password(site))"
    )
    assert secret_service.python(source, home=tmp_path).strip() == "(3,) canary-other"
