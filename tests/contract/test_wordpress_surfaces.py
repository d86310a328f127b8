"""Every place of a real WordPress where something of an article can get out, and does, on purpose."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from uuid import uuid4

import pytest
from PIL import Image

from editor.app import Services
from editor.cms.wordpress.credentials import Credentials
from editor.library.publications import Publications
from editor.model.audience import Access, Gate
from editor.model.draft import Draft
from editor.model.publication import Leak, Receipt
from editor.model.site import Site
from editor.model.status import Status
from editor.services.sent_post import load
from tests import plain
from tests.contract.conftest import PLAN, WordPressServer

LOCKED = "Seven quiet words that only paying readers may ever see on the quay."
# in every place, once the article is public: the words, or the picture's address in another size
LEAKING = """
function planted() {
    $there = get_page_by_path( 'SLUG', OBJECT, 'post' );
    if ( ! $there || 'publish' !== $there->post_status || is_user_logged_in() ) { return ''; }
    if ( 'WHAT' ) { return 'WHAT'; }
    $newest = get_posts( [ 'post_type' => 'attachment', 'numberposts' => 1 ] )[0];
    return preg_replace( '/(\\.\\w+)$/', '-300x200$1', wp_get_attachment_url( $newest->ID ) );
}
add_action( 'wp_head', fn() => printf( '<meta property="og:image" content="%s">', planted() ) );
add_action( 'wp_footer', fn() => printf( '<p><img src="%1$s" alt="%1$s"></p>', planted() ) );
add_action( 'embed_footer', fn() => print( planted() ) );
foreach ( [ 'rss2_head', 'atom_head', 'commentsrss2_head' ] as $feed ) {
    add_action( $feed, fn() => printf( '<description>%s</description>', planted() ) );
}
add_filter( 'rest_post_dispatch', function ( $answer, $server, $request ) {
    if ( is_array( $answer->get_data() ) && planted() ) {
        $answer->set_data( $answer->get_data() + [ 'more' => planted() ] );
    }
    return $answer;
}, 10, 3 );
add_filter( 'wp_sitemaps_posts_entry', fn( $one ) => $one + [ 'changefreq' => planted() ] );
add_action( 'init', function () {
    $path = strtok( $_SERVER['REQUEST_URI'], '?' );
    if ( planted() && in_array( $path, [ '/llms.txt', '/post-sitemap.xml' ], true ) ) {
        header( 'Content-Type: text/plain' );
        exit( planted() );
    }
} );
"""
# as a cache that keeps whole pages does it: what was made for an address is given for it from then on
CACHING = """
add_action( 'template_redirect', function () {
    $kept = WP_CONTENT_DIR . '/kept-' . md5( $_SERVER['REQUEST_URI'] );
    if ( is_user_logged_in() || ! is_singular() ) { return; }
    if ( file_exists( $kept ) ) { exit( file_get_contents( $kept ) ); }
    ob_start( function ( $page ) use ( $kept ) { file_put_contents( $kept, $page ); return $page; } );
} );
"""


def picture(colour: tuple[int, int, int]) -> bytes:
    out = BytesIO()
    Image.new("RGB", (600, 400), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def site(services: Services, wordpress: WordPressServer) -> Site:
    site = Site("Harbour", "wordpress", wordpress.url, "author", Gate.PAID_CONTENT, (PLAN,))
    secret = Credentials(wordpress.passwords["author"], "lamp-quay").write()
    return services.accounts.add(site, secret)


@pytest.fixture
def draft(services: Services) -> Draft:
    """An article with tags, and a picture below the cut that is like no other's."""
    id_ = uuid4()
    title = f"Quay {id_.hex[:8]}"
    draft = Draft(id=id_, title=title, access=Access.PAID, excerpt="Free.", tags=("Ports", "R&D"))
    services.drafting.save(draft)
    colour = (id_.bytes[0], id_.bytes[1], id_.bytes[2])
    name = services.drafting.add_picture(id_, picture(colour), "night-boat.jpg")
    body = f"Free words for everyone.\n\n<!--more-->\n\n{LOCKED}\n\n![The night boat]({name})\n"
    draft = replace(draft, body=body)
    services.drafting.save(draft)
    return draft


