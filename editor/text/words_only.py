"""How the values of front matter are read: as the words they were written with."""

from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.tag import Tag


class WordsOnly(VersionedResolver):
    """Leaves numbers and dates as the words they were written with: a title may be 1984 or 1.10."""

    def resolve(self, kind: object, value: object, implicit: object) -> object:
        """The tag of a value."""
        tag = super().resolve(kind, value, implicit)
        if str(tag).rsplit(":", 1)[-1] in ("int", "float", "timestamp"):
            words = "tag:yaml.org,2002:str"
            return type(tag)(words) if isinstance(tag, str) else Tag(suffix=words)
        return tag
