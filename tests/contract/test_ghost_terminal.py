"""From a terminal to a real Ghost: a mail goes to whom it was asked for, and what changes is said."""

from pathlib import Path
from uuid import uuid4

import pytest

from tests.contract.conftest import GhostServer
from tests.unit.services.test_command_line import Terminal

LOCKED = "The berth was sold in August for a price that nobody outside the board knows."
ARTICLE = """---
title: The winter timetable {id}
access: paid
excerpt: What is known of it
---

The winter timetable has been on the wall of the harbour office since Tuesday.
{cut}
{locked}
"""
CUT = "\n<!--more-->\n"
OTHERS = """
| Tide | Height |
|------|--------|
| Ebb  | 0.4 m  |

Low water
:   When nothing moors at the quay.

https://www.youtube.com/watch?v=dQw4w9WgXcQ
"""


@pytest.fixture
def terminal(ghost: GhostServer, standfirst_home: Path, tmp_path: Path) -> Terminal:
    terminal = Terminal(standfirst_home, tmp_path)
    terminal.secret = ghost.keys["owner"]
    added = terminal("sites", "add", "Letter", "--kind", "ghost", "--url", ghost.url)
    assert added.returncode == 0, added.stderr
    return terminal


def article(folder: Path, cut: str = CUT) -> str:
    path = folder / f"winter{len(cut)}.md"
    path.write_text(ARTICLE.format(id=uuid4().hex[:8], cut=cut, locked=LOCKED))
    return str(path)


def test_a_mail_goes_to_the_segment_that_was_named(
    terminal: Terminal, ghost: GhostServer, tmp_path: Path
) -> None:
    path = article(tmp_path)
    told = terminal.json("publish", path, "--site", "Letter", "--email", "--segment", "free")
    assert (told["status"], told["mailed"]) == ("published", {"count": 1, "failed": False})
    [mail] = ghost.newsletters(str(told["post"]))
    assert mail.to == "guest@example.test"
    assert LOCKED not in mail.text
    again = terminal("publish", path, "--site", "Letter", "--email")
    assert "so nobody is mailed" in again.stderr
    assert "Mailed to 1." in again.stdout
    assert len(ghost.newsletters(str(told["post"]))) == 1


def test_what_cannot_be_mailed_is_said_and_nothing_is_sent(
    terminal: Terminal, tmp_path: Path
) -> None:
    path = article(tmp_path)
    words = ("publish", path, "--site", "Letter")
    unasked = terminal(*words, "--segment", "paid")
    assert unasked.returncode == 2
    assert "only together with --email" in unasked.stderr
    unknown = terminal(*words, "--email", "--newsletter", "no-such")
    assert unknown.returncode == 1
    assert "Choose one of its own: default-newsletter, weekend." in unknown.stderr
    uncut = terminal("publish", article(tmp_path, ""), "--site", "Letter", "--email")
    assert uncut.returncode == 1
    assert "mail it to paid members alone" in uncut.stderr


def test_what_goes_as_something_else_is_said(terminal: Terminal, tmp_path: Path) -> None:
    plain = terminal("publish", article(tmp_path), "--site", "Letter", "--status", "draft")
    assert (plain.returncode, "Ghost has no card" in plain.stderr) == (0, False)
    path = tmp_path / "tides.md"
    path.write_text(ARTICLE.format(id=uuid4().hex[:8], cut=OTHERS + CUT, locked=LOCKED))
    told = terminal("publish", str(path), "--site", "Letter", "--status", "draft")
    assert told.returncode == 0, told.stderr
    assert (
        "no card of its own for some parts, such as tables and footnotes: 2 in all" in told.stderr
    )
    assert "Embeds go as bookmarks, which lead there: 1 in all" in told.stderr
