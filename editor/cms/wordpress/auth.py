"""How we sign requests to WordPress: application passwords over HTTP Basic."""

from base64 import b64encode


def basic(username: str, application_password: str) -> str:
    """The `Authorization` header; WordPress shows the password in groups of four and ignores the gaps."""
    password = "".join(application_password.split())
    return "Basic " + b64encode(f"{username.strip()}:{password}".encode()).decode("ascii")
