"""A private note leaves the machine nowhere: it is in the library and the writer's own file, and that is all.

Whoever adds a surface, a kind of site, a renderer, a template or a table is told here to look there too.
"""

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from editor.app import Services
from editor.cms.fit import in_words
from editor.cms.ghost.lexical import lexical
from editor.cms.port import Post
from editor.cms.registry import kinds
from editor.cms.wordpress.blocks import BlockWriter
from editor.model import cut
from editor.model.article import count_words
from editor.model.audience import Access, Audience, Gate, Surface
from editor.model.author import AuthorProfile
from editor.model.date import PublishDate
from editor.model.draft import Draft, FeaturedImage, Seo, Shelf, Social
from editor.model.errors import BadInput
from editor.model.finding import Severity
from editor.model.private_note import find, masked, publishable, without
from editor.model.site import DEFAULT_BOXES, GateBox, Site
from editor.model.status import Status
from editor.services.drafting import proposed_slug
from editor.services.planning import Plan
from editor.text import front_matter
from editor.text.chunks import Reading
from editor.text.parse import parse
from editor.text.raw_html import clean_block
from editor.ui.publish.receipt_text import page_of
from tests.memory_site import ADDRESS, SECRET, MemorySite
from tests.unit.services.conftest import jpeg

ROOT = Path(__file__).parents[2]
CANARY = "kanarienvogel"


def note(words: str = "") -> str:
    return f"<!-- note: {words or CANARY} -->"


BODY = f"""{note()} A first paragraph {note()} with words.

<!--NOTE: {CANARY}-->

## A head {note()}

- one {note()}
{note(f"between items, {CANARY} -- a > b")}
- two

    {note()}

> said {note()}
> <!-- note: over
> lines {CANARY} -->
> and on

| a {note()} | b |
|---|---|
| c | {note()} |

: A caption {note()}

![A quay {note()}](quay.jpg "Seen {note()} © Ada {note()}")

A call[^1] and [a link {note()}](https://example.org/ "titled {note()}").

<div title="{note()}">
<p>raw {note()}</p>
</div>

Term {note()}
:   Meaning {note()}

*[HTML]: Hypertext {note()}

Of HTML. <!-- note: over

two paragraphs {CANARY}

--> It goes on.

{note()}
<!--more-->
<!-- NoTe :{CANARY} -->

Locked words that are paid for {note()}, and quite a few of them at that.

```
code
```
{note()}

[^1]: The note {note()} says.
"""


BOXES = {"en": GateBox(f"Read on {note()}", f"{note()} Subscribe to\nread on", f"Now {note()}")}


@pytest.fixture
def draft(services: Services) -> Draft:
    at = PublishDate.parse("2026-06-12")
    made = Draft(
        title=f"Quay {note()}",
        subtitle=f"Under it {note()}",
        body=BODY,
        date=at,
        slug=f"quay {note()}",
        authors=(f"Ada {note()}",),
        access=Access.PAID,
        tags=(f"harbour {note()}", note()),
        categories=(f"Reports {note()}",),
        excerpt="",
        image=FeaturedImage("quay.jpg", f"A quay {note()}", f"Seen {note()}", f"Ada {note()}"),
        seo=Seo(f"Quay {note()}", f"Of quays {note()}", f"https://example.org/ {note()}"),
        social=Social(f"Quay {note()}", f"Quays {note()}"),
        share_message=f"Read {note()} this",
    )
    bios = {"": f"Ada writes {note()}", "en": f"{note()}\nOf quays {note()} and\nboats"}
    services.accounts.save_author(AuthorProfile("ada", "Ada", bios, links=("https://ada.example",)))
    services.drafting.save(made)
    services.drafting.add_picture(made.id, jpeg(), "quay.jpg")
    return made


@pytest.fixture
def account(services: Services, memory: MemorySite) -> Site:
    site = Site("Memory", "memory", ADDRESS, "ada", Gate.PAID_CONTENT, (777,), BOXES, zone="UTC")
    return services.accounts.add(site, SECRET)


