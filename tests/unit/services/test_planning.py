"""What stands against publishing that only the whole plan can know."""

import pytest

from editor.app import Services
from editor.model.audience import Access
from editor.model.draft import Draft
from editor.model.finding import Severity
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
