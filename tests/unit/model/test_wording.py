"""Every error and finding that the program can raise has a sentence and a next step."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from editor.model import errors
from editor.model.wording import WORDING, sentence

ROOT = Path(__file__).parents[3] / "editor"
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type)}


def codes() -> Iterator[tuple[str, str]]:
    """Each literal code with the file that raises it."""
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            place = 0 if node.func.id in ERRORS else 1 if node.func.id == "Finding" else None
            if place is None or len(node.args) <= place:
                continue
            code = node.args[place]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value, str(path.relative_to(ROOT))


def test_every_code_has_its_sentence() -> None:
    found = list(codes())
    assert len(found) > 60
    assert {code: file for code, file in found if code not in WORDING} == {}


def test_every_sentence_says_what_happened_and_what_to_do() -> None:
    for code, wording in WORDING.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
        assert wording.what.rstrip().endswith((".", "”", "?", "}")), code
        assert wording.then.strip(), code


def test_a_missing_detail_does_not_hide_the_sentence() -> None:
    assert "(file)" in sentence("file-missing", {})
