"""The box that we write ourselves, for a reader whom the gate keeps out."""

from editor.cms.port import Post
from editor.cms.wordpress.markup import attribute, block, text


def box(post: Post, buttons: str) -> str:
    """The box's heading and notice as blocks, and `buttons` after them."""
    heading = f'<h3 class="wp-block-heading">{text(post.box.heading)}</h3>'
    parts = [
        block("heading", heading, {"level": 3}) if post.box.heading else "",
        block("paragraph", f"<p>{text(post.box.notice)}</p>") if post.box.notice else "",
        buttons,
    ]
    return "\n\n".join(part for part in parts if part)


def link(post: Post, home: str) -> str:
    """The box's button, leading to `home`."""
    if not post.box.button:
        return ""
    button = block(
        "button",
        '<div class="wp-block-button"><a class="wp-block-button__link wp-element-button"'
        f' href="{attribute(home)}">{text(post.box.button)}</a></div>',
    )
    return block("buttons", f'<div class="wp-block-buttons">{button}</div>')
