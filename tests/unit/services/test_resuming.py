"""What was cut short is looked up on its site: nothing is doubled, and the writer is told how it stands."""

from dataclasses import replace

import pytest

from editor.app import Services
from editor.cli.command_line import make_command_line, run
from editor.library import jobs
from editor.library.jobs import Jobs
from editor.model.draft import Draft
from editor.model.errors import StorageFailed, Unreachable
from editor.model.mailing import EVERYBODY
from editor.model.site import Site
from editor.model.status import Status
from editor.services.resuming import CutShort
from tests.memory_site import MemorySite


class Killed(BaseException):
    """The power goes."""


@pytest.fixture
def site(memory_account: Site) -> Site:
    return memory_account


@pytest.fixture(autouse=True)
def _killed_before_it_could_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is killed closes no entry of its journal."""
    finish = Jobs.finish

    def but_not_cancelled(jobs: Jobs, job: int, outcome: str) -> None:
        if outcome != "cancelled":
            finish(jobs, job, outcome)

    monkeypatch.setattr(Jobs, "finish", but_not_cancelled)


def cut_short(
    services: Services, draft: Draft, site: Site, memory: MemorySite, method: str, *, acted: bool
) -> None:
    """A publication with a mail, killed as it asks for `method`, before or after the site does it."""
    memory.fail(method, Killed(), acted=acted)
    plan = services.publishing.plan(draft, site, email=EVERYBODY)
    with pytest.raises(Killed):
        services.publishing.publish(plan, lambda step: None, lambda: None)
    memory.heal()


def looked_up(services: Services) -> CutShort:
    (job,) = services.resuming.cut_short()
    found = services.resuming.look_up(job)
    assert found is not None
    assert services.resuming.cut_short() == ()
    return found


@pytest.mark.parametrize(
    ("method", "acted", "status", "whole"),
    [
        ("check", False, None, False),
        ("create_draft", False, None, False),
        ("create_draft", True, Status.DRAFT, False),
        ("fill", False, Status.DRAFT, False),
        ("fill", True, Status.DRAFT, True),
        ("publish", False, Status.DRAFT, True),
        ("publish", True, Status.PUBLISHED, True),
        ("look", False, Status.DRAFT, False),  # at what its other pages said before
    ],
)
def test_how_it_stands_is_found_on_the_site_and_going_on_doubles_nothing(
    services: Services,
    draft: Draft,
    site: Site,
    memory: MemorySite,
    method: str,
    acted: bool,
    status: Status | None,
    whole: bool,
) -> None:
    cut_short(services, draft, site, memory, method, acted=acted)
    mailed = list(memory.mailed)
    found = looked_up(services)
    assert (found.status, found.whole) == (status, whole)
    assert memory.mailed == mailed, "looking mails nobody"
    assert (found.receipt is not None) is (status is Status.PUBLISHED)
    plan = services.publishing.plan(draft, site, email=EVERYBODY)
    receipt = services.publishing.publish(plan, lambda step: None, lambda: None)
    assert (receipt.status, receipt.leaks) == (Status.PUBLISHED, ())
    assert len(memory.posts) == 1
    assert memory.mailed == [draft.id]


def test_what_leaks_is_taken_back(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    cut_short(services, draft, site, memory, "publish", acted=True)
    memory.leaks = lambda post: True
    found = looked_up(services)
    assert found.receipt is not None
    assert found.receipt.leaks
    assert found.status is Status.DRAFT
    assert memory.public == []


def test_what_somebody_changed_there_meanwhile_is_not_overwritten(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    cut_short(services, draft, site, memory, "publish", acted=True)
    assert looked_up(services).whole
    memory.edit("1", title="By another hand")
    plan = services.publishing.plan(replace(draft, title="Anew"), site)
    with pytest.raises(Exception, match="changed"):
        services.publishing.publish(plan, lambda step: None, lambda: None)


def test_a_site_that_is_away_is_asked_another_time(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    cut_short(services, draft, site, memory, "fill", acted=True)
    (job,) = services.resuming.cut_short()
    memory.fail("get", Unreachable("site-refused", host="memory"))
    with pytest.raises(Unreachable):
        services.resuming.look_up(job)
    memory.heal()
    assert looked_up(services).status is Status.DRAFT


def test_what_is_no_longer_known_is_let_go(
    services: Services, draft: Draft, site: Site, memory: MemorySite
) -> None:
    cut_short(services, draft, site, memory, "fill", acted=True)
    (job,) = services.resuming.cut_short()
    services.accounts.remove(site)
    assert services.resuming.look_up(job) is None
    assert services.resuming.cut_short() == ()


def test_what_another_program_is_at_is_left_to_it(
    services: Services, draft: Draft, memory_account: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "WAIT_SECONDS", 0)
    journal = Jobs(services.database)
    journal.begin(draft.id, memory_account.id, Status.PUBLISHED, "")
    (job,) = services.resuming.cut_short()
    with journal.alone(), pytest.raises(StorageFailed, match="being sent or taken back"):
        services.resuming.look_up(job)
    assert services.resuming.cut_short() == (job,)
    journal.finish(job.id, "published")
    assert services.resuming.look_up(job) is None


def test_the_terminal_tells_of_a_deletion_that_was_cut_short(
    services: Services,
    draft: Draft,
    site: Site,
    memory: MemorySite,
    capfd: pytest.CaptureFixture[str],
) -> None:
    services.publishing.publish(
        services.publishing.plan(draft, site), lambda step: None, lambda: None
    )
    memory.fail("delete", Killed(), acted=True)
    with pytest.raises(Killed):
        services.publishing.delete(draft.id, site)
    memory.heal()
    run(make_command_line(lambda: services, lambda _: 0, "0"), ["resume"])
    assert "It is no longer there. Your text stays here." in capfd.readouterr().out
    assert memory.posts == {}
