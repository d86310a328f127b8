"""What we send, opened in the block editor of a real WordPress by an author, in a real browser.

These are the editor's own packages as WordPress ships, registers and configures them, which is a stronger
check than the same packages from npm. What comes out differs from what went in by two spellings, and
WordPress's filter makes them ours again when an author saves: `kept` says which, and
`test_what_an_author_saves_is_byte_for_byte_what_was_sent` holds it against the real filter.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle, zip_longest
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

from editor.cms.fit import fit
from editor.cms.http import Client
from editor.cms.port import Media, RemoteMedia
from editor.cms.wordpress.api import CAPABILITIES
from editor.cms.wordpress.blocks import BlockWriter
from editor.cms.wordpress.connection import Connection
from editor.cms.wordpress.embeds import settings_of
from editor.cms.wordpress.gates.body import Body, spoken
from editor.cms.wordpress.gates.guard import Guard
from editor.model.article import Article
from editor.model.audience import Access, Gate
from editor.model.block import (
    Block,
    Blocks,
    Code,
    Embed,
    Figure,
    Gallery,
    Heading,
    Inline,
    InlineCode,
    Inlines,
    LineBreak,
    Link,
    ListBlock,
    Mark,
    Marked,
    NoteCall,
    Paragraph,
    Picture,
    PullQuote,
    Quote,
    Separator,
    Table,
    Text,
)
from editor.model.draft import Draft
from editor.model.provider import Provider
from editor.model.site import Site
from editor.text.parse import parse
from tests import plain
from tests.contract.article_corpus import CONSTRUCTS, LONG, PICTURES, articles
from tests.contract.conftest import PLAN, WordPressServer

OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
MEDIA: Media = {
    PICTURES[0]: RemoteMedia("12", "https://site.example/quay-ab.png?a=1&b=2"),
    PICTURES[1]: RemoteMedia("13", "https://site.example/odd.png"),
}
LANGUAGES = ("en", "fr", "ar", "he", "ja")
BLOCKS: tuple[str, ...]
BLOCKS = ("paragraph", "heading", "list", "list-item", "quote", "pullquote", "image", "gallery")
BLOCKS += ("embed", "code", "table", "separator", "html")
_FRAME = '<iframe width="{}" height="{}" src="about:blank"></iframe>'
# What a provider's oEmbed answer is: its type, its name, its markup. Three are not here: WordPress 7.1
# calls Bluesky now by one name, now by the other, at each opening; Pocket Casts' and Apple's answers are not
# known.
ANSWERS = {
    Provider.YOUTUBE: ("video", "YouTube", _FRAME.format(200, 113)),
    Provider.VIMEO: ("video", "Vimeo", _FRAME.format(426, 240)),
    Provider.X: ("rich", "Twitter", "<blockquote>A post</blockquote>"),
    Provider.INSTAGRAM: ("rich", "Instagram", "<blockquote>A picture</blockquote>"),
    Provider.TIKTOK: ("video", "TikTok", "<blockquote>A film</blockquote>"),
    Provider.SPOTIFY: ("rich", "Spotify", _FRAME.format("100%", 152)),
    Provider.SOUNDCLOUD: ("rich", "SoundCloud", _FRAME.format(500, 400)),
}
# Reads each text as the editor does when a post is opened, and writes it as when it is saved.
READ = """
return arguments[0].map(text => {
  const invalid = [], names = [], complaints = [];
  const quiet = {};
  for (const level of ['error', 'warn', 'info', 'log', 'groupCollapsed']) {
    quiet[level] = console[level];
    console[level] = (...words) => complaints.push([...words.map(String).join(' ')].slice(0, 300).join(''));
  }
  try {
    const blocks = wp.blocks.parse(text);
    const walk = list => list.forEach(each => {
      names.push(each.name);
      if (!each.isValid) invalid.push(each.originalContent);
      walk(each.innerBlocks);
    });
    walk(blocks);
    return {names, invalid, complaints, saved: wp.blocks.serialize(blocks)};
  } finally {
    Object.assign(console, quiet);
  }
});
"""


@dataclass(frozen=True)
class Reading:
    """How the editor took a text: its blocks' names, what was wrong, and what it would save."""

    names: tuple[str, ...]
    invalid: tuple[str, ...]
    complaints: tuple[str, ...]
    saved: str


