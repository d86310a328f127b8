"""A folder site keeps what is locked out of every file, through updates, crashes and full disks."""

import json
import os
import random
import re
import resource
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4
from xml.etree import ElementTree

import pytest

from editor.checks.leaks import Fingerprints
from editor.cms.contract_samples import paragraph, tiny_picture
from editor.cms.folder import disk
from editor.cms.port import View
from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.block import Figure, Picture
from editor.model.errors import NotFound, Rejected, Unauthorised
from editor.model.status import Status
from tests.markup import problems, shown
from tests.unit.cms.folder.conftest import (
    FREE,
    LOCKED,
    PASSPHRASE,
    Bench,
    pictures,
    post,
    publish,
)

PRINTS = Fingerprints.of(LOCKED, [])


def holds_locked_words(bench: Bench) -> bool:
    return bool(PRINTS.find(bench.everything()))


def test_the_folder_holds_a_whole_site(bench: Bench) -> None:
    publish(bench.cms(), post())
    for name in ("index.html", "the-city/index.html"):
        assert problems((bench.folder / name).read_text("utf-8")) == []
    assert FREE in (bench.folder / "the-city/index.html").read_text("utf-8")
    feed = ElementTree.parse(bench.folder / "feed.xml").getroot()
    assert feed.findtext("channel/item/link") == "the-city/index.html"
    assert "The city that drinks" in shown((bench.folder / "index.html").read_text("utf-8"))


def test_everything_a_page_asks_for_is_there(bench: Bench) -> None:
    publish(bench.cms(), post())
    page = bench.folder / "the-city" / "index.html"
    html = page.read_text("utf-8")
    asked = [part.split('"')[0] for part in html.split('="../')[1:]]
    assert len(asked) >= 5
    for name in asked:
        assert (bench.folder / name).is_file(), name
    css = (bench.folder / "assets/styles/page.css").read_text("utf-8")
    assert '@import url("../fonts/web/fonts.css")' in css
    assert (bench.folder / "assets/fonts/web/fonts.css").is_file()


def test_locked_words_and_pictures_are_in_no_file(bench: Bench) -> None:
    publish(bench.cms(), post())
    assert not holds_locked_words(bench)
    everything = bench.everything()
    assert tiny_picture(shade=20).data.decode("latin-1") not in everything
    assert tiny_picture(shade=10).data.decode("latin-1") in everything
    assert "plan.png" not in everything
    assert "A plan" not in everything.replace("A plant", "")
    assert PASSPHRASE not in everything
    (blob,) = bench.names("sealed")
    assert len(Path(blob).stem) == 32


def test_the_manifest_knows_public_facts_alone(bench: Bench) -> None:
    publish(bench.cms(), post())
    manifest = json.loads((bench.folder / "standfirst.json").read_text("utf-8"))
    assert manifest["articles"][0]["title"] == "The city that drinks"
    assert manifest["seal"]["rounds"] == 600_000
    assert not PRINTS.find(json.dumps(manifest))


def test_the_feed_has_the_teaser_only_and_the_whole_of_what_is_free(bench: Bench) -> None:
    cms = bench.cms()
    publish(cms, post())
    publish(
        cms,
        post(
            slug="free",
            title="Free",
            access=Access.EVERYONE,
            locked=(),
            teaser=(paragraph(FREE), paragraph("All of it.")),
        ),
    )
    feed = (bench.folder / "feed.xml").read_text("utf-8")
    assert "All of it." in feed
    assert not PRINTS.find(feed)


def test_tightening_takes_back_words_and_pictures(bench: Bench) -> None:
    cms = bench.cms()
    id = uuid4()
    whole = (paragraph(FREE), paragraph(LOCKED), Figure(Picture("plan.png", "A plan")))
    publish(cms, post(id, access=Access.EVERYONE, teaser=whole, locked=()))
    assert holds_locked_words(bench)
    assert tiny_picture(shade=20).data.decode("latin-1") in bench.everything()
    tight = post(id)
    media = pictures(cms)
    remote = cms.fill(str(id), tight, media)
    assert remote.status is Status.PUBLISHED
    assert cms.differences(tight, media, remote) == ()
    assert not holds_locked_words(bench)
    assert tiny_picture(shade=20).data.decode("latin-1") not in bench.everything()


def test_loosening_shows_all_and_leaves_nothing_sealed(bench: Bench) -> None:
    cms = bench.cms()
    what = post()
    publish(cms, what)
    loose = replace(what, access=Access.EVERYONE, teaser=what.teaser + what.locked, locked=())
    cms.fill(str(what.article_id), loose, pictures(cms))
    assert holds_locked_words(bench)
    assert bench.names("sealed") == set()


