"""What becomes of an article when its site fails, lies or leaks half way."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from editor.app import Services
from editor.cms import registry
from editor.cms.port import Cms, Difference, Media, Post, RemotePost, View
from editor.model.draft import Draft
from editor.model.errors import Conflict, OutcomeUnknown, Rejected, Unreachable
from editor.model.publication import Receipt, Status, Step, StepState
from editor.model.site import Site
from tests.unit.services.conftest import LOCKED


class Faulty:
    """A real folder site whose one method goes wrong."""

    def __init__(self, real: Cms) -> None:
        self.real = real

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)


@pytest.fixture
def break_it(monkeypatch: pytest.MonkeyPatch) -> Callable[[type[Faulty]], None]:
    connect = registry.connect

    def replace_with(kind: type[Faulty]) -> None:
        monkeypatch.setattr(registry, "connect", lambda *words: kind(connect(*words)))

    return replace_with


def publish(services: Services, draft: Draft, site: Site, **words: bool) -> Receipt:
    steps: list[Step] = []
    plan = services.publishing.plan(draft, site)
    return services.publishing.publish(plan, steps.append, lambda: None, **words)


def status(services: Services, draft: Draft, site: Site) -> Status | None:
    publication = services.publishing.publication(draft.id, site.id)
    return publication.status if publication else None


class Leaky(Faulty):
    """Shows the locked part to strangers as soon as the article has been sent."""

    sent = False

    def fill(self, remote_id: str, post: Post, media: Media) -> RemotePost:
        self.sent = True
        return self.real.fill(remote_id, post, media)

    def look(self, view: View) -> str:
        said = f"<p>{LOCKED.upper().replace(' ', '&nbsp;')}</p>" if self.sent else ""
        return self.real.look(view) + said


def test_a_leak_is_taken_back_and_quoted(
    services: Services, draft: Draft, site: Site, break_it: Callable[[type[Faulty]], None]
) -> None:
    break_it(Leaky)
    receipt = publish(services, draft, site)
    assert receipt.status is Status.DRAFT
    assert status(services, draft, site) is Status.DRAFT
    assert receipt.leaks[0].quote == LOCKED.rstrip(".") or receipt.leaks[0].quote == LOCKED
    assert [(step.code, step.state) for step in receipt.steps[-2:]] == [
        ("look", StepState.FAILED),
        ("retract", StepState.DONE),
    ]


def test_what_the_site_said_before_is_no_leak(
    services: Services, draft: Draft, site: Site, break_it: Callable[[type[Faulty]], None]
) -> None:
    class Elsewhere(Leaky):
        sent = True

        def surfaces(self, remote: RemotePost, post: Post) -> tuple[View, ...]:
            return tuple(replace(view, elsewhere=True) for view in self.real.surfaces(remote, post))

    break_it(Elsewhere)
    receipt = publish(services, draft, site)
    assert receipt.leaks == ()
    assert receipt.known
    again = services.publishing.publication(draft.id, site.id)
    assert again is not None
    assert again.receipt == receipt


def test_a_leak_that_cannot_be_taken_back_is_still_told(
    services: Services, draft: Draft, site: Site, break_it: Callable[[type[Faulty]], None]
) -> None:
    class Stuck(Leaky):
        def retract(self, remote_id: str) -> RemotePost:
            raise Unreachable("site-unreachable", host="example")

    break_it(Stuck)
    receipt = publish(services, draft, site)
    assert receipt.leaks
    assert receipt.status is Status.PUBLISHED
    assert receipt.steps[-1].state is StepState.FAILED


def test_a_lost_reply_to_publishing_is_no_failure(
    services: Services, draft: Draft, site: Site, break_it: Callable[[type[Faulty]], None]
) -> None:
    class Lost(Faulty):
        def publish(self, remote_id: str, status: Status = Status.PUBLISHED) -> RemotePost:
            self.real.publish(remote_id, status)
            raise OutcomeUnknown("outcome-unknown", host="example")

    break_it(Lost)
    assert publish(services, draft, site).status is Status.PUBLISHED


def test_a_refusal_leaves_a_draft_and_says_so(
    services: Services, draft: Draft, site: Site, break_it: Callable[[type[Faulty]], None]
) -> None:
    class Refusing(Faulty):
        def publish(self, remote_id: str, status: Status = Status.PUBLISHED) -> RemotePost:
            raise Rejected("may-not-publish", site="example")

    break_it(Refusing)
    with pytest.raises(Rejected):
        publish(services, draft, site)
    assert status(services, draft, site) is Status.DRAFT


def test_what_did_not_arrive_as_sent_is_never_made_public(
    services: Services, draft: Draft, site: Site, break_it: Callable[[type[Faulty]], None]
) -> None:
    class Altering(Faulty):
        def differences(
            self, post: Post, media: Media, remote: RemotePost
        ) -> tuple[Difference, ...]:
            return (Difference("gate", "sealed", "gone"),)

    break_it(Altering)
    with pytest.raises(Rejected) as raised:
        publish(services, draft, site)
    assert "gate" in str(raised.value)
    assert status(services, draft, site) is Status.DRAFT


def test_a_place_that_cannot_be_looked_at_is_not_checked(
    services: Services, draft: Draft, site: Site, break_it: Callable[[type[Faulty]], None]
) -> None:
    class Blind(Faulty):
        def look(self, view: View) -> str:
            raise Unreachable("site-unreachable", host="example")

    break_it(Blind)
    receipt = publish(services, draft, site)
    assert receipt.status is Status.PUBLISHED
    assert receipt.unchecked == len(receipt.sights) > 0


def test_a_change_on_the_site_is_not_overwritten_unasked(
    services: Services, draft: Draft, site: Site
) -> None:
    publish(services, draft, site)
    page = next(services.accounts.folder_of(site).glob("*/index.html"))
    page.write_text(page.read_text() + "<!-- edited by hand -->")
    with pytest.raises(Conflict):
        publish(services, draft, site)
    assert "edited by hand" in page.read_text()
    assert publish(services, draft, site, overwrite=True).status is Status.PUBLISHED
    assert "edited by hand" not in page.read_text()


def test_a_crash_while_sending_is_finished_by_publishing_again(
    services: Services, draft: Draft, site: Site, break_it: Callable[[type[Faulty]], None]
) -> None:
    class Crash(BaseException):
        pass

    class Crashing(Faulty):
        def fill(self, remote_id: str, post: Post, media: Media) -> RemotePost:
            self.real.fill(remote_id, post, media)
            raise Crash

    with pytest.MonkeyPatch.context() as patch:
        connect = registry.connect
        patch.setattr(registry, "connect", lambda *words: Crashing(connect(*words)))
        with pytest.raises(Crash):
            publish(services, draft, site)
    assert publish(services, draft, site).status is Status.PUBLISHED
    assert len(list(services.accounts.folder_of(site).glob("*/index.html"))) == 1
