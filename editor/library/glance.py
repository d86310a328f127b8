"""One draft read without SQLAlchemy, which takes as long to load as all else that the window needs."""

import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from editor.library.revision import REVISION
from editor.model.audience import Access
from editor.model.date import PublishDate
from editor.model.draft import Draft, FeaturedImage, Seo, Social

_DRAFT = """
SELECT drafts.*, bodies.text AS body FROM drafts JOIN bodies ON bodies.draft_id = drafts.id
WHERE {which} AND drafts.trashed IS NULL AND (SELECT version_num FROM alembic_version) = ?
"""


def glance(library: Path, id: UUID) -> Draft | None:
    """The draft as it is in the library; None where that takes more than a look, or it is in the trash."""
    return _look(library, "drafts.id = ?", id.hex)


def glance_file(library: Path, file: Path) -> Draft | None:
    """The draft that came from a file which has not changed since; None where it takes more to know."""
    try:
        place = file.resolve()
        if not place.is_file():
            return None
        now = sha256(place.read_bytes()).hexdigest()
    except (OSError, RuntimeError):
        return None
    # the file's hash stands before the draft's
    same = "substr(drafts.file_sha256, 1, 65) = ?"
    return _look(library, f"drafts.file = ? AND {same}", str(place), f"{now}:")


def _look(library: Path, which: str, *values: str) -> Draft | None:
    try:
        with closing(sqlite3.connect(f"{library.absolute().as_uri()}?mode=ro", uri=True)) as file:
            file.row_factory = sqlite3.Row
            row = file.execute(_DRAFT.format(which=which), (*values, REVISION)).fetchone()
    except sqlite3.Error:
        return None
    if row is None:
        return None
    image = json.loads(row["image"] or "null")
    return Draft(
        id=UUID(row["id"]),
        title=row["title"],
        subtitle=row["subtitle"],
        body=row["body"],
        date=PublishDate.parse(row["date"]),
        slug=row["slug"],
        language=row["language"],
        authors=tuple(json.loads(row["authors"])),
        access=Access(row["access"]),
        tags=tuple(json.loads(row["tags"])),
        categories=tuple(json.loads(row["categories"])),
        excerpt=row["excerpt"],
        image=FeaturedImage(**image) if image else None,
        comments=bool(row["comments"]),
        seo=Seo(row["seo_title"], row["seo_description"], row["canonical"]),
        social=Social(row["social_title"], row["social_description"], row["social_image"]),
        sticky=bool(row["sticky"]),
        private=bool(row["private"]),
        share=bool(row["share"]),
        share_message=row["share_message"],
        goal=row["goal"],
    )
