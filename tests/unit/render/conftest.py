"""The theme as it is shipped."""

from pathlib import Path

import pytest

from editor.render.theme import Theme

RESOURCES = Path(__file__).parents[3] / "resources"


@pytest.fixture(scope="session")
def theme() -> Theme:
    return Theme(lambda name: RESOURCES.joinpath(name).read_bytes())
