"""The address of a site as a writer has it at hand."""

from urllib.parse import urlsplit

from editor.cms.http import is_loopback

_AROUND = " \t\r\n<>\"'“”‘’«»`(){},;|"


def attempts(address: str) -> tuple[str, ...]:
    """The addresses to try in turn, the safe one first: it may be without a scheme, with junk around it."""
    address = address.lstrip(_AROUND).rstrip(_AROUND + ".:!?…")
    scheme, mark, rest = address.rpartition("://")
    try:
        here = is_loopback(urlsplit("//" + rest).hostname or "")
    except ValueError:
        here = True  # no address at all, as will be said
    if here or (mark and scheme.lower() != "http"):
        return (address,)
    place, slash, path = rest.partition("/")
    return f"https://{place.removesuffix(':80')}{slash}{path}", f"http://{rest}"
