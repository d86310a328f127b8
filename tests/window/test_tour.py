"""The program itself on a real screen: the tour, and the window opened and closed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

pytestmark = pytest.mark.xdist_group("screen")


def run(screen: str, *words: str, seconds: int = 240) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
    return subprocess.run(
        [sys.executable, "-m", "editor", *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=seconds,
    )


def preview_of(picture: Path) -> Image.Image:
    """The part of the window where the page is shown."""
    whole = Image.open(picture).convert("RGB")
    return whole.crop((whole.width - 500, 130, whole.width - 30, whole.height - 80))


def test_the_tour_does_the_whole_job_and_shows_it(screen: str, tmp_path: Path) -> None:
    done = run(screen, "tour", str(tmp_path / "tour"))
    assert done.returncode == 0, done.stderr
    assert "Published: “Start here" in done.stdout
    assert "0 leaks" in done.stdout
    assert "not checked" not in done.stdout
    pictures = {path.stem[3:]: path for path in sorted((tmp_path / "tour").glob("*.png"))}
    assert len(pictures) == 14
    for path in pictures.values():
        # a picture that nothing was drawn on is of one colour
        assert max(ImageStat.Stat(Image.open(path).convert("L")).stddev) > 5, path.name
    light, dark = Image.open(pictures["updated"]), Image.open(pictures["dark"])
    brightness = [ImageStat.Stat(one.convert("L")).mean[0] for one in (light, dark)]
    assert brightness[0] > 2 * brightness[1]
    # the page is drawn where the page belongs, which a window's own picture would not tell
    page = preview_of(pictures["writing"])
    assert ImageStat.Stat(page.convert("L")).stddev[0] > 10
    assert ImageChops.difference(page, preview_of(pictures["dark"])).getbbox() is not None
    (site,) = (tmp_path / "tour").glob("home-*/sites/Practice site")
    assert (site / "start-here" / "index.html").exists()


def test_a_library_that_cannot_be_opened_is_said(tmp_path: Path, standfirst_home: Path) -> None:
    standfirst_home.mkdir(parents=True)
    (standfirst_home / "library.sqlite3").write_bytes(b"this is no database" * 400)
    done = subprocess.run(
        [sys.executable, "-m", "editor", "check", str(tmp_path / "a.md")],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "library" in done.stderr
    assert (standfirst_home / "library.sqlite3").read_bytes().startswith(b"this is no database")
