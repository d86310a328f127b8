"""The whole job on the practice site, as a newcomer does it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from editor.app import Services
from editor.model.audience import Access, Gate, Surface
from editor.model.author import AuthorProfile
from editor.model.draft import Draft
from editor.model.errors import BadInput, SecretUnavailable
from editor.model.finding import Severity
from editor.model.publication import Step, StepState
from editor.model.status import Status
from editor.services.drafting import INVENTED
from editor.services.planning import fingerprint
from editor.services.starting import first_start
from editor.system.paths import resource


@pytest.fixture
def sample(services: Services) -> Draft:
    made = first_start(services.drafting, services.accounts, services.settings, resource("sample"))
    assert made is not None
    return services.drafting.open(made.id)


def publish(services: Services, draft: Draft, status: Status = Status.PUBLISHED) -> list[Step]:
    site = services.accounts.practice_site()
    steps: list[Step] = []
    plan = services.publishing.plan(draft, site, status)
    assert [f.code for f in plan.findings if f.severity is Severity.ERROR] == []
    services.publishing.publish(plan, steps.append, lambda: None)
    return steps


def everything_in(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_the_first_start_happens_once(services: Services, sample: Draft) -> None:
    again = first_start(services.drafting, services.accounts, services.settings, resource("sample"))
    assert again is None
    assert len(services.accounts.sites()) == 1
    assert sample.access is Access.PAID
    assert services.drafting.site_of(sample.id) == services.accounts.practice_site()


def test_a_new_article_is_never_by_the_samples_invented_person(
    services: Services, sample: Draft
) -> None:
    drafting, accounts = services.drafting, services.accounts
    assert sample.authors
    assert accounts.author(sample.authors[0]).name == INVENTED
    assert drafting.new().authors == ()
    accounts.save_author(AuthorProfile("zoe", "Zoe Ek"))
    accounts.save_author(AuthorProfile("ada", "Ada Ek"))
    drafting.save(Draft(authors=(sample.authors[0], "Zoe Ek")))
    assert drafting.new().authors == ("zoe",)
    drafting.save(Draft(authors=("ada", "zoe")))
    drafting.duplicate(sample.id)
    assert drafting.new().authors == ("ada",)


def test_nothing_stands_against_the_sample(services: Services, sample: Draft) -> None:
    plan = services.publishing.plan(sample, services.accounts.practice_site())
    assert [finding.code for finding in plan.findings] == ["sealed-needs-https"]


def test_a_goal_of_words_is_no_change_to_what_is_published(
    services: Services, sample: Draft
) -> None:
    publish(services, sample)
    site = services.accounts.practice_site()
    plan = services.publishing.plan(replace(sample, goal=1234), site)
    known = services.publishing.publication(sample.id, site.id)
    assert known is not None
    assert fingerprint(plan) == known.sent
    assert b"1234" not in everything_in(Path(site.address))


def test_what_a_picture_says_of_itself_is_not_published(services: Services, tmp_path: Path) -> None:
    told = b"the pumps are said to stop on Tuesday"
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = told.decode()
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "quay.jpg", exif=exif, comment=told)
    assert (tmp_path / "quay.jpg").read_bytes().count(told) == 2
    article = tmp_path / "quay.md"
    article.write_text(
        "---\ntitle: Quay\nimage:\n  file: quay.jpg\n  alt: A quay\n---\n\nFree.\n\n![Q](quay.jpg)\n"
    )
    draft = services.drafting.open_file(article)
    assert isinstance(draft, Draft)
    publish(services, draft)
    folder = everything_in(Path(services.accounts.practice_site().address))
    assert b"\xff\xd8\xff" in folder, "the picture is there"
    assert told not in folder


def test_the_sample_is_published_and_nothing_paid_gets_out(
    services: Services, sample: Draft
) -> None:
    steps = publish(services, sample)
    site = services.accounts.practice_site()
    publication = services.publishing.publication(sample.id, site.id)
    assert publication is not None
    assert publication.status is Status.PUBLISHED
    receipt = publication.receipt
    assert receipt is not None
    assert receipt.leaks == ()
    assert receipt.unchecked == 0
    assert {sight.surface for sight in receipt.sights} >= {Surface.PAGE, Surface.FEED}
    assert all(sight.teaser for sight in receipt.sights if sight.teaser is not None)
    assert any(sight.teaser for sight in receipt.sights)
    done = [step.code for step in steps if step.state is StepState.DONE]
    assert done == ["snapshot", "pictures", "draft", "read-back", "public", "look"]
    locked = services.publishing.plan(sample, site).article.locked_text
    words = everything_in(services.accounts.folder_of(site))
    for line in locked.split("\n"):
        assert line.encode() not in words


def test_publishing_again_updates_the_same_page(services: Services, sample: Draft) -> None:
    publish(services, sample)
    site = services.accounts.practice_site()
    first = services.publishing.publication(sample.id, site.id)
    publish(services, replace(sample, title="A new title", slug=""))
    second = services.publishing.publication(sample.id, site.id)
    assert first is not None
    assert second is not None
    assert (first.remote_id, first.url) == (second.remote_id, second.url)
    pages = list(services.accounts.folder_of(site).glob("*/index.html"))
    assert len(pages) == 1
    assert "A new title" in pages[0].read_text()


def test_undo_takes_it_back(services: Services, sample: Draft) -> None:
    publish(services, sample)
    site = services.accounts.practice_site()
    taken = services.publishing.undo(sample.id, site)
    assert taken.status is Status.DRAFT
    folder = services.accounts.folder_of(site)
    assert list(folder.glob("*/index.html")) == []
    assert sample.title.encode() not in everything_in(folder)
    publish(services, sample)
    assert len(list(folder.glob("*/index.html"))) == 1


def test_a_draft_only_is_not_public(services: Services, sample: Draft) -> None:
    publish(services, sample, Status.DRAFT)
    folder = services.accounts.folder_of(services.accounts.practice_site())
    assert not folder.exists() or sample.title.encode() not in everything_in(folder)


def test_an_unfinished_article_may_be_sent_as_a_draft(services: Services, sample: Draft) -> None:
    unfinished = replace(sample, body="TK\n\n" + sample.body)
    assert services.publishing.plan(unfinished, services.accounts.practice_site()).blocked
    publish(services, unfinished, Status.DRAFT)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": ""}, "no-title"),
        ({"body": "A.\n\n<!--more-->\n\nB.\n\n<!--more-->\n\nC."}, "cuts-many"),
        ({"body": "TK is left.\n\n<!--more-->\n\nPaid words are here."}, "tk-left"),
    ],
)
def test_an_error_holds_the_article_back(
    services: Services, sample: Draft, change: dict[str, str], code: str
) -> None:
    site = services.accounts.practice_site()
    plan = services.publishing.plan(replace(sample, **change), site)  # type: ignore[arg-type] # by name
    assert code in [f.code for f in plan.findings if f.severity is Severity.ERROR]
    with pytest.raises(BadInput):
        services.publishing.publish(plan, lambda step: None, lambda: None)
    assert services.publishing.publication(sample.id, site.id) is None


def test_paid_words_in_the_excerpt_hold_the_article_back(services: Services, sample: Draft) -> None:
    site = services.accounts.practice_site()
    locked = services.publishing.plan(sample, site).article.locked_text
    told = replace(sample, excerpt=" ".join(locked.split()[:12]))
    assert services.publishing.plan(told, site).blocked


def test_cancelling_before_it_is_public_leaves_nothing_public(
    services: Services, sample: Draft
) -> None:
    class Stopped(Exception):
        pass

    def report(step: Step) -> None:
        if step.code == "read-back" and step.state is StepState.DONE:
            stop.append(True)

    def checkpoint() -> None:
        if stop:
            raise Stopped

    stop: list[bool] = []
    site = services.accounts.practice_site()
    with pytest.raises(Stopped):
        services.publishing.publish(services.publishing.plan(sample, site), report, checkpoint)
    publication = services.publishing.publication(sample.id, site.id)
    assert publication is not None
    assert publication.status is Status.DRAFT
    assert list(services.accounts.folder_of(site).glob("*/index.html")) == []


def test_an_article_for_everyone_is_whole_for_everyone(services: Services, sample: Draft) -> None:
    publish(services, replace(sample, access=Access.EVERYONE))
    folder = services.accounts.folder_of(services.accounts.practice_site())
    page = next(folder.glob("*/index.html")).read_text()
    plan = services.publishing.plan(sample, services.accounts.practice_site())
    assert plan.article.locked_text.split("\n")[0][:40] in page


def test_the_teaser_only_gate_sends_nothing_locked(services: Services, sample: Draft) -> None:
    site = replace(services.accounts.practice_site(), gate=Gate.TEASER_ONLY)
    plan = services.publishing.plan(sample, site)
    assert plan.post.locked == ()
    receipt = services.publishing.publish(plan, lambda step: None, lambda: None)
    assert receipt.leaks == ()


def test_looking_again_later(services: Services, sample: Draft) -> None:
    publish(services, sample)
    site = services.accounts.practice_site()
    folder = services.accounts.folder_of(site)
    plan = services.publishing.plan(sample, site)
    assert services.verifying.look(plan).leaks == ()
    page = next(folder.glob("*/index.html"))
    sentence = " ".join(plan.article.locked_text.split()[:20])
    page.write_text(page.read_text().replace("</main>", f"<p>{sentence}</p></main>"))
    again = services.verifying.look(services.publishing.plan(sample, site))
    assert again.leaks
    assert again.leaks[0].words >= 6


def test_a_wrong_passphrase_is_noticed_before_anything_is_sealed(
    services: Services, sample: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(services, sample)
    monkeypatch.setenv("STANDFIRST_SECRET", "not-the-passphrase")
    site = services.accounts.practice_site()
    before = everything_in(services.accounts.folder_of(site))
    with pytest.raises(Exception, match="passphrase"):
        publish(services, sample)
    assert everything_in(services.accounts.folder_of(site)) == before


def test_where_nothing_is_sealed_no_passphrase_is_asked_for(
    services: Services, sample: Draft
) -> None:
    site = services.accounts.practice_site()
    services.accounts.remove(site)
    services.accounts.add_without_secret(site)
    publish(services, replace(sample, access=Access.EVERYONE))
    publication = services.publishing.publication(sample.id, services.accounts.practice_site().id)
    assert publication is not None
    assert publication.status is Status.PUBLISHED


def test_without_any_secret_it_says_so(services: Services, sample: Draft) -> None:
    site = services.accounts.practice_site()
    services.accounts.remove(site)
    services.accounts.add_without_secret(site)
    with pytest.raises(SecretUnavailable):
        publish(services, sample)
