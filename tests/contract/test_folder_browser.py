"""The practice site in a real browser: locked for a visitor, open after the passphrase."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from editor.checks.leaks import Fingerprints
from editor.cms.fit import fit
from editor.cms.folder.site import CAPABILITIES, FolderSite
from editor.cms.port import Asset
from editor.model.audience import Access, Gate
from editor.model.author import AuthorProfile
from editor.model.draft import Draft
from editor.model.site import Site
from editor.services.serving import serve
from editor.text.parse import parse

RESOURCES = Path(__file__).parents[2] / "resources"
SAMPLE = RESOURCES / "sample"
PASSPHRASE = "käse moor 3456"
SECRET = "the fourth shed on the north quay has been empty since the spring"
# the shape of the page that readers of such a site get: two free paragraphs, then the gate
BODY = f"""By Elin Falk:

The talks between the harbour and its pilots have reached their second round. During the last week
two boats stayed in port and a third went out without a pilot. What is more striking is the silence
of the board, which calls every one of these days “ordinary”.

In the last week the pilots wrote to each member of the board by name.[^free]

<!--more-->

## What was not said

What nobody said aloud is that {SECRET}, and that everyone who works there knows it.[^paid]

![A gate in a wall at night, standing open](gate.jpg "The way in. © Standfirst")

[^free]: The letters are dated 3 May.
[^paid]: Seen by the writer on the second of June.
"""
ELIN = AuthorProfile("elin", "Elin Falk", {"": "Has written of harbours for thirty-five years."})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice site with one article, published as the program does it."""
    root = tmp_path_factory.mktemp("practice")
    site = Site("Practice site", "folder", str(root / "site"), gate=Gate.SEALED)
    article = parse(
        Draft(title="The pilots’ second round", body=BODY, access=Access.PAID, slug="pilots")
    )
    date = datetime(2021, 7, 11, 12, tzinfo=UTC)
    post = fit(article, site, CAPABILITIES, authors=(ELIN,), slug="pilots", date=date).post
    cms = FolderSite(site, PASSPHRASE, root / "staging", RESOURCES)
    data = (SAMPLE / "gate.jpg").read_bytes()
    asset = Asset("gate.jpg", data, "image/jpeg", sha256(data).hexdigest(), locked=True)
    media = {"gate.jpg": cms.upload(asset)}
    remote = cms.create_draft(post)
    remote = cms.fill(remote.remote_id, post, media)
    assert cms.differences(post, media, remote) == ()
    cms.publish(remote.remote_id)
    cms.close()
    return root / "site"