def told(plan: Plan) -> str:
    """All that a plan says, and all an adapter is given with it; of the site's boxes that is the post's."""
    return repr(replace(plan, locate=lambda _: None, site=replace(plan.site, boxes={})))


# where it is written


@pytest.mark.parametrize("excerpt", ["", f"By hand {note()}"])
def test_no_plan_has_it(services: Services, draft: Draft, account: Site, excerpt: str) -> None:
    plan = services.publishing.plan(replace(draft, excerpt=excerpt), account)
    assert CANARY not in told(plan)
    assert CANARY not in str(plan.fingerprints)
    assert plan.post.title == "Quay"
    assert plan.post.tags == ("harbour",)
    assert plan.post.box == GateBox("Read on", "Subscribe to\nread on", "Now")
    assert [author.bio("en") for author in plan.post.authors] == ["Of quays and\nboats"]
    assert plan.post.slug == proposed_slug(draft) == "quay"
    assert plan.article.draft.authors == ("Ada",)
    assert "private-note-open" not in {finding.code for finding in plan.findings}


def test_it_is_not_counted_and_not_taken_for_an_excerpt(services: Services) -> None:
    words = "note " * 80
    draft = Draft(body=f"{note(words)}\n\nFive words {note(words)} and no more.")
    services.drafting.take_in(draft, lambda _name: None)
    assert services.drafting.words(draft).all == 5
    assert services.drafting.cards(Shelf.DRAFTS)[0].words == 5
    assert parse(draft).excerpt == "Five words and no more."


# where it is shown and sent


@pytest.mark.parametrize("gate", [None, *Gate])
def test_no_preview_and_no_file_shows_it(
    services: Services, draft: Draft, gate: Gate | None
) -> None:
    named = f"Harbour {note()}"
    site = Site(named, "wordpress", "https://example.org", gate=gate, boxes=BOXES) if gate else None
    for audience in Audience:
        shown = services.previewing.look(services.previewing.page(draft, audience, site))
        assert "A first paragraph" in shown.html or shown.hidden
        assert "Of quays and" in shown.html
        assert CANARY not in shown.html + shown.shell + repr(shown.article)
        assert site is None or "Harbour" in shown.shell
        written = services.previewing.file(draft, audience, site, lambda _: None)
        assert CANARY not in written


