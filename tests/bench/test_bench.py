"""What measures is tried with our own program and a few keys: that figures come out, never how large."""

import random
from pathlib import Path

import pytest

from tests.bench import table, texts
from tests.bench.chart import chart
from tests.bench.echo import crop
from tests.bench.figures import Figure, Figures, percentile
from tests.bench.keys import Session
from tests.bench.memory import megabytes
from tests.bench.parts import PARTS, choose
from tests.bench.programs import OURS, fresh_home, run, write_text
from tests.bench.rows import NAMED, ROWS
from tests.bench.screen import Region, Screen, changed, patches


@pytest.mark.parametrize("words", [5_000, 100_000])
def test_an_article_is_as_long_as_asked_and_has_its_marks_once(words: int) -> None:
    text = texts.article(words)
    assert len(text.split()) == pytest.approx(words, rel=0.03)
    marks = (texts.START, texts.CUT, "<!--more-->", texts.MIDDLE, texts.END)
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)
    assert [text.count(mark) for mark in marks] == [1] * 5
    for markup in ("\n## ", "\n- ", "\n> ", "\n| ", "\n```", "[^1]", "](https://", "**"):
        assert markup in text, markup


def test_the_texts_are_the_same_every_time_and_whatever_else_is_drawn() -> None:
    first = {name: make() for name, make in texts.TEXTS.items()}
    random.seed(99)
    assert {name: make() for name, make in texts.TEXTS.items()} == first
    assert len(set(first.values())) == len(first)
    assert all(text.count(texts.START) == 1 for text in first.values())
    assert max(len(block.split()) for block in first["paragraph"].split("\n\n")) > 3000
    assert first["pictures"].count("![") == 300
    assert first["footnotes"].count("]: ") == 1000


def test_a_percentile_lies_between_the_values_beside_it() -> None:
    assert percentile([4, 1, 3, 2], 50) == 2.5
    assert percentile([7], 95) == 7
    assert Figure.of([1, 2, 4], missed=2) == Figure(2, percentile([1, 2, 4], 95), 4, 3, 2)
    assert Figure.of([], missed=3).failed


def test_what_changed_on_the_screen_is_found_and_counted() -> None:
    region = Region(100, 200, 64, 64)
    before = bytes(64 * 64 * 4)
    after = bytearray(before)
    for x, y in ((3, 3), (4, 3), (60, 60)):
        after[(y * 64 + x) * 4] = 1
    found = patches(before, bytes(after), region)
    assert [patch.pixels for patch in found] == [2, 1]
    assert found[0].region == Region(100, 200, 8, 8)
    assert changed(before, bytes(after), 64, 100) == 3
    assert changed(before, bytes(after), 64, 2) >= 2
    part = Region(102, 203, 3, 2)
    assert crop(bytes(after), region, part) == bytes((0,) * 4 + (1, 0, 0, 0) * 2 + (0,) * 12)


def test_a_row_holds_by_what_binds() -> None:
    def one(value: float) -> Figure:
        return Figure(value, value, value, 10)

    keys, start = NAMED["keys-5k"], NAMED["start"]
    both = {"ReText": one(3), "ghostwriter": one(40)}
    assert keys.held({"Standfirst": one(2.9), **both}) is True
    assert keys.held({"Standfirst": one(3.1), **both}) is False
    assert keys.held({"Standfirst": one(2.9), **both, "ghostwriter": one(20)}) is False
    assert keys.held({"Standfirst": one(2.9)}) is None
    assert keys.held({"Standfirst": Figure(failed="no window"), **both}) is False
    assert start.held({"Standfirst": one(3.1), **both}) is False
    assert start.held({"Standfirst": one(2.9), **both, "ReText": Figure(failed="not here")}) is True
    assert NAMED["growth"].held({"Standfirst": one(9)}) is True
    assert NAMED["growth"].held({"Standfirst": one(11)}) is False


def test_every_row_is_measured_by_one_part() -> None:
    assert sorted(row for part in PARTS for row in part.rows) == sorted(row.name for row in ROWS)
    for part in PARTS:
        who = {name for row in part.rows for name in NAMED[row].who}
        assert who == {program.name for program in part.programs}, part.name


def test_figures_are_kept_and_told_in_table_and_chart(tmp_path: Path) -> None:
    kept = tmp_path / "figures.json"
    figures = Figures(kept)
    figures.keep("keys-5k", "Standfirst", Figure(1.4, 2.0, 3.0, 80))
    figures.keep("keys-5k", "ReText", Figure(2.1, 3.0, 9.0, 80))
    figures.keep("keys-5k", "ghostwriter", Figure(failed="it showed no window"))
    page = tmp_path / "speed.md"
    page.write_text(f"Before.\n{table.BEGIN}\nold\n{table.END}\nAfter.\n")
    again = Figures(kept)
    table.write_table(again, page)
    said = page.read_text()
    assert said.startswith("Before.\n")
    assert said.endswith("After.\n")
    assert "old" not in said
    cells = next(line for line in said.splitlines() if line.startswith("| key → pixel, preview"))
    assert "| 1.4 / **2** / 3 | 2.1 / **3** / 9 | not measured | 1.5 | – | yes, goal too |" in cells
    assert "ghostwriter: it showed no window." in said
    drawn = chart(again)
    assert "Standfirst: 2 ms" in drawn
    assert "ReText: 3 ms" in drawn
    assert drawn.count("<circle") == 3 + 2  # the legend's, and one for each figure


def test_keys_are_typed_and_seen_in_the_text_and_in_the_preview(
    screen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", screen)
    with fresh_home() as home:
        choose(home, audience="paid")
        file = write_text(OURS, "5k", home)
        with run(OURS, home, str(file)) as running:
            typed = Session(Screen(), running)
            typed.patience = 60  # a key that is late is no failure here
            typed.find_text()
            typed.go_to(texts.START)
            assert typed.key_times(4, 60).values
            assert typed.preview_times(1, 60).values
            assert megabytes(running) > 50
            typed.screen.press("s", "Control_L")
            typed.settle()
        front, _, body = file.read_text().partition("\n---\n")
    assert "title: What the harbour said" in front
    place = body.index(texts.START) + len(texts.START)
    assert body[place : place + 8] == "the harb"
