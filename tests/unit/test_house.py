"""What holds for the whole house: its resources, its pins, its wheel, and nothing of the builder's."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QRawFont
from pytestqt.qtbot import QtBot

from editor.system.paths import resource

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "editor").rglob("*.py"))

# 200 calls of each kind; a PySide6 that loses a reference to None at each loses the interpreter.
NONE_GUARD = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

class Typed(QTextEdit):
    def keyPressEvent(self, event):
        super().keyPressEvent(event)

app = QApplication([])
editor = Typed()
editor.show()
calls = {
    "processEvents": app.processEvents,
    "setPlainText": lambda: editor.setPlainText("x"),
    "keyClick": lambda: QTest.keyClick(editor, Qt.Key.Key_A),
}
for name, call in calls.items():
    before = sys.getrefcount(None)
    for _ in range(200):
        call()
    lost = (before - sys.getrefcount(None)) / 200
    if lost > 0.5:
        sys.exit(f"{name} loses {lost} references to None at each call")
"""


def _run(*command: str | Path, cwd: Path = ROOT, **more: str) -> str:
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_pyside_keeps_none_alive() -> None:
    _run(sys.executable, "-c", NONE_GUARD)


def _constants(call: ast.Call) -> list[str] | None:
    """The call's positional arguments, where every one is a plain string."""
    values = [a.value if isinstance(a, ast.Constant) else None for a in call.args]
    words = [value for value in values if isinstance(value, str)]
    return words if words and len(words) == len(values) else None


def _calls() -> Iterator[tuple[Path, str, ast.Call]]:
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                function = node.func
                name = function.id if isinstance(function, ast.Name) else ""
                yield source, getattr(function, "attr", name), node


def test_every_resource_that_code_names_is_there() -> None:
    named = [
        (source, words)
        for source, function, call in _calls()
        if function == "resource" and (words := _constants(call))
    ]
    missing = [f"{source}: {words}" for source, words in named if not resource(*words).exists()]
    assert named
    assert missing == []