def test_no_surface_of_a_site_and_no_receipt_has_it(
    services: Services,
    draft: Draft,
    account: Site,
    memory: MemorySite,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    plan = services.publishing.plan(draft, account)
    steps: list[object] = []
    receipt = services.publishing.publish(plan, steps.append, lambda: None)
    (kept,) = memory.public
    for surface in Surface:
        for audience in Audience:
            assert CANARY not in memory.shown(surface, kept.remote_id, audience)
    assert CANARY not in f"{kept}{memory.shared}{steps}{receipt}{memory.calls}"
    page = page_of(plan, receipt)
    services.exporting.receipt(page, tmp_path / "receipt.html")
    assert CANARY not in repr(page) + (tmp_path / "receipt.html").read_text()
    looked = services.verifying.look(services.publishing.plan(draft, account))
    assert CANARY not in repr(looked)
    assert CANARY not in caplog.text


def test_a_folder_site_has_it_in_no_file_sealed_or_not(services: Services, draft: Draft) -> None:
    named = replace(services.accounts.practice_site(), name=f"Harbour {note()}", boxes=BOXES)
    site = services.accounts.edit(named)
    draft = replace(draft, authors=(*draft.authors, f"Ben {note()}"))
    plan = services.publishing.plan(draft, site)
    assert not plan.blocked
    services.publishing.publish(plan, lambda _: None, lambda: None)
    folder = services.accounts.folder_of(site)
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = {path.name for path in files}
    assert {"index.html", "feed.xml"} <= names
    for path in files:
        assert CANARY.encode() not in path.read_bytes()
        assert CANARY not in path.name


def _wordpress(post: Post) -> str:
    writer = BlockWriter({}, "p")
    free = writer.part(post.teaser, post.teaser_notes)
    return free + writer.part(post.locked, post.locked_notes)


WRITERS: dict[str, Callable[[Post], str]] = {
    "wordpress": _wordpress,
    "ghost": lambda post: lexical(post, {}, "ltr"),
}
OTHERWISE = {"folder", "memory"}  # all of what they keep is looked at above


def test_every_kind_of_site_is_looked_at_here() -> None:
    assert {kind.kind for kind in kinds()} <= {*WRITERS, *OTHERWISE}


@pytest.mark.parametrize("kind", WRITERS)
def test_no_text_for_a_site_has_it(services: Services, draft: Draft, kind: str) -> None:
    """All else that a site is sent is a field of the post, which is looked at above."""
    site = Site("S", kind, "https://site.example", "ada", Gate.TEASER_ONLY, boxes=BOXES)
    for access in Access:
        plan = services.publishing.plan(replace(draft, access=access), site)
        written = WRITERS[kind](in_words(plan.post))
        assert "A first paragraph" in written
        assert CANARY not in written


def test_no_bio_that_a_site_is_sent_has_it(services: Services, account: Site) -> None:
    note_only = {"": note(), "de": f"Über {note()} Boote"}
    profile = AuthorProfile("ben", "Ben", note_only, accounts={str(account.id): "2"})
    (change,) = services.accounts.bios_on_sites(services.accounts.save_author(profile))
    assert (change.old, change.new) == ("", "Über Boote")
    assert services.accounts.update_bio(change) == "Über Boote"


def test_no_address_that_is_made_of_a_name_has_it(services: Services) -> None:
    made = services.accounts.author_or_new(f"Zoe Quay {note()}")
    assert made.slug == "zoe-quay"
    with pytest.raises(BadInput, match="has no name"):
        services.accounts.save_author(replace(made, name=note()))


def test_the_writer_keeps_it_in_a_bio_and_in_a_box(
    services: Services, draft: Draft, account: Site
) -> None:
    assert CANARY in services.accounts.author("ada").bios["en"]
    (kept,) = (site for site in services.accounts.sites() if site.id == account.id)
    assert kept.boxes == BOXES


# what is kept

# the tables that hold what the writer wrote, as it was written
OURS = {"drafts", "bodies", "draft_search", "versions", "authors", "sites"}


def test_only_the_writer_s_own_tables_have_it(
    services: Services, draft: Draft, account: Site, memory: MemorySite
) -> None:
    later = replace(draft, date=PublishDate(datetime.now(UTC) + timedelta(days=3)))
    services.drafting.save(later)
    services.waiting.put(services.publishing.plan(later, account))
    services.publishing.publish(
        services.publishing.plan(draft, account), lambda _: None, lambda: None
    )
    holding = set()
    with sqlite3.connect(services.paths.library) as library:
        tables = [
            row[0] for row in library.execute("select name from sqlite_master where type='table'")
        ]
        for table in tables:
            if any(CANARY in repr(row) for row in library.execute(f'select * from "{table}"')):
                holding.add(table)
    assert {"drafts", "bodies"} <= holding
    assert {name for name in holding if not name.startswith(("draft_search", "search"))} <= OURS


def test_the_writer_keeps_it_in_the_library_and_in_the_file(
    services: Services, draft: Draft, tmp_path: Path
) -> None:
    path = services.drafting.save_as(draft.id, tmp_path / "quay.md")
    assert path.read_text().count(CANARY) == front_matter.write(draft).count(CANARY) > 30
    assert services.drafting.open(draft.id) == draft
    assert [card.id for card in services.drafting.cards(Shelf.DRAFTS, CANARY)] == [draft.id]


# what is new is looked at too


def test_every_renderer_and_template_is_looked_at_here() -> None:
    renderers = {path.stem for path in (ROOT / "editor/render").glob("[a-z]*.py")}
    # page, feed and receipt are written above; the others are their parts, or only have words of ours
    assert renderers <= {
        "page", "feed", "receipt", "html", "direction", "leaked", "phrases", "theme",
    }  # fmt: skip
    templates = {path.name for path in (ROOT / "resources/templates").iterdir()}
    assert templates <= {"page.html", "feed.xml", "index.html", "moved.html", "receipt.html"}


# the notes themselves


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a <!-- note: x --> b", "a b"),
        ("un<!--NOTE:x-->cut", "uncut"),
        ("- a\n<!-- note: b -->\n- c\n\nend", "- a\n- c\n\n\nend"),
        ("- a\n- <!-- note: b -->\n- c", "- a\n- c\n"),
        ("> a\n> <!-- note: x\n> y -->\n> b\n\nz", "> a\n> b\n\n\n\nz"),
        ("t <!-- note: a\n\nb --> more\nx\n\ny", "t more\nx\n\n\n\ny"),
        ("a <!-- note: b -- c > d --> e", "a e"),
        ("<!– note: x –> a", "a"),
        ("\u200f<!-- \u200fnote: x --> a", "\u200f a"),
        ("`<!-- note: x -->`", "`<!-- note: x -->`"),
        ("```\n<!-- note: x -->\n```", "```\n<!-- note: x -->\n```"),
        ("```\n<!-- note: no end of the fence -->", "```\n"),
        ("`<!-- note: a` b --> c", "` c"),
        ("<!-- notes -->", "<!-- notes -->"),
        ("open <!-- note: x\nand on\n\nfree", "open\n\n\nfree"),
        ("open <!-- note: x\n<!--more-->\nlocked", "open\n<!--more-->\nlocked"),
        ("a  \n<!-- note: x -->\nb", "a  \nb\n"),
    ],
)
def test_a_text_is_read_as_if_it_had_no_notes(written: str, read: str) -> None:
    assert without(written) == read
    assert without(written).count("\n") == masked(written).count("\n") == written.count("\n")