def test_an_update_leaves_nothing_of_the_old_text_behind(bench: Bench) -> None:
    cms = bench.cms()
    what = post()
    publish(cms, what)
    before = bench.names("sealed")
    later = replace(what, teaser=(paragraph("Another beginning."),), date=None)
    remote = cms.fill(str(what.article_id), later, pictures(cms))
    assert bench.names("sealed").isdisjoint(before)
    assert FREE not in bench.everything()
    assert "12 June 2026" in cms.look(cms.surfaces(remote, later)[0])[0]


def test_a_new_slug_moves_the_page(bench: Bench) -> None:
    cms = bench.cms()
    what = post()
    publish(cms, what)
    moved = replace(what, slug="elsewhere")
    remote = cms.fill(str(what.article_id), moved, pictures(cms))
    assert remote.url.endswith("/elsewhere/index.html")
    assert not (bench.folder / "the-city").exists()
    assert "the-city" not in (bench.folder / "feed.xml").read_text("utf-8")


@pytest.mark.parametrize(
    "slug", ["", "assets", "Sealed", "index.html", "..", "a/b", "a\\b", ".x", "a:"]
)
def test_a_slug_that_would_harm_the_site_is_refused(bench: Bench, slug: str) -> None:
    with pytest.raises(Rejected, match="slug"):
        publish(bench.cms(), post(slug=slug))


def test_two_articles_never_share_an_address(bench: Bench) -> None:
    cms = bench.cms()
    publish(cms, post())
    with pytest.raises(Rejected) as refused:
        publish(cms, post(title="Another", slug="The-City"))
    assert refused.value.code == "slug-taken"
    assert "Another" not in bench.everything()


def test_a_page_made_by_hand_is_not_written_over(bench: Bench) -> None:
    cms = bench.cms()
    publish(cms, post())
    mine = bench.folder / "about" / "index.html"
    mine.parent.mkdir()
    mine.write_text("mine")
    with pytest.raises(Rejected) as refused:
        publish(cms, post(slug="about"))
    assert refused.value.code == "slug-taken"
    assert mine.read_text() == "mine"


def test_somebody_elses_site_is_not_written_over(bench: Bench) -> None:
    bench.folder.mkdir(parents=True)
    (bench.folder / "index.html").write_text("mine")
    with pytest.raises(Rejected) as refused:
        bench.cms().verify()
    assert refused.value.code == "folder-not-ours"
    with pytest.raises(Rejected):
        publish(bench.cms(), post())
    assert (bench.folder / "index.html").read_text() == "mine"


def test_a_shared_picture_stays_while_one_article_needs_it(bench: Bench) -> None:
    cms = bench.cms()
    one, two = post(), post(slug="other", title="Other")
    publish(cms, one)
    publish(cms, two)
    kept = bench.names("assets/pictures")
    cms.retract(str(one.article_id))
    assert bench.names("assets/pictures") == kept
    cms.retract(str(two.article_id))
    assert bench.names("assets/pictures") == set()
    assert bench.names("sealed") == set()


def test_retracted_it_leaves_no_trace_and_its_draft_can_go_out_again(bench: Bench) -> None:
    cms = bench.cms()
    what = post()
    publish(cms, what)
    cms.retract(str(what.article_id))
    assert "The city that drinks" not in bench.everything()
    assert not (bench.folder / "the-city").exists()
    assert cms.publish(str(what.article_id)).status is Status.PUBLISHED
    assert FREE in bench.everything()


def test_a_draft_is_not_in_the_folder(bench: Bench) -> None:
    cms = bench.cms()
    what = post()
    cms.create_draft(what)
    cms.fill(str(what.article_id), what, pictures(cms))
    assert "The city that drinks" not in bench.everything()
    staged = "".join(
        path.read_bytes().decode("latin-1")
        for path in (bench.staging / str(bench.site.id) / "drafts").rglob("*")
        if path.is_file()
    )
    assert FREE in staged
    assert not PRINTS.find(staged)


def test_what_was_uploaded_is_forgotten_when_the_work_is_done(bench: Bench) -> None:
    cms = bench.cms()
    publish(cms, post())
    cms.close()
    assert not list(bench.staging.rglob("*.png"))


def test_a_page_changed_by_hand_is_noticed(bench: Bench) -> None:
    cms = bench.cms()
    what = post()
    remote = publish(cms, what)
    page = bench.folder / "the-city" / "index.html"
    page.write_text(page.read_text("utf-8").replace("note", "tune"), "utf-8")
    again = cms.get(remote.remote_id)
    assert again.revision != remote.revision
    assert [d.field for d in cms.differences(what, pictures(cms), again)] == ["body"]


