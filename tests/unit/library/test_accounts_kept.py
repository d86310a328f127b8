"""Sites, authors, publications and the publish journal come back as they were kept."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from editor.library.authors import Authors
from editor.library.database import Database
from editor.library.drafts import Drafts
from editor.library.jobs import Jobs
from editor.library.publications import Publications
from editor.library.sites import Sites
from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.author import AuthorProfile
from editor.model.draft import Draft
from editor.model.errors import BadInput
from editor.model.publication import Content, Leak, Publication, Receipt, Sight, Step, StepState
from editor.model.site import GateBox, Site
from editor.model.status import Status

HARBOUR = Site(
    "Harbour Letters",
    "wordpress",
    "https://harbour.example",
    "ana",
    Gate.PAID_CONTENT,
    (12, 13),
    {"en": GateBox("Join", "Read on.", "Join us"), "sv": GateBox("Bli med", "Läs.", "Gå med")},
    "Europe/Stockholm",
)


def test_a_site_is_kept_and_found_by_name(database: Database) -> None:
    sites = Sites(database)
    sites.save(HARBOUR)
    assert sites.get(HARBOUR.id) == HARBOUR
    assert sites.by_name(" harbour  LETTERS ") == HARBOUR
    assert sites.by_name("Quay") is None
    other = Site("Élan", "folder", "/x")
    sites.save(other)
    assert sites.all() == (other, HARBOUR)
    sites.remove(other.id)
    assert sites.all() == (HARBOUR,)


def test_two_sites_never_share_a_name(database: Database) -> None:
    sites = Sites(database)
    sites.save(HARBOUR)
    with pytest.raises(BadInput) as caught:
        sites.save(Site("HARBOUR letters", "folder", "/x"))
    assert caught.value.code == "site-name-taken"
    with pytest.raises(BadInput) as missing:
        sites.get(uuid4())
    assert missing.value.code == "site-missing"
    sites.save(replace(HARBOUR, name="harbour letters"))
    assert [site.name for site in sites.all()] == ["harbour letters"]


def test_a_profile_is_kept_and_found_by_slug_or_name(database: Database) -> None:
    authors = Authors(database)
    ana = AuthorProfile(
        "ana",
        "Ana Élise",
        {"": "Writes.", "sv": "Skriver."},
        "ab.jpg",
        ("https://a.example",),
        {"s": "4"},
    )
    authors.save(ana)
    authors.save(AuthorProfile("bo", "bo ek"))
    assert authors.get("ana") == ana
    assert [profile.slug for profile in authors.all()] == ["ana", "bo"]
    assert authors.find("ana") == ana
    assert authors.find("ANA ELISE") == ana
    assert authors.find("nobody") is None
    authors.remove("ana")
    with pytest.raises(BadInput) as caught:
        authors.get("ana")
    assert caught.value.code == "author-missing"


def test_articles_follow_a_renamed_author(database: Database) -> None:
    authors, drafts = Authors(database), Drafts(database)
    authors.save(AuthorProfile("åsa", "Åsa"))
    authors.save(AuthorProfile("bo", "Bo"))
    both, alone = Draft(authors=("bo", "åsa")), Draft(authors=("bo",))
    drafts.save(both, 0)
    drafts.save(alone, 0)
    assert (authors.used_in("åsa"), authors.used_in("bo"), authors.used_in("b")) == (1, 2, 0)
    authors.save(AuthorProfile("asa-ek", "Åsa Ek"), was="åsa")
    assert drafts.get(both.id).authors == ("bo", "asa-ek")
    assert drafts.get(alone.id).authors == ("bo",)
    assert [profile.slug for profile in authors.all()] == ["asa-ek", "bo"]
    with pytest.raises(BadInput) as caught:
        authors.save(AuthorProfile("bo", "Åsa Ek"), was="asa-ek")
    assert caught.value.code == "author-slug-taken"
    assert authors.get("bo").name == "Bo"


MOMENT = datetime(2026, 6, 12, 18, 30, 5, 123, tzinfo=UTC)


def _receipt() -> Receipt:
    leak = Leak("words that are paid for here", 6, "<p>words that are paid for here</p>")
    return Receipt(
        uuid4(),
        HARBOUR.id,
        "17",
        "https://harbour.example/q",
        "r2",
        Status.PUBLISHED,
        MOMENT,
        "ff",
        350,
        (Step("draft", StepState.DONE, "17", 0.25), Step("public", StepState.FAILED)),
        (
            Sight(
                Surface.PAGE,
                Audience.VISITOR,
                "https://a",
                True,
                143,
                True,
                (leak,),
                "",
                "ab",
                MOMENT,
            ),
            Sight(Surface.FEED, Audience.VISITOR, "https://b", False, why="unreachable"),
        ),
        content=Content("Quay", "Short", Access.PAID, Gate.SEALED, 7),
        compared=("gate", "title"),
        due=MOMENT,
    )


def test_a_publication_keeps_its_receipt(database: Database) -> None:
    receipts, publications = _receipt(), Publications(database)
    kept = Publication(
        receipts.draft_id,
        HARBOUR.id,
        "17",
        "https://a",
        "r2",
        Status.PUBLISHED,
        "ff",
        receipts.at,
        "q",
        receipts,
    )
    publications.save(kept)
    assert publications.get(kept.draft_id, kept.site_id) == kept
    newer = replace(kept, status=Status.DRAFT, receipt=None)
    publications.save(newer)
    elsewhere = replace(kept, site_id=uuid4(), at=datetime(2026, 7, 1, tzinfo=UTC))
    publications.save(elsewhere)
    assert publications.receipts(kept.draft_id) == (receipts,)
    assert publications.of(kept.draft_id) == (elsewhere, newer)
    assert publications.on(HARBOUR.id) == (newer,)
    publications.remove(kept.draft_id, HARBOUR.id)
    assert publications.get(kept.draft_id, HARBOUR.id) is None


def test_receipts_stand_beside_each_other_the_latest_first(database: Database) -> None:
    publications, first = Publications(database), _receipt()
    publications.keep_receipt(first)
    looked = replace(first, sights=())
    publications.keep_receipt(looked)
    later = replace(first, at=datetime(2026, 6, 13, tzinfo=UTC), site_id=uuid4())
    publications.keep_receipt(later)
    publications.keep_receipt(replace(first, draft_id=uuid4()))
    assert publications.receipts(first.draft_id) == (later, looked)


def test_removing_a_site_forgets_all_but_what_was_published_there(database: Database) -> None:
    sites, publications, jobs = Sites(database), Publications(database), Jobs(database)
    sites.save(HARBOUR)
    receipt = _receipt()
    publications.save(
        Publication(receipt.draft_id, HARBOUR.id, "1", "u", "r", Status.DRAFT, "s", receipt.at)
    )
    jobs.step(jobs.begin(uuid4(), HARBOUR.id, Status.PUBLISHED, "ff"), "draft", StepState.RUNNING)
    sites.remove(HARBOUR.id)
    assert [kept.remote_id for kept in publications.on(HARBOUR.id)] == ["1"]
    assert jobs.open() == ()


def test_an_interrupted_publish_is_found_as_far_as_it_came(database: Database) -> None:
    jobs, draft, site = Jobs(database), uuid4(), uuid4()
    cut_short = jobs.begin(draft, site, Status.PUBLISHED, "ff")
    jobs.step(cut_short, "pictures", StepState.RUNNING)
    jobs.step(cut_short, "pictures", StepState.DONE, "2")
    jobs.step(cut_short, "draft", StepState.RUNNING)
    finished = jobs.begin(draft, site, Status.DRAFT, "ff")
    jobs.finish(finished, "published")
    (found,) = jobs.open()
    assert (found.id, found.draft_id, found.site_id) == (cut_short, draft, site)
    assert (found.status, found.sent) == (Status.PUBLISHED, "ff")
    assert [(s.code, s.state, s.detail) for s in found.steps] == [
        ("pictures", StepState.DONE, "2"),
        ("draft", StepState.RUNNING, ""),
    ]
    jobs.finish(cut_short, "not-found")
    assert jobs.open() == ()
