"""A picture is kept once, under what it is, and a failing disk loses none."""

import hashlib
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PIL import Image

from editor.model.errors import BadInput, StorageFailed
from editor.model.wording import WORDING
from editor.pictures.store import PictureStore

ROOT = Path(__file__).parents[3]


def _picture(kind: str = "PNG", shade: int = 0) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), (shade, 0, 0)).save(out, kind)
    return out.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> PictureStore:
    return PictureStore(tmp_path / "home" / "pictures")


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [("JPEG", "jpg"), ("PNG", "png"), ("GIF", "gif"), ("WEBP", "webp"), ("AVIF", "avif")],
)
def test_a_picture_is_found_again_by_its_key(store: PictureStore, kind: str, suffix: str) -> None:
    data = _picture(kind)
    key = store.add(data)
    assert key == f"{hashlib.sha256(data).hexdigest()}.{suffix}"
    place = store.path(key)
    assert place is not None
    assert place.read_bytes() == data


def test_the_same_picture_is_kept_once(store: PictureStore, tmp_path: Path) -> None:
    keys = {store.add(_picture()) for _ in range(3)}
    other = store.add(_picture(shade=9))
    folder = tmp_path / "home" / "pictures"
    assert sorted(place.name for place in folder.iterdir()) == sorted({*keys, other})


def test_a_half_written_picture_is_written_again(store: PictureStore) -> None:
    data = _picture()
    place = store.path(store.add(data))
    assert place is not None
    place.write_bytes(data[:10])
    store.add(data)
    assert place.read_bytes() == data


@pytest.mark.parametrize("key", ["", "..", "../settings.json", "/etc/passwd", "a.png", "0" * 64])
def test_a_key_never_leads_out_of_the_store(store: PictureStore, tmp_path: Path, key: str) -> None:
    store.add(_picture())
    (tmp_path / "home" / "settings.json").write_text("{}", "utf-8")
    assert store.path(key) is None
    assert store.path("0" * 64 + ".png") is None


def test_what_is_no_picture_is_not_kept(store: PictureStore, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        store.add(b"<svg/>")
    assert caught.value.code == "picture-kind"
    assert not (tmp_path / "home").exists()


def test_a_full_disk_says_so_and_leaves_nothing_half_done(
    store: PictureStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = store.add(_picture())

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFailed) as caught:
        store.add(_picture(shade=9))
    assert caught.value.code == "disk-full"
    assert [place.name for place in (tmp_path / "home" / "pictures").iterdir()] == [kept]


def test_a_read_only_folder_says_so() -> None:
    source = """
import os, sys
from pathlib import Path
from editor.model.errors import StorageFailed
from editor.pictures import picture  # while it can be read
from editor.pictures.store import PictureStore
folder, data = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
if os.geteuid() == 0:  # root writes anywhere
    os.setgid(65534)
    os.setuid(65534)
for place in (folder, folder / "pictures"):
    try:
        PictureStore(place).add(data)
    except StorageFailed as error:
        print(error.code)
"""
    with tempfile.TemporaryDirectory(prefix="standfirst-test-") as name:
        Path(name).chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", source, name, _picture().hex()],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        Path(name).chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["folder-read-only", "folder-read-only"]
    assert WORDING["folder-read-only"].then