def publish(services: Services, site: Site, draft: Draft) -> Receipt:
    plan = services.publishing.ask(services.publishing.plan(draft, site))
    assert not plan.blocked, plan.findings
    return services.publishing.publish(plan, lambda step: None, lambda: None)


def leaks(receipt: Receipt) -> Mapping[str, tuple[Leak, ...]]:
    return {sight.url: sight.leaks for sight in receipt.sights}


def address_of(services: Services, receipt: Receipt) -> str:
    """Where the site keeps the locked picture."""
    kept = Publications(services.database).sent(receipt.draft_id, receipt.site_id)
    version = load(kept or {})
    assert version is not None
    return version.pictures[0].url


def test_nothing_is_seen_anywhere_of_what_is_below_the_cut(
    services: Services, site: Site, draft: Draft
) -> None:
    plan = services.publishing.plan(draft, site)
    assert "locked-pictures-public" in [finding.code for finding in plan.findings]
    receipt = publish(services, site, draft)
    assert (receipt.status, receipt.unchecked) == (Status.PUBLISHED, 0)
    assert {url for url, found in leaks(receipt).items() if found} == set()
    for place in ("Feed of “Ports”", "Page of “R&D”", "Sitemap", "The article's comments feed"):
        assert place in leaks(receipt)

    # by WordPress's nature, and said before: no reason to take an article back
    address = address_of(services, receipt)
    listed = plain.get(f"{site.address}/wp-json/wp/v2/media").json()
    assert address in [one["source_url"] for one in listed]
    assert plain.get(address).status_code == 200


@pytest.mark.parametrize("what", ["words", "picture"])
def test_what_gets_out_in_any_place_is_found_there_and_taken_back(
    services: Services, site: Site, draft: Draft, wordpress: WordPressServer, what: str
) -> None:
    slug = services.publishing.plan(draft, site).post.slug
    php = LEAKING.replace("SLUG", slug).replace("WHAT", LOCKED if what == "words" else "")
    with wordpress.with_plugin(php):
        receipt = publish(services, site, draft)
    assert [place for place, found in leaks(receipt).items() if not found] == []
    assert receipt.status is Status.DRAFT
    if what == "picture":
        assert {leak.picture for leak in receipt.leaks} == {"night-boat.jpg"}
        stem = PurePosixPath(address_of(services, receipt)).stem
        assert all(f"{stem}-300x200.jpg" in leak.quote for leak in receipt.leaks)


def test_a_page_that_a_cache_kept_hides_no_leak(
    services: Services, site: Site, draft: Draft, wordpress: WordPressServer
) -> None:
    plan = services.publishing.plan(draft, site)
    leaking = LEAKING.replace("SLUG", plan.post.slug).replace("WHAT", LOCKED)
    with wordpress.with_plugin(CACHING):
        url = publish(services, site, draft).url
        assert LOCKED not in plain.get(url).text
        with wordpress.with_plugin(leaking):
            receipt = services.verifying.look(services.publishing.plan(draft, site))
            assert LOCKED not in plain.get(url).text, "kept from before"
    assert leaks(receipt)["Article page"]


def test_the_title_of_another_article_below_the_cut_is_no_leak(
    services: Services, site: Site, draft: Draft
) -> None:
    title = f"Why nobody on the harbour board will talk about {draft.id.hex[:8]}"
    other = replace(draft, id=uuid4(), title=title, access=Access.EVERYONE, body="All of it.\n")
    services.drafting.save(other)
    publish(services, site, other)
    named = replace(draft, body=draft.body.replace(LOCKED, f"{LOCKED} Read on: {title}."))
    receipt = publish(services, site, named)
    assert (receipt.leaks, receipt.status) == ((), Status.PUBLISHED)
    assert receipt.known