def test_a_note_that_does_not_end_holds_the_article_back(services: Services, account: Site) -> None:
    draft = Draft(title="T", body=f"One.\n\nTwo <!-- note: {CANARY}\nhere.\n\nThree.")
    plan = services.publishing.plan(draft, account)
    (finding,) = (one for one in plan.findings if one.code == "private-note-open")
    assert (finding.severity, finding.place) == (Severity.ERROR, "line:3")
    assert plan.blocked
    assert services.publishing.plan(draft, account, Status.DRAFT).blocked
    assert plan.article.teaser_text == "One.\nTwo\nThree."
    named = services.publishing.plan(Draft(title="T <!-- note: x", body="B"), account)
    assert ("private-note-open", "title") in {(f.code, f.place) for f in named.findings}


def test_a_bio_and_a_box_lose_all_that_is_below_a_note_without_an_end(
    services: Services, account: Site
) -> None:
    begun = f"Of quays.\n\n<!-- note: {CANARY}\n\n{CANARY}"
    services.accounts.save_author(AuthorProfile("ada", "Ada", {"": begun}))
    boxes = {"en": GateBox(f"Join <!-- note: {CANARY} –> {CANARY}\n\n-->", begun, "Go")}
    site = replace(account, boxes=boxes)
    draft = Draft(title="T", body="B", authors=("ada",))
    plan = services.publishing.plan(draft, site)
    assert CANARY not in told(plan)
    assert plan.post.authors[0].bio() == "Of quays."
    assert plan.post.box == GateBox("Join", "Of quays.", "Go")
    held = {finding.place for finding in plan.findings if finding.code == "private-note-open"}
    assert (held, plan.blocked) == ({"authors", "site"}, True)


def test_a_box_of_nothing_but_notes_has_our_words() -> None:
    box = GateBox(note(), "Read on.", note())
    site = Site("S", "folder", "", boxes={"en": box, "sv": GateBox(note(), "", "")})
    assert site.box("en") == GateBox("Subscribe to get access", "Read on.", "Subscribe")
    assert site.box("nl") == site.box("en")
    assert site.box("sv-FI") == DEFAULT_BOXES["sv"]


