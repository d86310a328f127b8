"""From a terminal to a real WordPress: what it says is heard first, then it waits, and then it is private."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import plain
from tests.contract.conftest import WordPressServer
from tests.unit.services.test_command_line import Terminal

ARTICLE = """---
title: The winter timetable
excerpt: What is known of it
date: {date}
categories: [{category}]
share_message: Read on
---

The winter timetable has been on the wall of the harbour office since Tuesday.
"""


@pytest.fixture
def terminal(wordpress: WordPressServer, standfirst_home: Path, tmp_path: Path) -> Terminal:
    terminal = Terminal(standfirst_home, tmp_path)
    terminal.secret = wordpress.passwords["author"]
    words = ("--kind", "wordpress", "--url", wordpress.url, "--username", "author")
    assert terminal("sites", "add", "Letter", *words).returncode == 0
    return terminal


def article(folder: Path, category: str) -> Path:
    date = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
    path = folder / "winter.md"
    path.write_text(ARTICLE.format(date=date.isoformat(), category=category))
    return path


def test_what_the_site_has_against_it_is_said_and_nothing_is_sent(
    terminal: Terminal, tmp_path: Path
) -> None:
    path = str(article(tmp_path, "Nobody made this"))
    assert terminal("check", path, "--site", "Letter").returncode == 0
    asked = terminal("check", path, "--site", "Letter", "--ask")
    assert asked.returncode == 1
    assert "There is no category “Nobody made this”" in asked.stderr
    told = terminal.json("publish", path, "--site", "Letter")
    assert (told["error"], told["url"]) == ("plan-blocked", "")


def test_it_waits_and_then_is_for_editors_alone(
    terminal: Terminal, wordpress: WordPressServer, tmp_path: Path
) -> None:
    path = str(article(tmp_path, "Reports"))
    told = terminal.json("publish", path, "--site", "Letter")
    assert told["status"] == "scheduled"
    assert [one["leaks"] for one in told["verification"]["page"]] == [[]]  # type: ignore[index]
    url = str(told["url"])
    assert plain.get(url).status_code == 404
    again = terminal("publish", path, "--site", "Letter", "--status", "private")
    assert again.returncode == 0, again.stderr
    assert again.stdout.startswith("Private: ")
    assert "should see nothing of it" in again.stdout
    item = f"{wordpress.url}/wp-json/wp/v2/posts/{told['post']}"
    there = plain.get(item, auth=("author", terminal.secret)).json()
    assert there["status"] == "private"
    assert plain.get(url).status_code == 404
