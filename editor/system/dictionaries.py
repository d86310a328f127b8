"""The dictionaries on this machine: the system's, LibreOffice's, ours, and what the user added."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from editor.model.errors import BadInput, StorageFailed

LARGEST = 64 << 20  # of a file taken in, in bytes
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[_-]([A-Za-z]{4}))?(?:[_-]([A-Za-z]{2}))?(?=$|[._-])")
_NO_LANGUAGE = {"hyph", "th"}


class Origin(StrEnum):
    """Where a dictionary comes from; the first of two for one language is the one used."""

    ADDED = "added"
    SYSTEM = "system"
    PACKAGE = "package"


@dataclass(frozen=True, slots=True)
class Dictionary:
    """One dictionary: its language as a tag ("en-GB"), its .dic or .zip file, and other tags it is for."""

    tag: str
    path: Path
    origin: Origin
    also: tuple[str, ...] = ()


def system_folders(
    environ: Mapping[str, str] | None = None, platform: str = sys.platform
) -> tuple[Path, ...]:
    """Where systems and office programs keep dictionaries; the folders need not exist."""
    values = os.environ if environ is None else environ
    user = Path(values.get("HOME") or Path.home())
    folders = [Path(part) for part in values.get("DICPATH", "").split(os.pathsep) if part]
    if platform == "darwin":
        folders += [user / "Library/Spelling", Path("/Library/Spelling")]
        folders += _extensions(Path("/Applications/LibreOffice.app/Contents/Resources"))
    elif platform == "win32":
        for name in "PROGRAMFILES", "PROGRAMFILES(X86)":
            if values.get(name):
                folders += _extensions(Path(values[name]) / "LibreOffice/share")
    else:
        shared = values.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        own = values.get("XDG_DATA_HOME") or str(user / ".local/share")
        # in a Flatpak the system's own are below /run/host
        for part in (own, *shared.split(":"), "/run/host/usr/share"):
            if part.startswith("/"):
                folders += [
                    Path(part, "hunspell"),
                    Path(part, "myspell"),
                    Path(part, "myspell/dicts"),
                ]
        for office in "/usr/lib/libreoffice/share", "/opt/libreoffice/share":
            folders += _extensions(Path(office))
    return tuple(dict.fromkeys(folders))


def _extensions(share: Path) -> list[Path]:
    return sorted((share / "extensions").glob("dict-*"))


def found_in(folder: Path, origin: Origin) -> Iterator[Dictionary]:
    """The dictionaries in a folder; names that lead to one file are one dictionary."""
    named: dict[Path, list[str]] = {}
    try:
        files = sorted([*folder.glob("*.dic"), *folder.glob("*.zip")])
    except OSError:
        files = []
    for file in files:
        tag = tag_of(file.stem)
        if tag and (file.suffix == ".zip" or file.with_suffix(".aff").is_file()):
            named.setdefault(file.resolve(), []).append(tag)
    for path, tags in named.items():
        first = tag_of(path.stem) or tags[0]
        yield Dictionary(first, path, origin, tuple(tag for tag in tags if tag != first))


def tag_of(stem: str) -> str:
    """The language that a file's name says ("de_DE_frami" is "de-DE"), "" where it says none."""
    found = _TAG.match(stem)
    if not found or found[1].lower() in _NO_LANGUAGE:
        return ""
    script, region = (found[2] or "").title(), (found[3] or "").upper()
    return "-".join(part for part in (found[1].lower(), script, region) if part)


