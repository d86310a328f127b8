"""A leak as the markup it was found in."""

import re

from editor.model.publication import Leak

_GAP = r"(?:<[^<>]*>|&(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);|[\W_])+"


def leaked_run(leak: Leak) -> tuple[str, str, str]:
    """The markup before the leaked words, the words as they stand in it, and the markup after.

    Tags, entities and spaces between the words count as gaps. Markup that ends before the words do
    is gone on with from the quote; words not found in their markup are shown alone.
    """
    told = list(re.finditer(r"\w+", leak.quote))
    start = _place(leak.context, [word.group() for word in told[:6]]) if told else None
    if start is None:
        return "", leak.quote, ""
    end, known = start, 0
    for word in told:
        gap = _GAP if known else ""
        match = re.compile(gap + re.escape(word.group()), re.IGNORECASE).match(leak.context, end)
        if match is None:
            break
        end, known = match.end(), known + 1
    if known < len(told):
        return (
            leak.context[:start],
            leak.context[start:end] + leak.quote[told[known - 1].end() :],
            "",
        )
    stop = re.compile(r"[.!?…’”]*").match(leak.context, end)
    end = stop.end() if stop else end
    return leak.context[:start], leak.context[start:end], leak.context[end:]


def _place(context: str, first: list[str]) -> int | None:
    """Where the first words, or at least the first three, stand in the markup."""
    for length in (len(first), min(3, len(first))):
        found = re.search(_GAP.join(map(re.escape, first[:length])), context, re.IGNORECASE)
        if found:
            return found.start()
    return None