@pytest.fixture
def page(folder: Path, browser: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    with serve(folder) as server:
        browser.get(server.url + "pilots/")
        yield browser
        log = browser.get_log("browser")  # type: ignore[no-untyped-call]  # not annotated there
        assert [entry for entry in log if entry["level"] == "SEVERE"] == []


def open_with(page: webdriver.Chrome, passphrase: str) -> None:
    page.find_element(By.ID, "passphrase").send_keys(passphrase)
    page.find_element(By.CSS_SELECTOR, "#opener button").click()


def text(page: webdriver.Chrome) -> str:
    return page.find_element(By.TAG_NAME, "body").text


def wait(page: webdriver.Chrome, script: str) -> None:
    WebDriverWait(page, 60).until(lambda driver: driver.execute_script(f"return {script}"))


def test_a_visitor_finds_the_parts_in_order_and_no_locked_word(
    page: webdriver.Chrome, folder: Path
) -> None:
    shown = text(page)
    at = -1
    for part in (
        "11 July 2021",
        "The pilots’ second round",
        "Posted on 11 July 2021 by Elin Falk",
        "By Elin Falk:",
        "which calls every one of these days “ordinary”",
        "to each member of the board by name",
        "Subscribe to get access",
        "Read more of this content when you subscribe today.",
        "Subscribe",
        "The letters are dated 3 May.",
        "Leave a reply",
        "Published by",
        "Elin Falk",
        "Has written of harbours for thirty-five years.",
    ):
        assert (at := shown.find(part, at + 1)) >= 0, part
    prints = Fingerprints.of(f"What nobody said aloud is that {SECRET}", [])
    assert not prints.find(page.page_source)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        assert not prints.find(path.read_bytes().decode(errors="ignore")), path
        assert b"\xff\xd8\xff" not in path.read_bytes()[:3], "the locked picture lies open"


def test_the_passphrase_opens_the_words_the_note_and_the_picture(page: webdriver.Chrome) -> None:
    open_with(page, PASSPHRASE)
    wait(page, "document.querySelector('#locked figure') !== null")
    shown = text(page)
    assert SECRET in shown
    assert "Subscribe to get access" not in shown
    assert shown.index("The letters are dated 3 May.") < shown.index("Seen by the writer")
    wait(page, "document.querySelector('#locked img').complete")
    image = page.find_element(By.CSS_SELECTOR, "#locked img")
    assert page.execute_script("return arguments[0].naturalWidth", image) == 1600
    assert (image.get_attribute("src") or "").startswith("blob:")
    assert image.get_attribute("alt") == "A gate in a wall at night, standing open"
    assert "faded" not in (page.find_element(By.ID, "teaser").get_attribute("class") or "")


def test_a_wrong_passphrase_says_so_and_the_right_one_then_opens(page: webdriver.Chrome) -> None:
    open_with(page, "something else")
    wait(page, "document.querySelector('#opener-says.wrong') !== null")
    assert "That is not the passphrase." in text(page)
    assert SECRET not in page.page_source
    open_with(page, PASSPHRASE)
    wait(page, "document.querySelector('#locked figure') !== null")
    assert SECRET in text(page)


def test_nothing_is_remembered(page: webdriver.Chrome) -> None:
    open_with(page, f"  {PASSPHRASE} ")
    wait(page, "document.querySelector('#locked figure') !== null")
    page.refresh()
    assert SECRET not in page.page_source
    assert page.execute_script("return localStorage.length + sessionStorage.length") == 0
    assert page.get_cookies() == []


def test_a_lost_picture_does_not_keep_the_words_shut(folder: Path, page: webdriver.Chrome) -> None:
    (blob,) = (folder / "sealed").iterdir()
    kept = blob.read_bytes()
    blob.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    try:
        open_with(page, PASSPHRASE)
        wait(page, "document.querySelector('#locked .no-picture') !== null")
    finally:
        blob.write_bytes(kept)
    assert SECRET in text(page)
    assert "A picture could not be fetched." in text(page)


def test_where_the_browser_has_no_cipher_https_is_asked_for(page: webdriver.Chrome) -> None:
    page.execute_script("Object.defineProperty(crypto, 'subtle', {value: undefined})")
    open_with(page, PASSPHRASE)
    wait(page, "document.querySelector('#opener-says.wrong') !== null")
    assert "only at an https address" in text(page)


def test_without_scripts_the_page_says_what_it_needs(
    folder: Path, browser: webdriver.Chrome
) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        with serve(folder) as server:
            browser.get(server.url + "pilots/")
            assert "Opening the rest needs JavaScript." in text(browser)
            assert "Subscribe to get access" in text(browser)
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_right_to_left_pages_begin_at_the_right(
    folder: Path, browser: webdriver.Chrome, tmp_path: Path
) -> None:
    site = Site("Practice site", "folder", str(tmp_path / "site"), gate=Gate.SEALED)
    draft = Draft(
        title="المدينة", body="كلمات حرة.\n\n<!--more-->\n\nكلمات مغلقة.\n", language="ar"
    )
    article = parse(replace(draft, access=Access.PAID))
    post = fit(article, site, CAPABILITIES, authors=(ELIN,), slug="city", date=None).post
    cms = FolderSite(site, PASSPHRASE, tmp_path / "staging", RESOURCES)
    cms.create_draft(post)
    cms.fill(str(post.article_id), post, {})
    cms.publish(str(post.article_id))
    with serve(tmp_path / "site") as server:
        browser.get(server.url + "city/")
        title = browser.find_element(By.TAG_NAME, "h1")
        assert title.value_of_css_property("direction") == "rtl"
        assert "نُشر في" in text(browser)
        open_with(browser, PASSPHRASE)
        wait(browser, "document.querySelector('#locked .gate') === null")
        assert "كلمات مغلقة." in text(browser)
