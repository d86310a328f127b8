"""The first start: a practice site, and a sample article to publish there."""

import json
from dataclasses import replace
from pathlib import Path

from editor.model.author import AuthorProfile
from editor.model.draft import Draft
from editor.model.errors import BadInput
from editor.services.accounts import Accounts
from editor.services.drafting import Drafting, read_file
from editor.system.settings import FIRST_RUN_DONE, SAMPLE, SITE, Settings


def first_start(
    drafting: Drafting, accounts: Accounts, settings: Settings, sample: Path
) -> Draft | None:
    """Make the practice site and the sample article, once; returns the sample if it was made now."""
    if settings.get(FIRST_RUN_DONE):
        return None
    site = accounts.practice_site()
    author = json.loads((sample / "author.json").read_text("utf-8"))
    profile = AuthorProfile(
        slug=author["slug"],
        name=author["name"],
        bios=author["bios"],
        links=tuple(author["links"]),
    )
    try:
        accounts.author(profile.slug)
    except BadInput:
        avatar = (sample / author["avatar"]).read_bytes()
        accounts.save_author(accounts.set_avatar(profile, avatar))
    draft, locate = read_file(sample / "sample.md")
    draft = replace(draft, authors=(profile.slug,))
    drafting.take_in(draft, locate)
    drafting.choose_site(draft.id, site)
    settings.set(SITE, str(site.id))
    settings.set(SAMPLE, str(draft.id))
    settings.set(FIRST_RUN_DONE, True)
    return draft
