"""A new passphrase for a whole site: everything opened with the old one and sealed afresh."""

import json
import secrets
import shutil
from dataclasses import replace
from pathlib import Path

from editor.cms.folder import disk, pages
from editor.cms.folder.manifest import Item, Manifest
from editor.cms.folder.seal import Seal, WrongPassphrase
from editor.model.errors import Unauthorised


def change_passphrase(folder: Path, old: str, new: str) -> None:
    """Seal the site in `folder` with `new`: a fresh copy is made beside it, and then swapped in.

    Whatever fails, the folder stays as it was. Raises `Unauthorised("passphrase-opens-not")` with the
    titles of the articles that `old` does not open, and `Rejected` where the disk refuses.
    """
    manifest = Manifest.read(folder)
    if not manifest.salt:
        return  # nothing was ever sealed: the new one counts from now on
    sealed = {
        item: text
        for item in manifest.items.values()
        if (text := pages.sealed_json(_page(folder, item)))
    }
    was = _old_seal(manifest, old, tuple(sealed))
    seal = Seal.fresh(new)
    fresh = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    with disk.disk_errors(folder.parent):
        try:
            # a link into the folder stays a link; nothing outside it is copied
            shutil.copytree(folder, fresh, symlinks=True)
            failed = []
            for item, text in sealed.items():
                try:
                    changed = _sealed_anew(fresh, item, text, was, seal)
                except (WrongPassphrase, ValueError, KeyError, FileNotFoundError):
                    failed.append(item.title)
                    continue
                manifest = manifest.having(changed)
            if failed:
                raise Unauthorised("passphrase-opens-not", articles=", ".join(failed))
            manifest.sealed_by(seal).write(fresh)
            _swap(folder, fresh)
        finally:
            disk.remove_tree(fresh)


def _old_seal(manifest: Manifest, old: str, sealed: tuple[Item, ...]) -> Seal:
    try:
        return manifest.seal(old, "")
    except Unauthorised:
        titles = ", ".join(item.title for item in sealed)
        if not titles:
            raise Unauthorised("passphrase-wrong", site="the folder") from None
        raise Unauthorised("passphrase-opens-not", articles=titles) from None


def _page(folder: Path, item: Item) -> str:
    path = folder / item.path
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _sealed_anew(fresh: Path, item: Item, sealed: str, was: Seal, seal: Seal) -> Item:
    """`item` after its page and its sealed pictures in `fresh` were written with `seal`."""
    article, text = pages.open_text(was, sealed)
    content = json.loads(text)
    renamed: dict[str, str] = {}
    for entry in content["pictures"].values():
        name = str(entry["file"])
        data = was.open((fresh / name).read_bytes(), f"{article}/{name}")
        renamed[name] = f"sealed/{secrets.token_hex(16)}.bin"
        blob = seal.close(data, f"{article}/{renamed[name]}")
        disk.write(fresh / renamed[name], blob)
        disk.remove(fresh / name, fresh)
        entry["file"] = renamed[name]
    closed = pages.seal_text(seal, article, json.dumps(content))
    page = pages.with_sealed(_page(fresh, item), closed).encode()
    disk.write(fresh / item.path, page)
    files = tuple(renamed.get(name, name) for name in item.files)
    return replace(item, files=files)


def _swap(folder: Path, fresh: Path) -> None:
    """Put `fresh` in the place of `folder`; the old one goes once the new one stands."""
    aside = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}-old")
    folder.rename(aside)
    try:
        fresh.rename(folder)
    except OSError:
        aside.rename(folder)
        raise
    disk.remove_tree(aside)
