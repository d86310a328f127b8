"""How Qt counts text: in halves of the letters beyond the first 65,536."""


def utf16(text: str) -> int:
    """How long `text` is as Qt counts; half of a pair of surrogates counts too."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