@pytest.mark.parametrize("code", [f"Of `{note()}`", f"Of\n~~~\n{note()}\n~~~"])
def test_in_a_bio_nothing_is_code(code: str) -> None:
    profile = AuthorProfile("ada", f"Ada `{note()}`", {"": code})
    assert CANARY not in profile.bio() + repr(profile.public())


def test_an_arrow_of_a_dash_does_not_publish_the_rest_of_a_note(
    services: Services, account: Site
) -> None:
    body = "Free.\n\nA <!-- note: to –> there --> b\n\nLast –> one.\n"
    assert masked(body) == "Free.\n\nA \n\nLast –> one.\n"
    plan = services.publishing.plan(Draft(title="T", body=body), account)
    assert "private-note-open" in {finding.code for finding in plan.findings}
    assert masked("A <!– note: x –> b") == "A  b"


def test_what_looks_like_a_note_in_code_is_named(services: Services, account: Site) -> None:
    body = "One.\n\n```\n<!-- note: shown -->\n```\n\n`<!-- note: too -->`"
    plan = services.publishing.plan(Draft(title="T", body=body), account)
    found = [(f.code, f.place) for f in plan.findings if f.code.startswith("private")]
    assert found == [("private-note-in-code", "line:4"), ("private-note-in-code", "line:7")]
    assert not plan.blocked
    assert "shown" in plan.article.teaser_text


def test_a_long_note_is_named_and_no_cut_is_put_into_it(services: Services, account: Site) -> None:
    body = "One.\n\n<!-- note: a\n\nb -->\n\nTwo."
    plan = services.publishing.plan(Draft(title="T", body=body), account)
    (long,) = (one for one in plan.findings if one.code == "private-note-long")
    assert (long.place, long.detail) == ("line:3", {"line": 5})
    assert cut.boundaries(body) == (0, 2, 6, 7)


def test_no_comment_but_the_cut_is_published() -> None:
    pieces = ("<!-- 0 -->", "a <!-- 0 --> b", "<div><!-- 0 --><p>y</p></div>", "- <!-- 0 -->")
    for piece in pieces:
        assert "0" not in repr(parse(Draft(body=piece)).teaser)
    assert clean_block("<p>y<!-- x --></p>") == "<p>y</p>"


WORDS = ("<!--", "-->", "note:", "NOTE :", f"{CANARY}", "`", "```", "~~~", "\n", "\n\n", " ", "    ",
         "> ", "- ", "<div>", "</div>", "<!--more-->", "<!-- ", " -->", "|", "[x](", ")", "words",
         "<!-- note: ", "\\", "<![CDATA[", "<b>", "<script>", "$", "[^1]: ", "# ")  # fmt: skip
pieces = st.lists(st.sampled_from(WORDS), max_size=14).map("".join)


@given(pieces, pieces)
@example("`", "`")
@example("<div>", "</div>")
def test_whatever_stands_around_it_a_note_is_not_in_the_article(before: str, after: str) -> None:
    body = f"{before}\n\nwords <!-- note: schlüssel --> words {after}"
    draft = Draft(body=body, access=Access.PAID)
    if any(one.code for one in find(body)):
        return  # shown, and named before it is
    article = parse(draft)
    assert "schlüssel" not in repr((article.teaser, article.locked, article.draft))
    assert "schlüssel" not in repr((article.teaser_notes, article.locked_notes))
    assert Reading().article(draft) == article


@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
def test_notes_are_gone_for_good_and_no_line_is(body: str) -> None:
    for bare in (without(body), masked(body)):
        assert bare.count("\n") == body.count("\n")
    lines = body.split("\n")
    kept = masked(body).split("\n")
    assert all(kept[line] == lines[line] for line in cut.find(body))
    assert all(without(body).split("\n")[line] == lines[line] for line in cut.find(body))
    draft = Draft(title=body, body=body)
    assert count_words(publishable(draft).body) <= count_words(body)
