"""The few ways in which something can fail; sentences for them are in `wording`."""


class EditorError(Exception):
    """Something a user must hear of. `code` names its sentence in `wording`; `detail` fills it in.

    A detail never holds a secret.
    """

    def __init__(self, code: str, **detail: str | int) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail: dict[str, str | int] = detail

    def __str__(self) -> str:
        from editor.model.wording import sentence

        return sentence(self.code, self.detail)


class BadInput(EditorError):
    """What the user gave cannot be understood."""


class StorageFailed(EditorError):
    """The disk or the library did not take it: locked, full, read-only, newer than we are."""


class SecretUnavailable(EditorError):
    """The keyring is absent or locked, or holds no secret for this site."""


class CmsError(EditorError):
    """A site did not do what was asked."""


class Unauthorised(CmsError):
    """Who we are was not accepted, or may not do this."""


class NotFound(CmsError):
    """It is not, or no longer, there."""


class Conflict(CmsError):
    """It changed on the site since we last saw it."""


class Rejected(CmsError):
    """The site understood and refused."""


class Unreachable(CmsError):
    """No answer, and nothing was done."""


class OutcomeUnknown(CmsError):
    """The request went out and no answer came: it may have been done."""


class Unexpected(CmsError):
    """An answer that makes no sense."""