def test_a_page_removed_by_hand_is_not_there_and_can_be_published_again(bench: Bench) -> None:
    cms = bench.cms()
    what = post()
    publish(cms, what)
    shutil.rmtree(bench.folder / "the-city")
    with pytest.raises(NotFound):
        cms.get(str(what.article_id))
    publish(cms, what)
    assert FREE in bench.everything()


def test_a_broken_manifest_is_named_and_nothing_is_written(bench: Bench) -> None:
    publish(bench.cms(), post())
    path = bench.folder / "standfirst.json"
    for broken in ("{", "[]", '{"articles": [{"id": "x"}]}', '{"articles": 3}'):
        path.write_text(broken)
        with pytest.raises(Rejected) as refused:
            publish(bench.cms(), post(slug="new"))
        assert refused.value.code == "folder-broken"
    assert not (bench.folder / "new").exists()


def test_the_passphrase_is_checked_before_anything_is_sealed(bench: Bench) -> None:
    publish(bench.cms(), post())
    before = bench.everything()
    with pytest.raises(Unauthorised) as refused:
        publish(bench.cms("another one"), post(slug="new"))
    assert refused.value.code == "passphrase-wrong"
    assert "another one" not in str(refused.value)
    with pytest.raises(Unauthorised) as refused:
        bench.cms("").verify()
    assert refused.value.code == "passphrase-missing"
    assert bench.everything() == before


def test_an_article_for_everyone_needs_no_passphrase(bench: Bench) -> None:
    publish(bench.cms(""), post(access=Access.EVERYONE, locked=()))
    assert FREE in bench.everything()


def test_with_a_wrong_passphrase_an_article_can_still_be_taken_back(bench: Bench) -> None:
    what = post()
    publish(bench.cms(), what)
    bench.cms("another one").retract(str(what.article_id))
    assert "The city that drinks" not in bench.everything()


def test_a_gate_that_a_folder_does_not_have_is_refused(bench: Bench) -> None:
    with pytest.raises(Rejected) as refused:
        publish(bench.cms(), post(gate=Gate.PAID_CONTENT))
    assert refused.value.code == "gate-cannot-hold"


def test_nothing_hides_from_the_look_at_all_files(bench: Bench) -> None:
    cms = bench.cms()
    what = post()
    remote = publish(cms, what)
    views = cms.surfaces(remote, what)
    assert not any(PRINTS.find(cms.look(view)[0]) for view in views)
    (bench.folder / "notes" / "old").mkdir(parents=True)
    (bench.folder / "notes" / "old" / "draft.txt").write_text(LOCKED)
    (leaky,) = [view for view in views if PRINTS.find(cms.look(view)[0])]
    assert leaky.label == "all other files"
    assert "notes/old/draft.txt" in PRINTS.find(cms.look(leaky)[0])[0].context


def test_words_within_a_picture_are_found_and_its_noise_is_left_out(bench: Bench) -> None:
    cms = bench.cms()
    what = post()
    remote = publish(cms, what)
    noise = random.Random(3).randbytes(300_000)
    (bench.folder / "photo.jpg").write_bytes(b"\0" + noise + LOCKED.encode() + noise)
    (view,) = [view for view in cms.surfaces(remote, what) if view.label == "all other files"]
    seen = cms.look(view)[0]
    assert [leak.quote for leak in PRINTS.find(seen)] == [LOCKED]
    assert len(seen) < 50_000


def test_what_is_not_there_cannot_be_looked_at(bench: Bench) -> None:
    cms = bench.cms()
    cms.verify()
    with pytest.raises(NotFound):
        cms.look(View(Surface.FEED, Audience.VISITOR, "feed.xml", "feed.xml"))[0]
    with pytest.raises(NotFound):
        cms.get("not an id")


class Crash(BaseException):
    """The power fails."""