def test_every_icon_that_code_names_is_there_and_no_other() -> None:
    shipped = {file.stem for file in resource("icons").glob("*.svg")}
    asked = {
        word
        for _, function, call in _calls()
        if function in {"icon", "pixmap", "Glyph", "show_icon"}
        for word in (_constants(ast.Call(call.func, call.args[:1], [])) or [])
    }
    words = {
        node.value
        for source in SOURCES
        for node in ast.walk(ast.parse(source.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert asked - shipped == set()
    assert shipped - words == set()


@pytest.mark.parametrize(
    ("family", "weights"),
    [
        ("Inter", (400, 500, 600, 700)),
        ("Source Serif 4", (400, 600, 700)),
        ("JetBrains Mono", (400, 700)),
        ("Noto Sans Arabic", (400, 600, 700)),
        ("Noto Naskh Arabic", (400, 700)),
    ],
)
def test_each_weight_of_our_fonts_is_drawn_as_asked(
    qtbot: QtBot, family: str, weights: tuple[int, ...]
) -> None:
    files = sorted(resource("fonts").glob(f"{family.replace(' ', '')}-*.ttf"))
    added = [QFontDatabase.addApplicationFont(str(file)) for file in files]
    assert -1 not in added
    assert {family} == {QFontDatabase.applicationFontFamilies(one)[0] for one in added}
    faces = {}
    for weight in weights:
        font = QFont(family)
        font.setWeight(QFont.Weight(weight))
        raw = QRawFont.fromFont(font)
        assert raw.familyName() == family
        faces[raw.styleName()] = weight
    assert len(faces) == len(weights)


def test_figures_of_the_interface_line_up(qtbot: QtBot) -> None:
    for file in resource("fonts").glob("Inter-*.ttf"):
        QFontDatabase.addApplicationFont(str(file))
    font = QFont("Inter")
    font.setPixelSize(40)
    font.setFeature(QFont.Tag("tnum"), 1)
    metrics = QFontMetricsF(font)
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


@pytest.mark.parametrize(
    ("family", "letters"),
    [
        ("Inter", "åäöÅÄÖéąćęłńóśźżěščřžğışőħ αβγδεΩάώ абвгдЖЩъыэюяїєґі –—“”„…•→"),
        ("SourceSerif4", "åäöÅÄÖéąćęłńóśźżěščřžğışőħ αβγδεΩάώ абвгдЖЩъыэюяїєґі –—“”„…•→"),
        ("NotoNaskhArabic", "المدينة التي تشرب پچگ ،؟ ٠١٢"),
        ("NotoSansArabic", "المدينة التي تشرب پچگ ،؟ ٠١٢"),
    ],
    ids=["Inter", "SourceSerif4", "NotoNaskhArabic", "NotoSansArabic"],
)
def test_our_fonts_have_the_letters_of_the_languages_they_are_for(
    qtbot: QtBot, family: str, letters: str
) -> None:
    for file in resource("fonts").glob(f"{family}-*.ttf"):
        font = QRawFont(str(file), 16)
        glyphs = {letter: font.glyphIndexesForString(letter) for letter in letters}
        assert [letter for letter, found in glyphs.items() if found == [0]] == [], file.name


def test_what_others_made_carries_its_licence() -> None:
    for folder in resource("fonts"), resource("fonts", "web"):
        files = [*folder.glob("*.ttf"), *folder.glob("*.woff2")]
        assert files
        licences = {
            file.name.removesuffix("-OFL.txt"): file.read_text("utf-8")
            for file in folder.glob("*-OFL.txt")
        }
        for file in files:
            (text,) = [text for name, text in licences.items() if file.name.startswith(name)]
            assert "SIL OPEN FONT LICENSE Version 1.1" in text
    dictionaries = sorted(resource("dictionaries").glob("*.zip"))
    assert dictionaries
    for file in dictionaries:
        text = file.with_name(f"{file.stem}-LICENSE.txt").read_text("utf-8")
        assert "MOZILLA PUBLIC LICENSE" in text.upper() or "Permission to use, copy" in text
    assert "MIT License" in resource("icons", "Phosphor-LICENSE.txt").read_text("utf-8")


def _imported(source: Path) -> set[str]:
    """The first words of all that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        found.update(name.split(".")[0] for name in names)
    return found


def test_the_model_knows_the_standard_library_alone() -> None:
    for source in (ROOT / "editor" / "model").glob("*.py"):
        assert _imported(source) - sys.stdlib_module_names <= {"editor"}, source.name


def _pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert all("--hash=sha256:" in line for line in lines)
    return {line.split("==")[0]: line.split("==")[1].split()[0] for line in lines}


def test_tests_run_on_the_very_packages_that_users_get() -> None:
    run, test = _pins("requirements.txt"), _pins("requirements-dev.txt")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {
        re.split(r"[=><]", one)[0].lower().replace(".", "-") for one in project["dependencies"]
    }
    assert asked <= run.keys()
    assert {name: test.get(name) for name in run} == run


def test_every_package_that_code_imports_is_pinned() -> None:
    owners = packages_distributions()
    # The contract is for the tests of adapters, ours and others', which bring pytest themselves.
    contract = {ROOT / "editor" / "cms" / name for name in ("contract.py", "gate_contract.py")}
    for source in set(SOURCES) - contract:
        for name in _imported(source) - sys.stdlib_module_names - {"editor"}:
            pinned = {re.sub(r"[-_.]+", "-", owner).lower() for owner in owners.get(name, [])}
            assert pinned & _pins("requirements.txt").keys(), f"{source.name} imports {name}"


# Taken apart, so that this file passes its own test.
TRACES = (
    r"(?<![\w.~}])/(?:ro{2}t|Users/\w+|wor[k]|tmp/en[v])/",
    re.escape(f"{ROOT}/"),
    r"fil[e]s\.pythonhosted|registry\.npm[j]s|py[p]i\.org|deb\.debian\.[o]rg|--(?:extra-)?index-u[r]l [^-]",
)


def test_nothing_of_the_builders_machine_is_in_the_tree() -> None:
    found = [
        f"{name}: {match.group()}"
        for name in _run("git", "ls-files", "-z").split("\0")
        if name and (text := _text(ROOT / name)) is not None
        for trace in TRACES
        for match in re.finditer(trace, text)
    ]
    assert found == []


def _text(file: Path) -> str | None:
    try:
        return file.read_text("utf-8")
    except (UnicodeDecodeError, FileNotFoundError):  # a picture or a font; a file just removed
        return None


def test_the_built_wheel_runs_outside_the_tree(tmp_path: Path) -> None:
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", tmp_path / "dist")
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=False, symlinks=True)
    python, standfirst = (tmp_path / "venv" / "bin" / name for name in ("python", "standfirst"))
    (packages,) = (tmp_path / "venv").glob("lib/python*/site-packages")
    into = ("--python", python, "install", "--no-deps", "--no-index", "--quiet")
    _run(sys.executable, "-m", "pip", *into, wheel)
    # The wheel's own files come from the new environment, what it depends on from this one.
    (packages / "dependencies.pth").write_text(str(Path(pytest.__file__).parents[1]))
    where = _run(python, "-c", "import editor; print(editor.__file__)", cwd=tmp_path).strip()
    assert Path(where).is_relative_to(packages)

    article = tmp_path / "article.md"
    article.write_text("---\ntitle: Low tide\naccess: paid\n---\nFree.\n\n<!--more-->\n\nLocked.\n")
    assert "publish" in _run(standfirst, "--help", cwd=tmp_path)
    look = ("render", article, "--audience", "visitor", "--surface", "page", "-o", "page.html")
    _run(standfirst, *look, cwd=tmp_path)
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "Low tide" in page
    assert "Free." in page
    assert "Locked." not in page
