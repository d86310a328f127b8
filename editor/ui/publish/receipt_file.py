"""A receipt as a file, and those that are kept from before."""

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from editor.model.errors import EditorError
from editor.model.publication import Receipt
from editor.services.drafting import proposed_slug
from editor.services.exporting import Exporting
from editor.services.planning import Plan
from editor.ui.controls.asking_sheet import AskingSheet
from editor.ui.controls.file_dialog import file_to_write
from editor.ui.publish.receipt_text import page_of
from editor.ui.wording import day_and_time, failure, plural, status_name, tr


def export_receipt(sheet: AskingSheet, exporting: Exporting, plan: Plan, receipt: Receipt) -> None:
    """Ask where to, write it there, and say in the sheet's footer what came of it."""
    proposed = f"{proposed_slug(plan.draft)}-receipt.html"
    path = file_to_write(sheet, tr("Export the receipt"), tr("Web page") + " (*.html)", proposed)
    if path is None:
        return
    path = path if path.suffix else path.with_suffix(".html")
    try:
        exporting.receipt(page_of(plan, receipt), path)
    except EditorError as error:
        again = tr("Choose another place…")
        text = " ".join(failure(error))
        sheet.tell(text, again, lambda: export_receipt(sheet, exporting, plan, receipt))
        return
    folder = QUrl.fromLocalFile(str(path.parent))
    text = tr("Saved as {file} in {folder}.").format(file=path.name, folder=path.parent)
    sheet.tell(text, tr("Show in folder"), lambda: QDesktopServices.openUrl(folder))


def show_receipts(
    below: QWidget, kept: tuple[Receipt, ...], shown: Receipt, choose: Callable[[Receipt], object]
) -> None:
    """Offer all receipts of an article, the latest first."""
    menu = QMenu(below)
    for receipt in kept:
        text = f"{day_and_time(receipt.at)} · {status_name(receipt.status)}"
        if leaks := len(receipt.leaks):
            text += " · " + plural("{n} leak found", "{n} leaks found", leaks)
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(receipt.at == shown.at)
        action.triggered.connect(lambda _=False, one=receipt: choose(one))
    menu.popup(below.mapToGlobal(below.rect().bottomLeft()))
