"""Nothing sent is doubled, overwritten or forgotten when a run stops half way and is tried again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from editor.app import Services
from editor.cms import registry
from editor.cms.port import Cms, Difference, Media, Post, RemotePost, View
from editor.library.jobs import Jobs
from editor.library.publications import Publications
from editor.model.draft import Draft
from editor.model.errors import (
    Conflict,
    EditorError,
    OutcomeUnknown,
    Rejected,
    SecretUnavailable,
    StorageFailed,
    Unreachable,
)
from editor.model.publication import Receipt, Status, Step, StepState
from editor.model.site import Site
from tests.unit.services.conftest import LOCKED

Wrap = Callable[[type["Wrapped"]], None]


class Wrapped:
    """A real folder site, but for what a test changes. Its revision follows its status too."""

    def __init__(self, real: Cms) -> None:
        self.real = real

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)

    def told(self, remote: RemotePost) -> RemotePost:
        return replace(remote, revision=f"{remote.revision}-{remote.status}")

    def get(self, remote_id: str) -> RemotePost:
        return self.told(self.real.get(remote_id))

    def fill(self, remote_id: str, post: Post, media: Media) -> RemotePost:
        return self.told(self.real.fill(remote_id, post, media))

    def publish(self, remote_id: str, status: Status = Status.PUBLISHED) -> RemotePost:
        return self.told(self.real.publish(remote_id, status))

    def retract(self, remote_id: str) -> RemotePost:
        return self.told(self.real.retract(remote_id))


class Crash(BaseException):
    """The program is killed."""


class Killed(Wrapped):
    """The program is killed as soon as the site has made the article public."""

    def publish(self, remote_id: str, status: Status = Status.PUBLISHED) -> RemotePost:
        super().publish(remote_id, status)
        raise Crash


@pytest.fixture
def wrap(monkeypatch: pytest.MonkeyPatch) -> Wrap:
    connect = registry.connect

    def wrapped(kind: type[Wrapped]) -> None:
        monkeypatch.setattr(registry, "connect", lambda *words: kind(connect(*words)))

    wrapped(Wrapped)
    return wrapped


def publish(
    services: Services, draft: Draft, site: Site, status: Status = Status.PUBLISHED, **words: bool
) -> Receipt:
    steps: list[Step] = []
    plan = services.publishing.plan(draft, site, status)
    return services.publishing.publish(plan, steps.append, lambda: None, **words)


def pages(services: Services, site: Site) -> list[Path]:
    return list(services.accounts.folder_of(site).glob("*/index.html"))


def test_a_library_that_fails_once_it_is_public_hides_no_leak(
    services: Services, draft: Draft, site: Site, wrap: Wrap, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*words: object) -> None:
        raise StorageFailed("library-locked")

    class Leaky(Wrapped):
        def publish(self, remote_id: str, status: Status = Status.PUBLISHED) -> RemotePost:
            made = super().publish(remote_id, status)
            for kind, name in ((Jobs, "step"), (Jobs, "finish"), (Publications, "save")):
                monkeypatch.setattr(kind, name, locked)
            return made

        def look(self, view: View) -> str:
            return f"<p>{LOCKED}</p>"

    class LeakyOnceThere(Leaky):
        def look(self, view: View) -> str:
            return super().look(view) if pages(services, site) else ""

    wrap(LeakyOnceThere)
    receipt = publish(services, draft, site)
    assert receipt.leaks
    assert receipt.status is Status.DRAFT
    assert pages(services, site) == []


@pytest.mark.parametrize("failing", [OutcomeUnknown, Crash])
def test_made_public_with_no_answer_is_found_public_and_is_no_conflict(
    services: Services, draft: Draft, site: Site, wrap: Wrap, failing: type[BaseException]
) -> None:
    class Lost(Wrapped):
        lost = False

        def publish(self, remote_id: str, status: Status = Status.PUBLISHED) -> RemotePost:
            super().publish(remote_id, status)
            self.lost = True
            raise failing("site-no-answer")

        def get(self, remote_id: str) -> RemotePost:
            if self.lost:
                raise Unreachable("site-refused", host="example")
            return super().get(remote_id)

    wrap(Lost)
    with pytest.raises(failing):
        publish(services, draft, site)
    wrap(Wrapped)
    assert publish(services, draft, site).status is Status.PUBLISHED
    assert len(pages(services, site)) == 1


def test_taken_back_with_no_answer_is_no_conflict_when_published_again(
    services: Services, draft: Draft, site: Site, wrap: Wrap
) -> None:
    class Lost(Wrapped):
        def retract(self, remote_id: str) -> RemotePost:
            super().retract(remote_id)
            raise OutcomeUnknown("site-no-answer", host="example")

    publish(services, draft, site)
    wrap(Lost)
    with pytest.raises(OutcomeUnknown):
        services.publishing.undo(draft.id, site)
    publication = services.publishing.publication(draft.id, site.id)
    assert publication is not None
    assert publication.status is Status.DRAFT
    wrap(Wrapped)
    assert publish(services, draft, site).status is Status.PUBLISHED


def test_a_send_that_failed_does_not_make_the_next_overwrite_an_edit_on_the_site(
    services: Services, draft: Draft, site: Site, wrap: Wrap
) -> None:
    class Away(Wrapped):
        def fill(self, remote_id: str, post: Post, media: Media) -> RemotePost:
            raise Unreachable("site-refused", host="example")

    publish(services, draft, site)
    wrap(Away)
    with pytest.raises(Unreachable):
        publish(services, draft, site)
    wrap(Wrapped)
    (page,) = pages(services, site)
    page.write_text(page.read_text() + "<!-- edited by hand -->")
    with pytest.raises(Conflict):
        publish(services, draft, site)
    assert "edited by hand" in page.read_text()


def test_a_refused_taking_back_keeps_watch_over_edits_on_the_site(
    services: Services, draft: Draft, site: Site, wrap: Wrap
) -> None:
    class Refusing(Wrapped):
        def retract(self, remote_id: str) -> RemotePost:
            raise Rejected("site-forbidden", host="example")

    publish(services, draft, site)
    before = services.publishing.publication(draft.id, site.id)
    wrap(Refusing)
    with pytest.raises(Rejected):
        services.publishing.undo(draft.id, site)
    assert services.publishing.publication(draft.id, site.id) == before


def test_undo_without_the_secret_leaves_no_job_behind(
    services: Services, draft: Draft, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(services, draft, site)
    monkeypatch.delenv("STANDFIRST_SECRET", raising=False)
    services.accounts.remove(site)
    services.accounts.add_without_secret(site)
    with pytest.raises(SecretUnavailable):
        services.publishing.undo(draft.id, site)
    assert Jobs(services.database).open() == ()


def test_sending_as_a_draft_never_writes_to_a_page_that_is_public(
    services: Services, draft: Draft, site: Site, wrap: Wrap
) -> None:
    wrap(Killed)
    with pytest.raises(Crash):
        publish(services, draft, site)
    wrap(Wrapped)
    (page,) = pages(services, site)
    before = page.read_text()
    with pytest.raises(EditorError) as raised:
        publish(services, replace(draft, title="Not yet"), site, Status.DRAFT)
    assert raised.value.code == "live-already"
    assert page.read_text() == before


class SaysElsewhere(Wrapped):
    """Another page of the site says the locked words already; and the program dies when it may."""

    dies = False

    def fill(self, remote_id: str, post: Post, media: Media) -> RemotePost:
        if self.dies:
            raise Crash
        return super().fill(remote_id, post, media)

    def surfaces(self, remote: RemotePost, post: Post) -> tuple[View, ...]:
        return tuple(v for v in self.real.surfaces(remote, post) if v.elsewhere)

    def look(self, view: View) -> str:
        return f"<p>{LOCKED}</p>"


class DiesSending(SaysElsewhere):
    dies = True


def test_what_other_pages_said_before_is_no_leak_after_a_crash_either(
    services: Services, draft: Draft, site: Site, wrap: Wrap
) -> None:
    wrap(DiesSending)
    with pytest.raises(Crash):
        publish(services, draft, site)
    wrap(SaysElsewhere)
    receipt = publish(services, draft, site)
    assert receipt.leaks == ()
    assert receipt.status is Status.PUBLISHED


def test_what_its_own_earlier_version_spread_is_a_leak_though_it_was_deleted_on_the_site(
    services: Services, draft: Draft, site: Site, wrap: Wrap
) -> None:
    first = publish(services, draft, site)
    wrap(SaysElsewhere)
    with services.accounts.connected(site) as cms:
        cms.delete(first.remote_id)
    assert publish(services, draft, site).leaks


def test_a_site_removed_and_added_again_still_has_its_articles(
    services: Services, draft: Draft, site: Site
) -> None:
    first = publish(services, draft, site)
    secret = services.accounts.secret_of(site)
    services.accounts.remove(site)
    fresh = Site("Anew", site.kind, site.address, gate=site.gate)
    services.accounts.add(fresh, secret)
    known = services.publishing.publication(draft.id, fresh.id)
    assert known is not None
    assert (known.remote_id, known.site_id) == (first.remote_id, fresh.id)
    (page,) = pages(services, site)
    page.write_text(page.read_text() + "<!-- edited by hand -->")
    with pytest.raises(Conflict):
        publish(services, draft, fresh)
    other = Site("Elsewhere", site.kind, site.address + "-other", gate=site.gate)
    services.accounts.add(other, secret)
    assert services.publishing.publication(draft.id, other.id) is None


def test_a_live_page_that_cannot_be_taken_back_is_not_said_to_be(
    services: Services, draft: Draft, site: Site, wrap: Wrap
) -> None:
    class Altering(Wrapped):
        def differences(
            self, post: Post, media: Media, remote: RemotePost
        ) -> tuple[Difference, ...]:
            return (Difference("gate", "sealed", "gone"),)

        def retract(self, remote_id: str) -> RemotePost:
            raise Unreachable("site-refused", host="example")

    publish(services, draft, site)
    wrap(Altering)
    with pytest.raises(Rejected) as raised:
        publish(services, draft, site)
    assert "may still be public" in str(raised.value)
    publication = services.publishing.publication(draft.id, site.id)
    assert publication is not None
    assert publication.status is Status.PUBLISHED


def test_an_article_whose_run_was_killed_can_be_looked_at(
    services: Services, draft: Draft, site: Site, wrap: Wrap
) -> None:
    wrap(Killed)
    with pytest.raises(Crash):
        publish(services, draft, site)
    wrap(Wrapped)
    receipt = services.verifying.look(services.publishing.plan(draft, site))
    assert receipt.status is Status.PUBLISHED
    assert receipt.sights
    assert receipt.leaks == ()


def test_a_site_that_makes_no_sense_to_us_is_not_checked_and_no_failure(
    services: Services, draft: Draft, site: Site, wrap: Wrap
) -> None:
    class Odd(Wrapped):
        def look(self, view: View) -> str:
            raise ValueError("a page that no reader of ours foresaw")

    wrap(Odd)
    receipt = publish(services, draft, site)
    assert receipt.status is Status.PUBLISHED
    assert receipt.unchecked == len(receipt.sights) > 0
    assert receipt.steps[-1] == replace(receipt.steps[-1], code="look", state=StepState.DONE)


def test_a_picture_that_can_no_longer_be_read_is_named(
    services: Services, draft: Draft, site: Site, tmp_path: Path, photo: bytes
) -> None:
    picture = tmp_path / "quay.jpg"
    picture.write_bytes(photo)
    shown = replace(draft, body=draft.body + "\n![A quay](quay.jpg)\n")
    plan = services.publishing.plan(shown, site, locate=lambda name: picture)
    picture.unlink()
    picture.mkdir()
    with pytest.raises(EditorError) as raised:
        services.publishing.publish(plan, lambda step: None, lambda: None)
    assert raised.value.code == "file-unreadable"
    assert "quay.jpg" in str(raised.value)