@pytest.fixture
def crash_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Set the first number: from that write or removal on, nothing reaches the disk."""
    left = [10_000]
    write, remove, tree = disk.write, disk.remove, disk.remove_tree

    def counted(work: object) -> object:
        def run(*given: object) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Crash
            assert callable(work)
            work(*given)

        return run

    monkeypatch.setattr(disk, "write", counted(write))
    monkeypatch.setattr(disk, "remove", counted(remove))
    monkeypatch.setattr(disk, "remove_tree", counted(tree))
    yield left
    left[0] = 10_000


def test_a_crash_at_any_moment_leaks_nothing_and_can_be_made_good(
    bench: Bench, crash_at: list[int]
) -> None:
    what = post()
    cms = bench.cms()
    for moment in range(60):
        crash_at[0] = moment
        try:
            publish(cms, what)
        except Crash:
            pass
        else:
            break
        finally:
            crash_at[0] = 10_000
        assert not holds_locked_words(bench)
        page = bench.folder / "the-city" / "index.html"
        assert not page.exists() or problems(page.read_text("utf-8")) == []
        if moment % 6 == 0:
            cms.retract(publish(cms, what).remote_id)
    else:
        pytest.fail("it was never done")
    assert moment > 8
    assert FREE in bench.everything()


def test_a_crash_while_taking_back_leaves_no_page(bench: Bench, crash_at: list[int]) -> None:
    what = post()
    cms = bench.cms()
    publish(cms, what)
    for moment in range(40):
        crash_at[0] = moment
        try:
            cms.retract(str(what.article_id))
        except Crash:
            crash_at[0] = 10_000
            assert not holds_locked_words(bench)
            continue
        break
    assert "The city that drinks" not in bench.everything()
    assert bench.cms().get(str(what.article_id)).status is Status.DRAFT


def test_a_full_disk_is_said_and_the_site_stays_whole(bench: Bench) -> None:
    publish(bench.cms(), post())
    before = bench.everything()
    big = replace(
        post(slug="long", title="Long"), teaser=tuple(paragraph(FREE * 20) for _ in range(200))
    )
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    cms = bench.cms()
    media = pictures(cms)
    cms.create_draft(big)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(Rejected) as refused:
            cms.fill(str(big.article_id), big, media)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert refused.value.code == "folder-full"
    assert bench.everything() == before
    cms.fill(str(big.article_id), big, media)
    assert cms.publish(str(big.article_id)).status is Status.PUBLISHED


def test_a_folder_that_may_not_be_written_is_said(bench: Bench) -> None:
    root = Path(tempfile.mkdtemp(prefix="standfirst-test-"))
    try:
        root.chmod(0o555)
        site = replace(bench.site, address=str(root / "site"))
        staging = root / "staging"
        if os.geteuid() == 0:
            staging.mkdir()
            staging.chmod(0o777)
        else:
            staging = bench.staging
        other = replace_site(bench, site, staging)
        with as_nobody(), pytest.raises(Rejected) as refused:
            other.cms().verify()
        assert refused.value.code == "folder-not-written"
        assert "permission denied" in str(refused.value)
    finally:
        root.chmod(0o755)
        shutil.rmtree(root)


def replace_site(bench: Bench, site: object, staging: Path) -> Bench:
    return replace(bench, site=site, staging=staging, open_=[])  # type: ignore[arg-type]


class as_nobody:
    """Root may write anywhere; these lines run as a user who may not."""

    def __enter__(self) -> None:
        self.root = os.geteuid() == 0
        if self.root:
            os.seteuid(65534)

    def __exit__(self, *error: object) -> None:
        if self.root:
            os.seteuid(0)


def test_two_programs_do_not_write_at_the_same_time(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_PATIENCE", 0.1)
    lock = bench.staging / str(bench.site.id) / "lock"
    with disk.alone(lock, bench.folder), pytest.raises(Rejected) as refused:
        bench.cms().verify()
    assert refused.value.code == "folder-busy"
    assert bench.cms().verify().may_publish


def test_dates_are_shown_in_the_sites_own_zone(bench: Bench) -> None:
    bench.site = replace(bench.site, zone="Pacific/Auckland")
    late = datetime(2026, 6, 12, 22, 30, tzinfo=UTC)
    publish(bench.cms(), post(date=late))
    page = (bench.folder / "the-city/index.html").read_text("utf-8")
    assert "Posted on 13 June 2026 by Ada Quay" in shown(page)
    assert 'datetime="2026-06-13T10:30:00+12:00"' in page


def test_a_card_has_its_own_picture_though_it_stands_below_the_cut_too(bench: Bench) -> None:
    cms, first = bench.cms(), "https://first.example/city"
    what = post(social_title="For cards", social_image="plan.png", canonical=first)
    remote = publish(cms, what)
    page = (bench.folder / "the-city/index.html").read_text("utf-8")
    found = re.search(r'<meta property="og:image" content="\.\./([^"]+)">', page)
    assert found
    assert (bench.folder / found[1]).read_bytes() == tiny_picture(shade=20).data
    assert f'<meta name="twitter:image" content="../{found[1]}">' in page
    assert f'<link rel="canonical" href="{first}">' in page
    assert not holds_locked_words(bench)
    media = pictures(cms)
    plain = replace(what, social_image="")
    assert "social" in [d.field for d in cms.differences(plain, media, remote)]
    assert cms.differences(plain, media, cms.fill(remote.remote_id, plain, media)) == ()
    assert not (bench.folder / found[1]).exists(), "it is the locked part's alone again"


def test_the_authors_picture_comes_along(bench: Bench) -> None:
    publish(bench.cms(), post())
    page = (bench.folder / "the-city/index.html").read_text("utf-8")
    assert page.count('<img src="../assets/pictures/') == 2