def read(browser: WebDriver, texts: Sequence[str]) -> list[Reading]:
    said: list[dict[str, Any]] = browser.execute_script(READ, list(texts))
    return [
        Reading(
            tuple(each["names"]), tuple(each["invalid"]), tuple(each["complaints"]), each["saved"]
        )
        for each in said
    ]


def opened(browser: WebDriver, address: str) -> None:
    """The editor at `address`, with its page drawn."""
    browser.execute_script("window.onbeforeunload = null")
    browser.get(address)
    drawn = (
        "const page = document.querySelector('iframe[name=editor-canvas]')?.contentDocument;"
        "return Boolean(window.wp?.blocks?.getBlockType('core/paragraph')"
        " && page?.querySelector('.is-root-container'));"
    )
    WebDriverWait(browser, 60).until(lambda d: d.execute_script(drawn))


@pytest.fixture(scope="module")
def browser(wordpress: WordPressServer) -> Iterator[WebDriver]:
    """A browser with the block editor open, as an author sees it."""
    options = webdriver.ChromeOptions()
    for option in OPTIONS:
        options.add_argument(option)
    driver = webdriver.Chrome(
        options=options, service=webdriver.ChromeService("/usr/bin/chromedriver")
    )
    try:
        driver.get(f"{wordpress.url}/wp-login.php")
        driver.execute_script(
            "user_login.value = 'author'; user_pass.value = 'author-pw'; wp_submit.click()".replace(
                "wp_submit", "document.getElementById('wp-submit')"
            )
            .replace("user_login", "document.getElementById('user_login')")
            .replace("user_pass", "document.getElementById('user_pass')")
        )
        WebDriverWait(driver, 60).until(lambda d: d.find_elements(By.ID, "wpadminbar"))
        opened(driver, f"{wordpress.url}/wp-admin/post-new.php")
        yield driver
    finally:
        driver.quit()


@pytest.fixture(scope="module")
def author(wordpress: WordPressServer) -> Iterator[httpx.Client]:
    """The REST API as the author, who may not write unfiltered HTML."""
    with plain.Client(
        base_url=f"{wordpress.url}/wp-json/wp/v2/",
        auth=("author", wordpress.passwords["author"]),
        timeout=60,
    ) as client:
        yield client


@cache
def parsed() -> Mapping[str, Article]:
    """The corpus, each article in one of five languages, all of it paid for."""
    languages = cycle(LANGUAGES)
    return {
        name: parse(Draft(title=name, body=markdown, access=Access.PAID, language=next(languages)))
        for name, markdown in articles().items()
    }


def written(gate: Gate, access: Access = Access.PAID, long: int = LONG) -> dict[str, Body]:
    """The articles as the adapter would send them, with the first `long` of the long ones."""
    site = Site("Letters", "wordpress", "https://site.example", gate=gate, plans=(PLAN,))
    guard = Guard(Connection(site, "", Client(), lambda _: None), site.name, readers="")
    sent = {}
    for name, article in list(parsed().items())[: len(CONSTRUCTS) + 1 + long]:
        if access is Access.EVERYONE:
            whole = article.teaser + article.locked
            notes = article.teaser_notes + article.locked_notes
            article = Article(replace(article.draft, access=access), whole, (), notes)
        post = fit(article, site, CAPABILITIES, authors=(), slug="c", date=None).post
        sent[name] = spoken(
            guard.body(post, MEDIA, "https://site.example/"), article.draft.language, "en-US"
        )
    return sent


def differing(one: str, other: str) -> list[tuple[str, str]]:
    """The lines in which two texts differ."""
    lines = zip_longest(one.split("\n"), other.split("\n"), fillvalue="")
    return [(here, there) for here, there in lines if here != there]


def kept(saved: str) -> str:
    """`saved` in the spelling that WordPress's filter gives it when an author sends it."""
    return re.sub(r"&#(\d\d);", r"&#0\1;", re.sub(r"(?<! )/>", " />", saved))


