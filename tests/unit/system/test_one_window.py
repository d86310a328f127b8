"""One window for each library: who holds it, and what a later start hands over."""

import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from editor.model.errors import StorageFailed
from editor.system.one_window import OneWindow, Request, claim
from tests.conftest import ROOT


def answer(one: OneWindow, door: socket.socket) -> Request | None:
    door.settimeout(20)
    knock, _ = door.accept()
    return one.receive(knock)


def test_a_later_start_hands_its_file_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "from-the-desktop")
    place = tmp_path / "window.lock"
    first = claim(place, None)
    assert first is not None
    with first.listen() as door, ThreadPoolExecutor(1) as other:
        taken = other.submit(claim, place, Path("été, ‏مقال.md"))
        assert answer(first, door) == Request(tmp_path / "été, ‏مقال.md", "from-the-desktop")
        assert taken.result() is None
        taken = other.submit(claim, place, None)
        monkeypatch.delenv("XDG_ACTIVATION_TOKEN")
        asked = answer(first, door)
        assert asked is not None
        assert asked.file is None
        assert taken.result() is None
    first.close()


def test_a_start_while_another_starts_waits_for_it(tmp_path: Path) -> None:
    place = tmp_path / "window.lock"
    place.write_text("1 of-one-that-is-gone\n")
    first = claim(place, None)
    assert first is not None
    with ThreadPoolExecutor(1) as other:
        taken = other.submit(claim, place, tmp_path / "a.md")
        with first.listen() as door:
            assert answer(first, door) is not None
        assert taken.result() is None
        became = other.submit(claim, place, tmp_path / "a.md")
        first.close()  # it was ending, and answered no more
        second = became.result()
    assert second is not None
    second.close()


def test_a_crash_locks_nobody_out(tmp_path: Path) -> None:
    place = tmp_path / "window.lock"
    source = "import os, signal, sys, pathlib\nfrom editor.system.one_window import claim\n"
    source += "one = claim(pathlib.Path(sys.argv[1]), None)\ndoor = one.listen()\n"
    source += "os.kill(os.getpid(), signal.SIGKILL)\n"
    done = subprocess.run((sys.executable, "-c", source, place), cwd=ROOT, check=False)
    assert done.returncode < 0
    assert place.read_text()
    one = claim(place, None, patience=0)
    assert one is not None
    assert not place.read_text()
    one.close()


def test_a_window_that_does_not_answer_is_not_gone_past(tmp_path: Path) -> None:
    place = tmp_path / "window.lock"
    first = claim(place, None)
    assert first is not None
    with pytest.raises(StorageFailed) as failed:
        claim(place, None, patience=0.1)
    assert failed.value.code == "window-silent"
    first.close()


def test_a_stranger_who_knocks_is_not_heard(tmp_path: Path) -> None:
    first = claim(tmp_path / "window.lock", None)
    assert first is not None
    with first.listen() as door:
        for words in (
            b'{"word": "guessed", "file": "/etc/passwd"}\n',
            b"GET / HTTP/1.1\r\n\r\n",
            b"",
        ):
            with socket.create_connection(door.getsockname()) as stranger:
                stranger.sendall(words)
                stranger.shutdown(socket.SHUT_WR)
                assert answer(first, door) is None
                assert stranger.recv(10) == b""
    first.close()


def test_only_its_owner_can_read_where_to_knock(tmp_path: Path) -> None:
    one = claim(tmp_path / "window.lock", None)
    assert one is not None
    assert (tmp_path / "window.lock").stat().st_mode & 0o077 == 0
    one.close()
