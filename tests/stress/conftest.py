"""A WordPress and a Ghost, each behind a bad line."""

import json
from collections.abc import Iterator

import pytest

from tests.contract.conftest import GhostServer, free_port, installed, serving
from tests.contract.conftest import serving_wordpress as wordpress_at
from tests.stress.proxy import Proxy
from tests.stress.there import OnGhost, OnWordPress, There

pytest.register_assert_rewrite("tests.stress.bad_lines")


@pytest.fixture(scope="module")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    root, folder = installed("wordpress"), tmp_path_factory.mktemp("wordpress")
    proxy = Proxy(free_port())
    ports = (proxy.port, proxy.target)
    with wordpress_at("wordpress", folder, root, folder, "PORT", ports=ports) as server:
        yield OnWordPress(server, proxy)
    proxy.close()


@pytest.fixture(scope="module")
def ghost(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    root, folder = installed("ghost"), tmp_path_factory.mktemp("ghost")
    proxy = Proxy(free_port())
    ports = (proxy.port, proxy.target)
    with serving("ghost", folder, root, folder, "PORT", ports=ports) as url:
        keys = json.loads((folder / "keys.json").read_text())
        yield OnGhost(GhostServer(url, folder, **keys), proxy)
    proxy.close()
