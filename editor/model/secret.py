"""The forms in which a secret may be met, all of which must be hidden."""

import json
import re
from collections.abc import Iterable
from html import escape
from urllib.parse import quote, quote_plus

MASK = "•••"
_SHORT = 8  # letters


def spellings(secret: str) -> frozenset[str]:
    """`secret` as it is, as it is sent, and as a page, JSON or an address echoes it; without ""."""
    found: set[str] = set()
    # an application password is sent without its spaces
    for form in filter(None, (secret, "".join(secret.split()))):
        found |= {form, quote(form, safe=""), quote_plus(form), escape(form)}
        found |= {json.dumps(form)[1:-1], json.dumps(form, ensure_ascii=False)[1:-1]}
    return frozenset(found)


def hide(text: str, forms: Iterable[str]) -> str:
    """`text` with a mask for each of `forms`; a short one is masked only where it is a word of its own."""
    for form in sorted(forms, key=len, reverse=True):
        if len(form) >= _SHORT:
            text = text.replace(form, MASK)
        else:
            text = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", MASK, text)
    return text
