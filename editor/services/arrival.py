"""Whether what was sent to a site has arrived there."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from editor.cms.port import Cms, Difference, Media, Post, RemotePost
from editor.model.errors import CmsError
from editor.services.sent_post import SentPost


def arrived(cms: Cms, version: SentPost, remote: RemotePost) -> bool:
    """Whether the site has all of `version`, and nobody changed it there."""
    with suppress(CmsError):
        return not cms.differences(version.post, version.media, remote)
    return False


def compared(
    cms: Cms, post: Post, media: Media, remote: RemotePost
) -> tuple[tuple[Difference, ...], tuple[str, ...]]:
    """Where `remote` is not what was sent, and the names of all the fields that were looked at for it."""
    read = _Read(remote.fields)
    differences = cms.differences(post, media, replace(remote, fields=read))
    return differences, ("gate", *sorted(read.names - {"gate"}))


class _Read(Mapping[str, str]):
    """A post's fields, which know by name those that were asked for."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        return self._fields[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)