def wrong(texts: Mapping[str, str], readings: Sequence[Reading]) -> dict[str, object]:
    """What a writer would be asked about, or would change by saving alone; by article."""
    found: dict[str, object] = {}
    for (name, text), reading in zip(texts.items(), readings, strict=True):
        if reading.invalid or reading.complaints or "core/freeform" in reading.names:
            found[name] = (reading.invalid, reading.complaints)
        elif kept(reading.saved) != text:
            found[name] = (text, kept(reading.saved))
    return found


def test_every_article_is_valid_and_saved_unchanged(browser: WebDriver) -> None:
    bodies = written(Gate.TEASER_ONLY, Access.EVERYONE)
    texts = {name: each.markup for name, each in bodies.items()}
    readings = read(browser, list(texts.values()))
    assert wrong(texts, readings) == {}
    core = {f"core/{name}" for name in BLOCKS}
    assert {name for reading in readings for name in reading.names} == core
    whole = [reading for reading in readings if set(reading.names) == core]
    assert len(whole) >= 60


def test_both_sides_of_the_gate_are_valid_and_saved_unchanged(browser: WebDriver) -> None:
    bodies = written(Gate.PAID_CONTENT, long=4)
    parts = {f"{name}, free": each.free for name, each in bodies.items()}
    parts |= {f"{name}, locked": each.locked for name, each in bodies.items()}
    boxed = written(Gate.TEASER_ONLY, long=0)
    parts |= {f"{name}, boxed": each.markup for name, each in boxed.items()}
    assert wrong(parts, read(browser, list(parts.values()))) == {}


def test_the_gate_itself_survives_an_editor_that_lacks_its_plugin(browser: WebDriver) -> None:
    """The editor joins what it does not know by single line breaks; it changes nothing else."""
    texts = {name: each.markup for name, each in written(Gate.PAID_CONTENT, long=4).items()}
    readings = read(browser, list(texts.values()))
    for (name, text), reading in zip(texts.items(), readings, strict=True):
        assert reading.invalid == (), name
        assert kept(reading.saved).replace("\n", "") == text.replace("\n", ""), name
        assert reading.names.count("core/missing") >= 1, name


def test_what_an_author_saves_is_byte_for_byte_what_was_sent(
    browser: WebDriver, author: httpx.Client
) -> None:
    bodies = written(Gate.TEASER_ONLY, Access.EVERYONE, long=8).values()
    sent = "\n\n".join(each.markup for each in bodies)
    (reading,) = read(browser, [sent])
    gated = "\n\n".join(each.markup for each in written(Gate.PAID_CONTENT, long=0).values())
    for written_as, text in ((sent, sent), (reading.saved, sent), (gated, gated)):
        made = author.post("posts", json={"title": "Corpus", "content": written_as}).json()
        assert differing(text, made["content"]["raw"]) == []
        author.delete(f"posts/{made['id']}", params={"force": "true"})


def test_a_post_opens_in_the_editor_without_a_question(
    browser: WebDriver, author: httpx.Client, wordpress: WordPressServer
) -> None:
    sent = written(Gate.TEASER_ONLY, Access.EVERYONE, long=1)["everything, 0"].markup
    made = author.post("posts", json={"title": "Everything", "content": sent}).json()
    opened(browser, f"{wordpress.url}/wp-admin/post.php?post={made['id']}&action=edit")
    blocks = "return window.wp && wp.data && wp.data.select('core/block-editor')?.getBlockCount()"
    WebDriverWait(browser, 60).until(lambda d: d.execute_script(blocks))
    valid, changed = browser.execute_script(
        "const walk = list => list.flatMap(b => [b.isValid, ...walk(b.innerBlocks)]);"
        "return [walk(wp.data.select('core/block-editor').getBlocks()),"
        " wp.data.select('core/editor').isEditedPostDirty()]"
    )
    assert len(valid) > 60
    assert all(valid)
    assert changed is False


EMBEDS: Mapping[Provider, Embed] = {
    each.provider: each
    for name in CONSTRUCTS
    for each in parsed()[name].teaser
    if isinstance(each, Embed)
}


