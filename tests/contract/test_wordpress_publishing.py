"""The whole way to a real WordPress: planned, asked, published, looked at, moved from gate to gate."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest

from editor.app import Services, build_services
from editor.cms.wordpress.credentials import Credentials
from editor.cms.wordpress.gates.guard import GATES
from editor.model.audience import Access, Gate
from editor.model.draft import Draft
from editor.model.publication import Receipt, Status
from editor.model.site import Site
from editor.system.paths import Paths
from tests.contract.conftest import PLAN, WordPressServer

LOCKED = "Seven quiet words that only paying readers may ever see on the quay."
PLANS = {Gate.PAID_CONTENT: (PLAN,), Gate.PMPRO: (1,)}


@pytest.fixture
def services() -> Iterator[Services]:
    built = build_services(Paths.from_environment())
    yield built
    built.close()


@pytest.fixture
def site(services: Services, wordpress: WordPressServer) -> Site:
    site = Site("Harbour", "wordpress", wordpress.url, "author", Gate.TEASER_ONLY)
    secret = Credentials(wordpress.passwords["author"], "lamp-quay").write()
    return services.accounts.add(site, secret)


@pytest.fixture
def draft(services: Services) -> Draft:
    body = f"Free words for everyone who comes by.\n\n<!--more-->\n\n{LOCKED}\n"
    id_ = uuid4()  # one site serves all of these tests: each article has an address of its own
    made = Draft(
        id=id_, title=f"Quay {id_.hex[:8]}", body=body, access=Access.PAID, excerpt="Free."
    )
    services.drafting.save(made)
    return made


def publish(services: Services, site: Site, draft: Draft, gate: Gate) -> Receipt:
    kept = services.accounts.edit(replace(site, gate=gate, plans=PLANS.get(gate, ())))
    plan = services.publishing.ask(services.publishing.plan(draft, kept))
    assert not plan.blocked, plan.findings
    return services.publishing.publish(plan, lambda step: None, lambda: None)


@pytest.mark.parametrize("gate", GATES)
def test_each_gate_is_published_behind_and_seen_to_hold(
    services: Services, site: Site, draft: Draft, gate: Gate
) -> None:
    receipt = publish(services, site, draft, gate)
    assert (receipt.status, receipt.leaks, receipt.unchecked) == (Status.PUBLISHED, (), 0)


def test_a_live_article_moves_from_gate_to_gate_and_stays_one_post(
    services: Services, site: Site, draft: Draft
) -> None:
    posts = set()
    for gate in (*GATES, GATES[0]):
        receipt = publish(services, site, draft, gate)
        assert (receipt.status, receipt.leaks) == (Status.PUBLISHED, ()), gate
        posts.add((receipt.remote_id, receipt.url))
    assert len(posts) == 1


def test_what_gets_out_is_taken_back(
    services: Services, site: Site, draft: Draft, wordpress: WordPressServer
) -> None:
    said = replace(draft, title=f"Quay, and {LOCKED.lower()[:40]}")
    assert services.publishing.plan(said, site).blocked
    theme = wordpress.folder / "www/wp-content/mu-plugins/standin-leak.php"
    theme.write_text(f"<?php add_action( 'wp_footer', function () {{ echo '<p>{LOCKED}</p>'; }} );")
    try:
        receipt = publish(services, site, replace(draft, title="Leaking"), Gate.PASSWORD)
    finally:
        theme.unlink()
    assert receipt.leaks
    assert receipt.status is Status.DRAFT
