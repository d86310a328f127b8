"""Asks for a file or a folder: by the desktop's own dialog, else by Qt's, made wide enough to be read."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QHeaderView, QPushButton, QToolButton, QTreeView, QWidget

from editor.ui.controls.icons import icon

WIDE = QSize(880, 560)
# Qt's own are black, in a dark window too
_TOOLS = {
    "backButton": "caret-left",
    "forwardButton": "caret-right",
    "toParentButton": "caret-up",
    "newFolderButton": "plus",
    "listModeButton": "list",
    "detailModeButton": "rows",
}


def file_to_open(parent: QWidget, title: str, kinds: str) -> Path | None:
    """A file that is there; `kinds` are Qt's name filters."""
    return _asked(parent, title, kinds, QFileDialog.FileMode.ExistingFile)


def file_to_write(parent: QWidget, title: str, kinds: str, proposed: str) -> Path | None:
    """A file to be written; whether one that is there may be written over was asked."""
    return _asked(parent, title, kinds, QFileDialog.FileMode.AnyFile, proposed)


def folder(parent: QWidget, title: str, where: str) -> Path | None:
    """A folder that is there; `where` is shown first."""
    return _asked(parent, title, "", QFileDialog.FileMode.Directory, where=where)


def _asked(
    parent: QWidget,
    title: str,
    kinds: str,
    mode: QFileDialog.FileMode,
    proposed: str = "",
    where: str = "",
) -> Path | None:
    made = QFileDialog(parent, title, where, kinds)
    made.setFileMode(mode)
    made.setOption(QFileDialog.Option.ShowDirsOnly, mode is QFileDialog.FileMode.Directory)
    if mode is QFileDialog.FileMode.AnyFile:
        made.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        made.selectFile(proposed)
    _fit(made)
    done, chosen = made.exec(), made.selectedFiles()
    made.deleteLater()
    return Path(chosen[0]) if done and chosen else None


def _fit(made: QFileDialog) -> None:
    """The names take the room, and nothing else is cut; the desktop's own dialog has no such parts."""
    made.resize(WIDE)
    for button in made.findChildren(QPushButton):
        button.setIcon(QIcon())
    for name, glyph in _TOOLS.items():
        tool = made.findChild(QToolButton, name)
        if tool is not None:
            tool.setIcon(icon(glyph))
    table = made.findChild(QTreeView, "treeView")
    if table is not None:
        header = table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
