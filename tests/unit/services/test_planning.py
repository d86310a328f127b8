"""What stands against publishing that only the whole plan can know."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from editor.app import Services
from editor.model.audience import Access, Audience, Surface
from editor.model.date import PublishDate
from editor.model.draft import Draft
from editor.model.exposure import Portion
from editor.model.finding import Finding, Severity
from editor.model.mailing import EVERYBODY, NOBODY, Mailing, Segment
from editor.model.site import Site
from editor.model.status import Status
from tests.unit.services.conftest import LOCKED


def errors(services: Services, draft: Draft) -> list[str]:
    site = services.accounts.practice_site()
    findings = services.publishing.plan(draft, site).findings
    return [finding.code for finding in findings if finding.severity is Severity.ERROR]


def test_a_file_that_raw_html_refers_to_is_not_left_behind_unsaid(services: Services) -> None:
    html = '<figure><img src="quay.jpg" alt="A quay"></figure>'
    for body in (html, '<video src="film.mp4" controls></video>'):
        draft = Draft(title="Quay", body=f"Free words.\n\n{body}\n")
        assert errors(services, draft) == ["html-picture-not-sent"]
    assert errors(services, Draft(title="Quay", excerpt="E.", body=f"> {html}")) == [
        "picture-missing"
    ]
    away = html.replace("quay.jpg", "https://example.com/quay.jpg")
    assert errors(services, Draft(title="Quay", body=f"Free words.\n\n{away}\n")) == []


@pytest.mark.parametrize(
    "free",
    [
        f'Free [words](https://example.com "{LOCKED}").',
        f'Free [words][r].\n\n[r]: https://example.com "{LOCKED}"',
        f"Free HTML.\n\n*[HTML]: {LOCKED}",
        f'<p title="{LOCKED}">Free words.</p>',
        f'Free <span title="{LOCKED}">words</span>.',
        f"Free [words](https://example.com/{LOCKED.lower().replace(' ', '-')}).",
        f'Free[^1] words.\n\n[^1]: See [there](https://example.com "{LOCKED}").',
    ],
)
def test_locked_words_hidden_above_the_cut_hold_the_article_back(
    services: Services, free: str
) -> None:
    body = f"{free}\n\n<!--more-->\n\n{LOCKED}\n"
    draft = Draft(title="Quay", body=body, excerpt="Short.", access=Access.PAID)
    assert errors(services, draft) == ["locked-words-in-attributes"]


def test_a_folder_cannot_publish_later_or_for_its_editors_alone(
    services: Services, draft: Draft
) -> None:
    site = services.accounts.practice_site()
    ahead = datetime.now(UTC) + timedelta(days=1)
    for change, code in (
        (replace(draft, date=PublishDate.parse(ahead.isoformat())), "date-future"),
        (replace(draft, private=True), "private-not-kept"),
    ):
        assert errors(services, change) == [code]
        kept = services.publishing.plan(change, site, Status.DRAFT)
        assert not kept.blocked
        assert code in [finding.code for finding in kept.findings]


def test_a_date_gone_by_is_no_error(services: Services, draft: Draft) -> None:
    assert errors(services, replace(draft, date=PublishDate.parse("2021-07-11"))) == []


def test_what_the_site_says_stands_in_the_plan_once_and_the_gravest_first(
    services: Services, draft: Draft
) -> None:
    plan = services.publishing.plan(draft, services.accounts.practice_site())
    review = Finding(Severity.WARNING, "goes-to-review", "site")
    missing = Finding(Severity.ERROR, "category-missing", "categories", {"name": "Ferries"})
    said = plan.with_said((review, missing)).with_said((missing, review))
    assert said.findings[0] == missing
    assert said.blocked
    assert len(said.findings) == len(plan.findings) + 2
    kept = services.publishing.plan(draft, services.accounts.practice_site(), Status.DRAFT)
    near = Finding(Severity.ERROR, "date-too-near", "date")
    assert kept.with_said((review, near)).findings == kept.findings


def test_a_mail_that_would_have_nothing_in_it_holds_the_article_back(
    services: Services, memory_account: Site
) -> None:
    uncut = Draft(title="Quay", body=LOCKED, excerpt="Short.", access=Access.PAID)
    cut = replace(uncut, body=f"Free words.\n\n<!--more-->\n\n{LOCKED}\n")
    some = {
        (uncut, EVERYBODY): True,
        (uncut, Mailing(Segment.FREE)): True,
        (uncut, Mailing(Segment.PAID)): True,  # of one plan, and others may pay for another
        (uncut, NOBODY): False,
        (cut, EVERYBODY): False,
        (replace(uncut, access=Access.EVERYONE), EVERYBODY): False,
    }
    for (draft, mailing), held in some.items():
        plan = services.publishing.plan(draft, memory_account, email=mailing)
        codes = [one.code for one in plan.findings if one.severity is Severity.ERROR]
        assert ("mail-without-cut" in codes) is held, (draft.access, mailing)


def test_what_each_reader_is_mailed_is_in_the_plan(
    services: Services, memory_account: Site
) -> None:
    body = f"Free words.\n\n<!--more-->\n\n{LOCKED}\n"
    draft = Draft(title="Quay", body=body, excerpt="Short.", access=Access.PAID)
    plan = services.publishing.plan(draft, memory_account, email=Mailing(Segment.FREE))
    shares = [plan.portions[audience, Surface.EMAIL][0] for audience in Audience]
    assert shares == [Portion.NOTHING, Portion.TEASER, Portion.NOTHING]


def test_a_mail_with_a_draft_is_said_to_reach_nobody(
    services: Services, memory_account: Site
) -> None:
    draft = Draft(title="Quay", body="Free words.", excerpt="Short.")
    plan = services.publishing.plan(draft, memory_account, Status.DRAFT, email=EVERYBODY)
    assert not plan.post.email
    assert "mail-not-public" in [one.code for one in plan.findings]
