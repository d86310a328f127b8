"""Telling social networks of an article, which Jetpack does: on unless it is told otherwise."""

from collections.abc import Mapping

from editor.cms.port import Difference, Post, RemotePost
from editor.cms.wordpress.meta import meta_of

ON = "jetpack_publicize_feature_enabled"
MESSAGE = "jetpack_publicize_message"


def meta(post: Post) -> Mapping[str, bool | str]:
    """The fields to send; a site without Jetpack drops them without a word."""
    return {ON: post.share, MESSAGE: post.share_message}


def along(fields: Mapping[str, object], post: Post) -> dict[str, object]:
    """`fields` of a post that is written, with ours among its meta fields."""
    others = fields.get("meta")
    return {**fields, "meta": {**(others if isinstance(others, dict) else {}), **meta(post)}}


def differences(post: Post, remote: RemotePost) -> tuple[Difference, ...]:
    """Where a site that knows the fields did not keep them."""
    there = meta_of(remote)
    return tuple(
        Difference("share", str(sent), str(there[name]))
        for name, sent in meta(post).items()
        if name in there and there[name] != sent
    )
