"""WordPress's own post password: one for the site, which its readers are given. It hides the whole text."""

from collections.abc import Mapping

from editor.cms.port import Difference, Post, RemotePost
from editor.cms.wordpress.gates.body import Body
from editor.cms.wordpress.gates.keeper import Keeper
from editor.model.audience import Gate

_OURS, _NONE = "the password", "no password"  # what is told of one


class Password(Keeper):
    """The password goes along with the text, in one write. It is in no message."""

    gate = Gate.PASSWORD

    def need(self, post: Post) -> None:
        """A password to set; and neither a sticky nor a private post can carry one."""
        if not self.place.readers:
            raise self.refused("readers-password-missing")
        if post.sticky:
            raise self.refused("sticky-with-password")
        if post.private:  # WordPress takes it off, and whoever publishes the article there opens it
            raise self.refused("private-with-password")

    def body(self, post: Post, free: str, locked: str, home: str) -> Body:
        """All of the article."""
        return Body(free, "\n\n" if free and locked else "", locked)

    def fields(self, post: Post, before: RemotePost) -> Mapping[str, object]:
        """The password, or none."""
        return {"password": self.place.readers if self.theirs(post).password else ""}

    def differences(self, post: Post, remote: RemotePost) -> tuple[Difference, ...]:
        """Whether it carries our password exactly, or none."""
        asked = _OURS if self.theirs(post).password else _NONE
        got = remote.fields.get("password", "")
        return () if asked == got else (Difference("gate", asked, got),)

    def told(self, password: str) -> str:
        """What may be said of a password that a post carries."""
        if not password:
            return _NONE
        return _OURS if password == self.place.readers else "another password"