def test_every_embed_is_the_editors_own_for_that_address(browser: WebDriver) -> None:
    """The editor's table of providers gives the name and the shape, and knows the address by itself."""
    find = (
        "const [url, slug] = arguments;"
        "const all = wp.blocks.getBlockVariations('core/embed');"
        "const known = all.find(v => (v.patterns || []).some(p => url.match(p)));"
        "return [known && known.name, all.find(v => v.name === slug)?.attributes];"
    )
    for provider in Provider:
        ours = settings_of(EMBEDS[provider])
        known, attributes = browser.execute_script(find, ours["url"], ours["providerNameSlug"])
        if provider is Provider.APPLE_PODCASTS:  # not in its table: it asks the page itself
            assert (known, attributes) == (None, None)
            continue
        # the editor cannot show Instagram by itself since 2020, and so takes no address for it
        assert known == (None if provider is Provider.INSTAGRAM else ours["providerNameSlug"])
        assert attributes.items() <= ours.items()
        assert ours.get("responsive") == attributes.get("responsive")


def test_an_embed_stays_as_it_is_when_its_preview_arrives(
    browser: WebDriver, wordpress: WordPressServer
) -> None:
    """Stand-in: the providers' answers, in the form that each is known to give."""
    opened(browser, f"{wordpress.url}/wp-admin/post-new.php")
    shown = tuple(EMBEDS[provider] for provider in ANSWERS)
    text = BlockWriter(MEDIA, "fn").part(shown, ())
    pasted = "https://youtu.be/pasted-by-hand"
    answers = {
        str(settings_of(each)["url"]): dict(zip(("type", "provider_name", "html"), answer))
        for each, answer in zip(shown, ANSWERS.values(), strict=True)
    }
    answers[pasted] = answers[str(settings_of(shown[0])["url"])]
    browser.execute_script(
        "const [answers, text, pasted] = arguments;"
        "wp.apiFetch.use((asked, next) => {"
        "  const to = new URL(asked.path || '/', location).searchParams.get('url');"
        "  return to in answers ? Promise.resolve(answers[to]) : next(asked);"
        "});"
        "const blocks = wp.blocks.parse(text);"
        "blocks.push(wp.blocks.createBlock('core/embed', {url: pasted}));"
        "wp.data.dispatch('core/block-editor').resetBlocks(blocks);",
        answers,
        text,
        pasted,
    )
    drawn = (
        "const known = url => wp.data.select('core').getEmbedPreview(url);"
        "const page = document.querySelector('iframe[name=editor-canvas]').contentDocument;"
        "const shown = page.querySelectorAll('.wp-block-embed__wrapper').length;"
        "return arguments[0].every(known) && shown === arguments[0].length;"
    )
    WebDriverWait(browser, 60).until(lambda d: d.execute_script(drawn, list(answers)))
    now = "return wp.blocks.serialize(wp.data.select('core/block-editor').getBlocks())"
    named = f'{{"url":"{pasted}","providerNameSlug":"youtube","responsive":true}}'
    WebDriverWait(browser, 60).until(lambda d: named in d.execute_script(now))
    assert browser.execute_script(now).startswith(text)


def test_wordpress_shows_its_own_footnotes_to_strangers_behind_any_gate(
    author: httpx.Client, wordpress: WordPressServer
) -> None:
    """Why notes are not WordPress's footnotes: those lie outside the text, where no gate reaches."""
    secret = "Only members should read this note of the harbour master"
    gate = written(Gate.PAID_CONTENT)["plain"]
    call = '<sup data-fn="n1" class="fn"><a href="#n1" id="n1-link">1</a></sup>'
    theirs = gate.before + f"<!-- wp:paragraph -->\n<p>Locked{call}</p>\n<!-- /wp:paragraph -->"
    theirs += "\n\n<!-- wp:footnotes /-->" + gate.after
    post = {"title": "Footnotes", "excerpt": "Free.", "status": "publish"}
    note = json.dumps([{"id": "n1", "content": secret}])
    told = author.post("posts", json=post | {"content": theirs, "meta": {"footnotes": note}}).json()
    ours = BlockWriter({}, "fn").part((Paragraph((Text(f"Locked. {secret}"),)),), ())
    kept = author.post("posts", json=post | {"content": gate.before + ours + gate.after}).json()

    def seen(id_: int) -> str:
        return plain.get(f"{wordpress.url}/wp-json/wp/v2/posts/{id_}").text

    assert secret in seen(told["id"])
    assert "Locked" not in seen(told["id"])
    assert secret not in seen(kept["id"])
    for made in (told, kept):
        author.delete(f"posts/{made['id']}", params={"force": "true"})


