"""Nothing is claimed that is not measured, and the table of it says what a run found."""

from collections import Counter
from dataclasses import fields
from inspect import getmembers

import pytest

from editor.cms.contract import CmsContract
from editor.cms.gate_contract import measured_by
from editor.cms.port import Capabilities
from editor.cms.registry import Kind, kinds
from tests.measured import FILE, REAL, UNCLAIMED, Measured, differing, read, table

FIRST_SERVER = {"wordpress": "WordPress 7.1.1", "ghost": "Ghost 6.65.0", "folder": "Folder"}

TESTS = {
    name: what
    for name, test in getmembers(CmsContract)
    if name.startswith("test_") and (what := measured_by(test))
}


def test_each_capability_is_measured_once() -> None:
    assert {what: times for what, times in Counter(TESTS.values()).items() if times > 1} == {}
    limits = {one.name for one in fields(Capabilities)} - {"features"}
    claimed = {feature for kind in kinds() for feature in kind.capabilities.features}
    assert set(TESTS.values()) == limits | claimed


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.kind)
def test_what_a_kind_claims_stands_in_the_table_as_measured(kind: Kind) -> None:
    said_there, column = read(FILE.read_text("utf-8")), FIRST_SERVER[kind.kind]
    can = kind.capabilities
    limits = {"surfaces", "max_picture_bytes", "drafts_shown", "trash"}
    rows = {*can.features, *(f"gate {gate}" for gate in can.gates), *limits}
    said = {row: said_there.get((row, column), UNCLAIMED) for row in rows}
    assert [row for row, word in said.items() if word == UNCLAIMED] == []
    measured = {row for row, at in said_there if at == column and row}
    others = {row for row in measured if said_there[row, column] in (REAL, "stand-in")} - rows
    assert others == set()


def a_run(*results: tuple[str, str, str]) -> Measured:
    """A run in which tests ended so: (row, how it is measured, outcome)."""
    run = Measured(write=False)
    for row, how, outcome in results:
        report = pytest.TestReport("x", ("x", 1, "x"), {}, "passed", None, "call")
        report.outcome = outcome  # type: ignore[assignment]  # one of pytest's own words
        report.user_properties = [("measured", f"{row}\tFolder\t{how}\ttest_{row}")]
        run.pytest_runtest_logreport(report)
    return run


def test_the_table_says_what_the_run_found_and_differs_from_no_other() -> None:
    found = a_run(
        ("tags", REAL, "passed"), ("seo", REAL, "skipped"), ("excerpt", "A fake.", "passed")
    )
    written = table(found.cells, found.tests)
    words = {(row, at): word for (row, at), word in read(written).items() if at == "Folder"}
    assert {row: words[row, "Folder"] for row in ("tags", "seo", "excerpt")} == {
        "tags": REAL,
        "seo": UNCLAIMED,
        "excerpt": "stand-in",
    }
    assert "1. A fake." in written
    assert differing(written, found.cells) == []


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (("tags", REAL, "skipped"), "tags on Folder: found –, the table says real"),
        (("tags", "A fake.", "passed"), "tags on Folder: found stand-in, the table says real"),
        (("seo", REAL, "passed"), "seo on Folder: found real, the table says –"),
    ],
)
def test_a_table_that_says_something_else_is_named(now: tuple[str, str, str], said: str) -> None:
    before = a_run(("tags", REAL, "passed"), ("seo", REAL, "skipped"))
    assert differing(table(before.cells, before.tests), a_run(now).cells) == [said]


def test_of_several_results_for_one_cell_the_real_one_counts() -> None:
    both = (("tags", REAL, "passed"), ("tags", "A fake.", "passed"), ("tags", REAL, "skipped"))
    assert set(a_run(*both).cells.values()) == set(a_run(*both[::-1]).cells.values()) == {REAL}
