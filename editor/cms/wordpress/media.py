"""Pictures in WordPress's media library, each kept once by its bytes."""

from hashlib import md5
from html import unescape

from editor.cms.answer import Json, dig, text_at
from editor.cms.picture_name import plain, stem, suffix
from editor.cms.port import Asset, RemoteMedia
from editor.cms.wordpress.connection import Connection
from editor.cms.wordpress.markup import text
from editor.model.errors import OutcomeUnknown, Rejected, Unauthorised, Unexpected


def upload(site: Connection, asset: Asset, username: str) -> RemoteMedia:
    """Send `asset`, or find the one sent before.

    The media library is open to strangers, descriptions too: a locked picture goes under a neutral
    name and without its words, which then stand only behind the gate.
    """
    name = stem(asset)
    mine = f"{name}-{plain(username) or 'me'}"
    for candidate in (name, mine):
        there = _find(site, candidate)
        if there is None:
            try:
                return _kept(_send(site, asset, candidate), asset)
            except OutcomeUnknown:
                there = _find(site, candidate)
                if there is None:
                    raise
        try:
            return _kept(_described(site, asset, there), asset)
        except Unauthorised:
            continue  # somebody else's, with other words to it: send one of our own
    raise Unauthorised("site-may-not-edit-others", host=site.host)


def _find(site: Connection, name: str) -> Json:
    # not in edit context, which would leave out what others uploaded
    return dig(site.read("wp/v2/media", {"slug": name}), 0)


def _words(asset: Asset) -> dict[str, str]:
    if asset.locked:
        return {"alt_text": "", "caption": ""}
    return {"alt_text": text(asset.alt), "caption": text(asset.caption)}


def _send(site: Connection, asset: Asset, name: str) -> Json:
    file_name = f"{name}.{suffix(asset)}"
    form = {"slug": name, **_words(asset)}
    # WordPress checks this against what it received, and refuses a damaged file
    check = {"Content-MD5": md5(asset.data, usedforsecurity=False).hexdigest()}
    return site.send_file("wp/v2/media", (file_name, asset.data, asset.mime), form, check)


def _described(site: Connection, asset: Asset, there: Json) -> Json:
    """`there`, with the alt text and caption of now."""
    wanted, item = _words(asset), f"wp/v2/media/{text_at(there, 'id')}"
    try:
        raw = site.read(item, {"context": "edit"})
    except Unauthorised:
        if _same(text_at(there, "alt_text"), wanted["alt_text"]):
            return there  # somebody else's, and it will do
        raise
    same = _same(text_at(raw, "alt_text"), wanted["alt_text"])
    if same and _same(text_at(raw, "caption", "raw"), wanted["caption"]):
        return raw
    return site.write("POST", item, wanted)


def _same(one: str, other: str) -> bool:
    return unescape(one) == unescape(other)


def _kept(there: Json, asset: Asset) -> RemoteMedia:
    id_, url = text_at(there, "id"), text_at(there, "source_url")
    if not id_ or not url:
        raise Unexpected("site-not-json", host="")
    # sites tidy such a text up, but one that is gone altogether was dropped
    if _words(asset)["alt_text"].strip() and not text_at(there, "alt_text").strip():
        raise Rejected("alt-not-kept", file=asset.name)
    return RemoteMedia(id_, url)