_WORDS = st.text(
    st.one_of(
        st.sampled_from(list("ab &<>\"'[]/-–—“”«»\u00a0\u00ad\u200b!{}#$\\`*_;:.,…漢ا\n")),
        st.characters(exclude_categories=("Cs", "Cc", "Cn")),
    ),
    max_size=24,
)
_URLS = st.sampled_from(
    ["https://example.org/?a=1&b=2", "mailto:a@b.example", "#x", "a b/c:d", "/ü[x]?q=<>&amp;"]
)
_PICTURES = st.builds(
    Picture, st.sampled_from([*MEDIA, "https://elsewhere.example/x.png?a=1&b=2"]), _WORDS
)


def _inlines(depth: int = 2, linked: bool = False) -> st.SearchStrategy[Inlines]:
    leaf: st.SearchStrategy[Inline] = st.one_of(
        st.builds(Text, _WORDS),
        st.builds(Text, _WORDS),
        st.builds(InlineCode, _WORDS),
        st.builds(LineBreak),
        _PICTURES,
    )
    if depth:
        leaf |= st.builds(Marked, st.sampled_from(Mark), _inlines(depth - 1, linked))
    if not linked:
        leaf |= st.builds(NoteCall, st.just("n"), st.integers(1, 3))
        leaf |= st.builds(Link, _URLS, _inlines(max(0, depth - 1), linked=True), _WORDS)
    return st.lists(leaf, max_size=4).map(tuple)


def _lists(depth: int) -> st.SearchStrategy[Block]:
    paragraph = st.builds(Paragraph, _inlines(1))
    item: st.SearchStrategy[Blocks] = st.tuples(paragraph)
    if depth:
        item |= st.tuples(paragraph, _lists(depth - 1))
        item |= st.tuples(paragraph, paragraph)
    return st.builds(
        ListBlock,
        st.booleans(),
        st.lists(item, min_size=1, max_size=3).map(tuple),
        st.integers(0, 12),
        st.booleans(),
    )


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    wide = draw(st.integers(1, 3))
    row = st.tuples(*[_inlines(1)] * wide)
    aligns = st.tuples(*[st.sampled_from(["", "left", "center", "right"])] * wide)
    rows = st.lists(row, max_size=2).map(tuple)
    return Table(draw(row), draw(rows), draw(aligns), draw(_inlines(1)))


def _blocks(depth: int = 1) -> st.SearchStrategy[Blocks]:
    figure = st.builds(Figure, _PICTURES, _WORDS, _WORDS)
    kinds: list[st.SearchStrategy[Block]] = [
        st.builds(Paragraph, _inlines()),
        st.builds(Heading, st.integers(1, 6), _inlines()),
        st.builds(PullQuote, _inlines(), _inlines(1)),
        _lists(2),
        figure,
        st.builds(Gallery, st.lists(figure, min_size=2, max_size=3).map(tuple)),
        st.builds(Embed, st.just("https://youtu.be/a?b=1&c=--"), st.sampled_from(Provider)),
        st.builds(Code, _WORDS, st.sampled_from(["", "python", "c++"])),
        st.builds(Separator),
        _tables(),
    ]
    if depth:
        kinds.append(st.builds(Quote, _blocks(depth - 1)))
    return st.lists(st.one_of(*kinds), max_size=4).map(tuple)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(_blocks())
def test_no_tree_of_blocks_is_ever_asked_about(browser: WebDriver, blocks: Blocks) -> None:
    text = BlockWriter(MEDIA, "fn-1").part(blocks, ())
    assert wrong({"tree": text}, read(browser, [text])) == {}