def take_in(source: Path, folder: Path) -> tuple[Path, ...]:
    """Copy the dictionaries of a .dic, .aff, .zip or .oxt file to `folder`; their .dic files there.

    Raises `BadInput` where there is none in it, and `StorageFailed` where the disk does not take it.
    """
    from zipfile import BadZipFile

    try:
        if source.suffix.lower() in (".zip", ".oxt"):
            pairs = _unpacked(source)
        else:
            aff, dic = (_beside(source, ending) for ending in (".aff", ".dic"))
            pairs = {dic.stem: (_read(aff), _read(dic))}
    except (OSError, BadZipFile, RuntimeError, NotImplementedError) as error:
        reason = getattr(error, "strerror", "") or "it is damaged"
        raise BadInput("dictionary-unreadable", file=source.name, reason=reason) from None
    if not pairs:
        raise BadInput("dictionary-none", file=source.name)
    nameless = [stem for stem in pairs if not tag_of(stem)]
    if nameless:
        raise BadInput("dictionary-nameless", file=nameless[0])
    for stem, (aff_data, dic_data) in pairs.items():
        if not re.match(rb"(?:\xef\xbb\xbf)?\s*\d+", dic_data) or not aff_data.strip():
            raise BadInput("dictionary-broken", file=f"{stem}.dic")
    return tuple(_write(folder, stem, *pair) for stem, pair in pairs.items())


def _beside(source: Path, ending: str) -> Path:
    wanted = source.with_suffix(ending)
    if source.suffix.lower() not in (".aff", ".dic") or not wanted.is_file():
        raise BadInput("dictionary-half", file=source.name, other=wanted.name)
    return wanted


def _read(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise BadInput("dictionary-broken", file=path.name)
    return path.read_bytes()


def _unpacked(source: Path) -> dict[str, tuple[bytes, bytes]]:
    """The pairs of .aff and .dic in a packed file, by their names; hyphenation has no .aff."""
    from zipfile import ZipFile

    pairs: dict[str, tuple[bytes, bytes]] = {}
    with ZipFile(source) as packed:
        inside = {entry.filename: entry for entry in packed.infolist()}
        for name, entry in inside.items():
            aff = inside.get(name.removesuffix(".dic") + ".aff")
            if name.endswith(".dic") and aff is not None:
                if max(entry.file_size, aff.file_size) > LARGEST:
                    raise BadInput("dictionary-broken", file=name)
                pairs[Path(name).stem] = (packed.read(aff), packed.read(entry))
    return pairs


def _write(folder: Path, stem: str, aff: bytes, dic: bytes) -> Path:
    """Each file whole or not at all, the one that is looked for last."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for ending, data in ((".aff", aff), (".dic", dic)):
            unfinished = folder / f".{stem}{ending}"
            unfinished.write_bytes(data)
            unfinished.replace(folder / f"{stem}{ending}")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StorageFailed("dictionary-not-kept", file=f"{stem}.dic", reason=reason) from error
    return folder / f"{stem}.dic"


def settle(files: Iterable[Path], folder: Path) -> tuple[Path, ...]:
    """Move dictionaries that were taken in elsewhere to `folder`. Raises `StorageFailed`."""
    moved = []
    for file in files:
        try:
            for ending in ".aff", ".dic":
                file.with_suffix(ending).replace(folder / f"{file.stem}{ending}")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise StorageFailed("dictionary-not-kept", file=file.name, reason=reason) from error
        moved.append(folder / file.name)
    return tuple(moved)


def sample(file: Path, count: int = 50) -> tuple[str, ...]:
    """The first words of a dictionary, without what stands behind them."""
    said = re.search(rb"^SET\s+(\S+)", file.with_suffix(".aff").read_bytes(), re.MULTILINE)
    encoding = said[1].decode("ascii", "replace") if said else "iso8859-1"
    lines = file.read_bytes().split(b"\n", count)[1:count]
    try:
        text = b"\n".join(lines).decode(encoding.removeprefix("microsoft-"), "replace")
    except LookupError:
        return ()
    heads = (re.split(r"[/\t\r]", line)[0].strip() for line in text.split("\n"))
    return tuple(head for head in heads if head.isalpha())


def take_away(dictionary: Dictionary) -> None:
    """Delete the files of a dictionary that the user added. Raises `StorageFailed`."""
    try:
        for ending in ".dic", ".aff":
            dictionary.path.with_suffix(ending).unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StorageFailed(
            "dictionary-not-kept", file=dictionary.path.name, reason=reason
        ) from error
