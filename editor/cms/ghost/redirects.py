"""Ghost's redirects: one file in YAML for the whole site, which is only ever sent as a whole."""

import re

_EMPTY = ("301: {}", "302: {}")
_FOR_GOOD = "301:"


def leading(text: str, old: str, new: str) -> str:
    """`text`, as Ghost gives it, with the path `old` leading to `new` for good; all else stays as it is.

    What led away from `new` goes: it is an article's address again, and would lead round in a circle.
    Ghost takes the left side for a regular expression: bare, it would match "/tag/quay/" too.
    """
    both = (_pattern(old), _pattern(new))
    lines = [line for line in text.splitlines() if line not in _EMPTY and _left(line) not in both]
    if _FOR_GOOD not in lines:
        lines.insert(0, _FOR_GOOD)
    lines.insert(lines.index(_FOR_GOOD) + 1, f'  "{_pattern(old)}": "{new}"')
    return "\n".join(lines) + "\n"


def lost(sent: str, there: str) -> bool:
    """Whether any redirect of `sent` is not `there`."""
    return not _pairs(sent) <= _pairs(there)


def _pattern(path: str) -> str:
    exactly = re.sub(r"([.+])", r"[\1]", path.rstrip("/"))
    return f"^{exactly}/?$"


def _pairs(text: str) -> set[tuple[str, str]]:
    said = (line for line in text.splitlines() if ": " in line and not line.startswith("#"))
    return {(_left(line), _bare(line.rpartition(": ")[2])) for line in said if line not in _EMPTY}


def _left(line: str) -> str:
    return _bare(line.rpartition(": ")[0])


def _bare(text: str) -> str:
    """A YAML scalar without the quotes that Ghost puts or leaves out as it likes."""
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text
