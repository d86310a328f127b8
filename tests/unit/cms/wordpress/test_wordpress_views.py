"""Which addresses of a WordPress are looked at: each once, whatever its links look like."""

from collections import Counter

import pytest

from editor.cms.contract import CmsContract
from editor.cms.port import RemotePost
from editor.cms.wordpress.discovery import Api
from editor.cms.wordpress.views import views
from editor.model.audience import Surface
from editor.model.status import Status

HOME = "https://harbour.example/"
PRETTY = Api(f"{HOME}wp-json/", HOME, {})
PLAIN = Api(f"{HOME}?rest_route=/", HOME, {})
OWN = {Surface.PAGE, Surface.HEAD, Surface.CARD}


def looked_at(api: Api, url: str, archives: str) -> dict[str, str]:
    fields = {"author": "3", "archives": archives}
    remote = RemotePost("7", Status.PUBLISHED, url, "quay", "r", fields)
    found = views(api, remote, CmsContract().post())
    times = Counter(view.address for view in found if view.surface not in OWN)
    assert set(times.values()) == {1}
    return {view.label: view.address for view in found}


@pytest.mark.parametrize(
    ("api", "url", "archive", "comments", "feed"),
    [
        (PRETTY, f"{HOME}quay/", f"{HOME}tag/ports/", f"{HOME}quay/feed/", f"{HOME}tag/ports/feed/"),
        (PLAIN, f"{HOME}?p=7", f"{HOME}?tag=ports", f"{HOME}?p=7&feed=rss2", f"{HOME}?tag=ports&feed=rss2"),
    ],
    ids=["pretty", "plain"],
)  # fmt: skip
def test_the_feeds_and_pages_of_its_tags_and_comments(
    api: Api, url: str, archive: str, comments: str, feed: str
) -> None:
    found = looked_at(api, url, f"{archive.replace('https:', 'http:')} Ports &amp; piers")
    assert found["The article's comments feed"] == comments
    assert found["Feed of “Ports & piers”"] == feed
    assert found["Page of “Ports & piers”"] == archive


def test_of_many_tags_the_first_are_looked_at() -> None:
    lines = "\n".join(f"{HOME}tag/t{number}/ T{number}" for number in range(40))
    found = looked_at(PRETTY, f"{HOME}quay/", lines)
    assert "Feed of “T0”" in found
    assert "Feed of “T39”" not in found
    assert len(found) < 36
