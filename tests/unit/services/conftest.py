"""The real services over a library of their own."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from editor.app import Services, build_services
from editor.system.paths import Paths


@pytest.fixture
def services(standfirst_home: Path) -> Iterator[Services]:
    built = build_services(Paths.from_environment())
    yield built
    built.close()


def jpeg(colour: str = "teal", size: tuple[int, int] = (40, 30)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def photo() -> bytes:
    return jpeg()
