"""The whole way to a real WordPress: planned, asked, published, looked at, moved from gate to gate."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from editor.app import Services
from editor.cms.wordpress.credentials import Credentials
from editor.cms.wordpress.gates.guard import GATES
from editor.library.publications import Publications
from editor.model.audience import Access, Gate
from editor.model.date import PublishDate
from editor.model.draft import Draft
from editor.model.errors import Rejected
from editor.model.finding import Severity
from editor.model.publication import Receipt
from editor.model.site import Site
from editor.model.status import Status
from editor.services.sent_post import dump, load
from tests import plain
from tests.contract.conftest import PLAN, WordPressServer

LOCKED = "Seven quiet words that only paying readers may ever see on the quay."
# on the article's page: what the site's other pages say before is no leak
LEAKING = f"""
add_action( 'wp_footer', function () {{ if ( is_singular() ) {{ echo '<p>{LOCKED}</p>'; }} }} );
"""
REFUSING = """
add_filter( 'rest_pre_insert_post', function ( $post, $request ) {
    $new = 'Refused' === $request['title'];
    return $new ? new WP_Error( 'not_today', 'Not today.', [ 'status' => 400 ] ) : $post;
}, 10, 2 );
"""
# the text arrives, but not as it was sent, and instead of the answer there is an error, once
BREAKING_OFF = """
add_filter( 'wp_insert_post_data', function ( $data ) {
    if ( 'Broken off' === $data['post_title'] ) { $data['post_excerpt'] = 'Another'; }
    return $data;
} );
add_action( 'rest_after_insert_post', function ( $post ) {
    if ( 'Broken off' === $post->post_title && add_option( 'broke_off', 'yes' ) ) {
        status_header( 502 );
        exit( '<p>Bad gateway</p>' );
    }
} );
"""
PLANS = {Gate.PAID_CONTENT: (PLAN,), Gate.PMPRO: (1,)}


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


@pytest.fixture
def later(draft: Draft) -> Draft:
    """The same, to appear tomorrow."""
    tomorrow = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
    return replace(draft, date=PublishDate.parse(tomorrow.isoformat()))


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


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PUBLISHED])
def test_an_address_that_another_article_has_is_found_before_anything_is_sent(
    services: Services, site: Site, draft: Draft, status: Status
) -> None:
    publishing = services.publishing
    publishing.publish(publishing.plan(draft, site, status), lambda step: None, lambda: None)
    assert not publishing.ask(publishing.plan(draft, site)).blocked, "its own is none of them"
    another = replace(draft, id=uuid4())
    services.drafting.save(another)
    asked = publishing.ask(publishing.plan(another, site))
    told = [(one.code, one.place) for one in asked.findings if one.severity is Severity.ERROR]
    assert told == [("slug-taken", "slug")]
    with pytest.raises(Rejected) as refused:
        publishing.publish(publishing.plan(another, site), lambda step: None, lambda: None)
    assert refused.value.code == "slug-taken"
    assert publishing.publication(another.id, site.id) is None


def test_what_gets_out_is_taken_back(
    services: Services, site: Site, draft: Draft, wordpress: WordPressServer
) -> None:
    said = replace(draft, title=f"Quay, and {LOCKED.lower()[:40]}")
    assert services.publishing.plan(said, site).blocked
    with wordpress.with_plugin(LEAKING):
        receipt = publish(services, site, replace(draft, title="Leaking"), Gate.PASSWORD)
    assert receipt.leaks
    assert receipt.status is Status.DRAFT


def test_an_update_that_is_refused_leaves_one_that_waits_as_it_was(
    services: Services, site: Site, later: Draft, wordpress: WordPressServer
) -> None:
    sent = publish(services, site, later, Gate.PAID_CONTENT)
    before = services.publishing.publication(later.id, site.id)
    update = replace(later, title="Refused")
    with wordpress.with_plugin(REFUSING), pytest.raises(Rejected):
        publish(services, site, update, Gate.PAID_CONTENT)
    with services.accounts.connected(services.accounts.site(site.name)) as cms:
        there = cms.get(sent.remote_id)
    assert (there.status, there.date) == (Status.SCHEDULED, before.due if before else None)
    assert there.fields["title"] == later.title
    assert publish(services, site, update, Gate.PAID_CONTENT).status is Status.SCHEDULED


def come(services: Services, wordpress: WordPressServer, sent: Receipt) -> None:
    """Let the day be over, for the site and for us."""
    then = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=1)
    wordpress.let_time_come(sent.remote_id, then)
    publications = Publications(services.database)
    ids = sent.draft_id, sent.site_id
    version = load(publications.sent(*ids) or {})
    assert version is not None
    kept = replace(version, post=replace(version.post, date=then))
    publications.keep_sent(*ids, dump(kept))


def test_what_leaks_once_it_appeared_is_taken_back_whatever_was_written_since(
    services: Services, site: Site, later: Draft, wordpress: WordPressServer
) -> None:
    sent = publish(services, site, later, Gate.PAID_CONTENT)
    assert sent.status is Status.SCHEDULED
    anew = replace(later, body="Other words.\n\n<!--more-->\n\nAnd others to be paid for.\n")
    with wordpress.with_plugin(LEAKING):
        come(services, wordpress, sent)
        plan = services.publishing.plan(anew, services.accounts.site(site.name))
        receipt = services.verifying.look(plan)
    assert receipt.leaks
    assert receipt.status is Status.DRAFT
    assert plain.get(sent.url).status_code == 404


def test_what_appeared_and_held_is_there_again_after_an_update_that_broke_off(
    services: Services, site: Site, later: Draft, wordpress: WordPressServer
) -> None:
    sent = publish(services, site, later, Gate.PAID_CONTENT)
    come(services, wordpress, sent)
    plan = services.publishing.plan(later, services.accounts.site(site.name))
    assert services.verifying.look(plan).held
    update = replace(later, title="Broken off", date=None)
    with wordpress.with_plugin(BREAKING_OFF), pytest.raises(Rejected) as raised:
        publish(services, site, update, Gate.PAID_CONTENT)
    assert raised.value.code == "live-put-back"
    page = plain.get(sent.url).raise_for_status().text
    assert later.title in page
    assert "Broken off" not in page
    assert publish(services, site, update, Gate.PAID_CONTENT).held
