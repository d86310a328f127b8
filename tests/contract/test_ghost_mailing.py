"""What a real Ghost mails of an article, to whom, and when: read where the mail service would get it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from editor.app import Services
from editor.cms.answer import Answer
from editor.cms.contract_samples import free_words, locked_words, words
from editor.cms.ghost.api import Ghost
from editor.cms.ghost.words import plan_of
from editor.cms.http import Client
from editor.cms.port import Newsletter, Post
from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.draft import Draft
from editor.model.errors import OutcomeUnknown, Rejected
from editor.model.exposure import Portion, portion
from editor.model.finding import Severity
from editor.model.mailing import EVERYBODY, NOBODY, Mailed, Mailing, Segment
from editor.model.status import Status
from tests import plain
from tests.contract.conftest import GhostServer
from tests.contract.test_ghost import LOCKED, OnGhost, site

FREE, PAID = "guest@example.test", "reader@example.test"
WHO = {FREE: Audience.MEMBER, PAID: Audience.PAID}


@pytest.fixture
def cms(ghost: GhostServer) -> Iterator[Ghost]:
    cms = Ghost(site(ghost), ghost.keys["owner"])
    yield cms
    cms.close()


def article(**changes: object) -> Post:
    return OnGhost().post(**changes)


def published(cms: Ghost, post: Post) -> str:
    """The number of `post`, public, and mailed as it asks for."""
    filled = cms.fill(cms.create_draft(post).remote_id, post, {})
    assert cms.differences(post, {}, filled) == ()
    return cms.publish(filled.remote_id, Status.PUBLISHED, post.email).remote_id


def recipients(ghost: GhostServer, post_id: str) -> set[str]:
    return {mail.to for mail in ghost.newsletters(post_id)}


@pytest.mark.parametrize("access", [Access.EVERYONE, Access.MEMBERS, Access.PAID])
def test_each_member_is_mailed_what_the_table_of_exposure_says(
    ghost: GhostServer, cms: Ghost, access: Access
) -> None:
    post = article(access=access, email=EVERYBODY)
    if access is Access.EVERYONE:
        post = replace(post, teaser=(*post.teaser, *post.locked), locked=())
    mails = ghost.newsletters(published(cms, post))
    assert sorted(mail.to for mail in mails) == sorted(WHO)
    for mail in mails:
        share = portion(Gate.PAYWALL, access, WHO[mail.to], Surface.EMAIL)
        for body in (words(mail.html), words(mail.text)):
            assert free_words(post.article_id) in body, mail.to
            whole = locked_words(post.article_id) in body
            assert whole is (share is Portion.WHOLE), mail.to


@pytest.mark.parametrize(
    ("mailing", "mailed"),
    [
        (Mailing(Segment.FREE), {FREE}),
        (Mailing(Segment.PAID), {PAID}),
        (Mailing(Segment.ALL, "weekend"), {PAID}),
    ],
)
def test_only_the_segment_of_the_newsletter_that_was_asked_for_is_mailed(
    ghost: GhostServer, cms: Ghost, mailing: Mailing, mailed: set[str]
) -> None:
    post = article(email=mailing)
    id_ = published(cms, post)
    assert recipients(ghost, id_) == mailed
    assert cms.get(id_).mailed == Mailed(len(mailed))


def test_whom_it_can_mail_to_is_counted(cms: Ghost) -> None:
    assert cms.newsletters() == (
        Newsletter("default-newsletter", "The Harbour Letter", 1, 1),
        Newsletter("weekend", "Weekend", 0, 1),
    )
    nobody = cms.check(article(email=Mailing(Segment.FREE, "weekend")))
    assert [(one.code, one.severity) for one in nobody] == [("mail-to-nobody", Severity.WARNING)]


def test_an_author_may_not_count_the_members(ghost: GhostServer) -> None:
    cms = Ghost(site(ghost), ghost.keys["author"])
    assert [(one.slug, one.free, one.paid) for one in cms.newsletters()] == [
        ("default-newsletter", None, None),
        ("weekend", None, None),
    ]
    cms.close()


def test_nobody_is_mailed_without_being_asked_for_nor_by_an_update(
    ghost: GhostServer, cms: Ghost
) -> None:
    post = article()
    id_ = published(cms, post)
    cms.fill(id_, replace(post, title=f"{post.title} again", email=EVERYBODY), {})
    assert cms.get(id_).mailed is None
    with ghost.api() as api:
        assert api.get(f"/posts/{id_}/").json()["posts"][0]["email"] is None


def test_mailed_once_it_is_not_mailed_again(ghost: GhostServer, cms: Ghost) -> None:
    post = article(email=EVERYBODY)
    id_ = published(cms, post)
    assert len(ghost.newsletters(id_)) == 2
    cms.retract(id_)
    cms.fill(id_, post, {})
    again = cms.publish(id_, Status.PUBLISHED, EVERYBODY)
    assert (again.status, again.mailed) == (Status.PUBLISHED, Mailed(2))
    assert len(ghost.newsletters(id_)) == 2


def test_a_newsletter_that_is_not_there_is_said_before_and_mails_nobody(cms: Ghost) -> None:
    post = article(email=Mailing(Segment.ALL, "no-such"))
    found = cms.check(post)
    assert [(one.code, one.severity) for one in found] == [("newsletter-unknown", Severity.ERROR)]
    assert found[0].detail["names"] == "default-newsletter, weekend"
    id_ = cms.fill(cms.create_draft(post).remote_id, post, {}).remote_id
    with pytest.raises(Rejected):
        cms.publish(id_, Status.PUBLISHED, post.email)
    there = cms.get(id_)
    assert (there.status, there.mailed) == (Status.DRAFT, None)


def test_one_that_waits_is_mailed_when_its_time_comes(ghost: GhostServer, cms: Ghost) -> None:
    date = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
    post = article(email=Mailing(Segment.PAID), date=date)
    id_ = cms.fill(cms.create_draft(post).remote_id, post, {}).remote_id
    waits = cms.publish(id_, Status.SCHEDULED, post.email)
    assert cms.differences(post, {}, waits) == ()
    assert waits.email == Mailing(Segment.PAID, "default-newsletter")
    assert waits.mailed is None
    changed = replace(post, email=EVERYBODY)
    assert [one.field for one in cms.differences(changed, {}, waits)] == ["email"]
    with ghost.api() as api:
        now = api.get(f"/posts/{id_}/").json()["posts"][0]["updated_at"]
        due = {"posts": [{"updated_at": now, "published_at": datetime.now(UTC).isoformat()}]}
        api.put(f"/posts/{id_}/", json=due).raise_for_status()
        until = datetime.now(UTC) + timedelta(seconds=60)
        while cms.get(id_).status is not Status.PUBLISHED:
            assert datetime.now(UTC) < until, "its time came and Ghost did not publish it"
    assert recipients(ghost, id_) == {PAID}


def test_back_to_draft_what_waited_is_mailed_to_nobody(cms: Ghost) -> None:
    date = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
    post = article(email=EVERYBODY, date=date)
    id_ = cms.fill(cms.create_draft(post).remote_id, post, {}).remote_id
    cms.publish(id_, Status.SCHEDULED, post.email)
    assert cms.retract(id_).email == NOBODY
    assert cms.publish(id_, Status.SCHEDULED).email == NOBODY


def test_the_mail_of_those_who_may_not_read_on_is_seen_before_it_goes_out(cms: Ghost) -> None:
    post = article(email=EVERYBODY)
    filled = cms.fill(cms.create_draft(post).remote_id, post, {})
    [mail] = [view for view in cms.surfaces(filled, post) if view.surface is Surface.EMAIL]
    assert mail.audience is Audience.MEMBER
    shown = words(cms.look(mail)[0])
    assert free_words(post.article_id) in shown
    assert locked_words(post.article_id) not in shown
    open_ = replace(post, access=Access.MEMBERS)
    assert Surface.EMAIL not in {view.surface for view in cms.surfaces(filled, open_)}


@pytest.mark.parametrize("key", ["owner", "admin"])
def test_the_whole_way_to_the_mail_and_what_it_came_to(
    services: Services, ghost: GhostServer, key: str
) -> None:
    there = services.accounts.add(site(ghost), ghost.keys[key])
    id_ = uuid4()
    draft = Draft(
        id=id_,
        title=f"Quay {id_.hex[:8]}",
        body=f"Free words for everyone who comes by.\n\n<!--more-->\n\n{LOCKED}\n",
        access=Access.PAID,
        excerpt="Free.",
    )
    services.drafting.save(draft)
    publishing = services.publishing
    plan = publishing.ask(publishing.plan(draft, there, email=EVERYBODY))
    assert not plan.blocked, plan.findings
    assert [one.name for one in plan.newsletters] == ["The Harbour Letter", "Weekend"]
    receipt = publishing.publish(plan, lambda step: None, lambda: None)
    assert (receipt.leaks, receipt.unchecked, receipt.mailed) == ((), 0, Mailed(2))
    looked = [sight.audience for sight in receipt.sights if sight.surface is Surface.EMAIL]
    assert looked == ([Audience.MEMBER] if key == "owner" else []), "integrations may not look"
    for sent in ghost.newsletters(receipt.remote_id):
        assert (LOCKED in words(sent.text)) is (sent.to == PAID)
    publishing.undo(draft.id, there)
    again = publishing.plan(draft, there, email=EVERYBODY)
    assert again.post.email == NOBODY
    assert "mailed-before" in [one.code for one in again.findings]
    assert plain.get(receipt.url).status_code == 404
    publishing.delete(draft.id, there)
    with ghost.api() as api:
        assert api.get(f"/posts/{receipt.remote_id}/").status_code == 404
    anew = publishing.plan(draft, there, email=EVERYBODY)
    assert anew.post.email == NOBODY
    new = publishing.publish(anew, lambda step: None, lambda: None)
    assert (new.status, new.remote_id != receipt.remote_id) == (Status.PUBLISHED, True)
    assert new.mailed == Mailed(2), "what was mailed of the article stays known"
    with ghost.api() as api:
        assert api.get(f"/posts/{new.remote_id}/?include=email").json()["posts"][0]["email"] is None


def test_without_a_cut_free_members_are_not_mailed_a_paid_article(
    services: Services, ghost: GhostServer
) -> None:
    there = services.accounts.add(site(ghost), ghost.keys["admin"])
    draft = Draft(title="No cut", body=LOCKED, access=Access.PAID, excerpt="Free.")
    for mailing, blocked in (
        (EVERYBODY, True),
        (Mailing(Segment.FREE), True),
        (Mailing(Segment.PAID), False),
        (NOBODY, False),
    ):
        plan = services.publishing.plan(draft, there, email=mailing)
        codes = [one.code for one in plan.findings if one.severity is Severity.ERROR]
        assert ("mail-without-cut" in codes) is blocked, mailing
    everyone = replace(draft, access=Access.MEMBERS)
    plan = services.publishing.plan(everyone, there, email=EVERYBODY)
    assert "mail-without-cut" not in [one.code for one in plan.findings]


def let_fail(ghost: GhostServer, post_id: str) -> None:
    """Its mail did not go out: what Ghost writes down after its service has refused it for minutes."""
    ghost.newsletters(post_id)
    with closing(sqlite3.connect(ghost.folder / "ghost.db", timeout=30)) as database, database:
        failed = "update emails set status = 'failed', error = 'refused' where post_id = ?"
        assert database.execute(failed, (post_id,)).rowcount == 1


@pytest.mark.parametrize("mailing", [EVERYBODY, NOBODY])
def test_a_mail_that_failed_is_not_sent_as_it_was_by_publishing_again(
    services: Services, ghost: GhostServer, cms: Ghost, mailing: Mailing
) -> None:
    there = services.accounts.add(site(ghost), ghost.keys["owner"])
    draft = Draft(title=f"Failed {uuid4().hex[:8]}", body="Free words.\n", excerpt="Free.")
    services.drafting.save(draft)
    publishing = services.publishing
    plan = publishing.plan(draft, there, email=EVERYBODY)
    receipt = publishing.publish(plan, lambda step: None, lambda: None)
    let_fail(ghost, receipt.remote_id)
    taken = publishing.undo(draft.id, there)
    assert taken.receipt is not None
    assert taken.receipt.mailed == Mailed(2, failed=True)
    body = f"Free words.\n\n<!--more-->\n\n{LOCKED}\n"
    paid = replace(draft, body=body, access=Access.PAID)
    plan = publishing.ask(publishing.plan(paid, there, email=mailing))
    assert [one.code for one in plan.findings if one.severity is Severity.ERROR] == [
        "mail-failed-before"
    ]
    with pytest.raises(Rejected):
        cms.publish(receipt.remote_id, Status.PUBLISHED, mailing)
    assert cms.get(receipt.remote_id).status is Status.DRAFT
    assert len(ghost.newsletters(receipt.remote_id)) == 2
    kept = publishing.ask(publishing.plan(paid, there, Status.DRAFT))
    assert not kept.blocked


def test_members_of_another_tier_are_mailed_the_free_part(ghost: GhostServer, cms: Ghost) -> None:
    post = article(email=EVERYBODY, plans=(plan_of(ghost.ids["default-product"]),))
    mails = ghost.newsletters(published(cms, post))
    assert {mail.to for mail in mails} == set(WHO)
    for mail in mails:
        assert free_words(post.article_id) in words(mail.text)
        assert locked_words(post.article_id) not in words(mail.text)


class Losing(Client):
    """A line on which the answer to the request that mails is lost."""

    def write(self, method: str, url: str, **more: object) -> Answer:
        answer = super().write(method, url, **more)  # type: ignore[arg-type]  # as they came
        if "newsletter" in str(more.get("params")):
            raise OutcomeUnknown("site-no-answer", host="ghost")
        return answer


def test_a_lost_answer_mails_once(ghost: GhostServer) -> None:
    cms = Ghost(site(ghost), ghost.keys["owner"], Losing(plain_http=True))
    post = article(email=EVERYBODY)
    id_ = cms.fill(cms.create_draft(post).remote_id, post, {}).remote_id
    there = cms.publish(id_, Status.PUBLISHED, post.email)
    cms.close()
    assert (there.status, there.mailed) == (Status.PUBLISHED, Mailed(2))
    assert len(ghost.newsletters(id_)) == 2


def test_a_choice_of_the_sites_own_is_not_widened(ghost: GhostServer, cms: Ghost) -> None:
    date = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
    post = article(email=EVERYBODY, date=date)
    id_ = cms.fill(cms.create_draft(post).remote_id, post, {}).remote_id
    with ghost.api() as api:
        now = api.get(f"/posts/{id_}/").json()["posts"][0]["updated_at"]
        put = {"status": "scheduled", "published_at": date.isoformat(), "updated_at": now}
        query = {"newsletter": "default-newsletter", "email_segment": "label:vip"}
        api.put(f"/posts/{id_}/", params=query, json={"posts": [put]}).raise_for_status()
    there = cms.get(id_)
    assert there.email is None
    assert [one.field for one in cms.differences(post, {}, there)] == ["email"]
    cms.retract(id_)


@pytest.mark.parametrize("change", [{"status": "archived"}, {"visibility": "paid"}])
def test_a_newsletter_that_is_archived_or_for_those_who_pay(
    ghost: GhostServer, cms: Ghost, change: dict[str, str]
) -> None:
    weekend = f"/newsletters/{ghost.ids['weekend']}/"
    before = {"status": "active", "visibility": "members"}
    with ghost.api("owner") as api:
        try:
            api.put(weekend, json={"newsletters": [change]}).raise_for_status()
            found = [one.code for one in cms.check(article(email=Mailing(Segment.FREE, "weekend")))]
        finally:
            api.put(weekend, json={"newsletters": [before]}).raise_for_status()
    assert found == ["newsletter-unknown" if "status" in change else "mail-to-nobody"]
