"""A leak is found in whatever spelling it comes, and what is free is never called one."""

import base64
import json
import time
from html import escape
from random import Random
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.checks.leaks import Fingerprints, has_teaser, seen_words

FREE = "At ten past five the pumps under Quay 9 change their note, and the harbour drops."
LOCKED = (
    "The city pays for ninety million litres a day, whether or not it “takes” them — "
    "that’s what the well-kept contract says; nobody’s café asked."
)
TAKEN = "ninety million litres a day, whether or not it “takes” them — that’s what"
PRINTS = Fingerprints.of(LOCKED, [FREE])


def plain(text: str) -> str:
    return text


def in_json(text: str) -> str:
    return json.dumps({"content": {"rendered": f"<p>{text}</p>\n"}}).replace("/", "\\/")


def in_json_in_html(text: str) -> str:
    return f'<div data-props="{escape(json.dumps({"x": json.dumps(text)}))}"></div>'


def entities(text: str) -> str:
    return "".join(f"&#{ord(c)};" if i % 3 == 0 else escape(c) for i, c in enumerate(text))


def double_entities(text: str) -> str:
    return f"<description>&lt;p&gt;{escape(entities(text))}&lt;/p&gt;</description>"


def soft(text: str) -> str:
    return text.replace("million", "mil\u00adli&shy;on").replace("day", "d\u200bay")


def tagged(text: str) -> str:
    return "<p>" + "</p>\n<p>".join(f"<b>{w[:1]}</b>{w[1:]}" for w in text.split()) + "</p>"


def spans(text: str) -> str:
    return "".join(f"<span>{word}</span>" for word in text.split())


def with_note_call(text: str) -> str:
    return text.replace("litres", 'litres<sup class="fn"><a href="#n1">1</a></sup>')


def attribute(text: str) -> str:
    return f'<img src="x.png" alt="{escape(text)}">'


def comment(text: str) -> str:
    return f"<!-- {text} -->"


def script(text: str) -> str:
    return f"<script>window.__data={json.dumps(text, ensure_ascii=False)}</script>"


def base64ed(text: str) -> str:
    return f"<script>load('{base64.b64encode(f'<p>{text}</p>'.encode()).decode()}')</script>"


def base64_in_lines(text: str) -> str:
    return base64.encodebytes(("x" * 200 + " " + text).encode()).decode()


def base64_in_json_escaped(text: str) -> str:
    return quote(json.dumps({"b": base64.urlsafe_b64encode(text.encode()).decode()}))


def typewriter(text: str) -> str:
    return text.replace("“", '"').replace("”", '"').replace("—", "--").replace("’", "'").upper()


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" < c <= "~" else c for c in text)


@pytest.mark.parametrize(
    "spelling",
    [
        plain,
        in_json,
        in_json_in_html,
        entities,
        double_entities,
        soft,
        tagged,
        spans,
        with_note_call,
        attribute,
        comment,
        script,
        base64ed,
        base64_in_lines,
        base64_in_json_escaped,
        typewriter,
        wide,
        quote,
        quote_plus,
    ],
)
def test_a_leak_is_found_in_any_spelling(spelling: object) -> None:
    assert callable(spelling)
    leaks = PRINTS.find(f"<html>{FREE} <p>Other words.</p>{spelling(TAKEN)} and so on</html>")
    assert [leak.quote for leak in leaks] == [TAKEN]
    assert leaks[0].words == 13


def test_the_quote_is_the_longest_run_and_word_for_word() -> None:
    page = "<p>and the city pays for NINETY million litres a day, they say</p>"
    (leak,) = PRINTS.find(page)
    assert leak.quote == "The city pays for ninety million litres a day,"
    assert leak.words == 9


def test_the_context_is_the_markup_at_that_place() -> None:
    page = "<p>one</p>" * 200 + f'<meta name="description" content="{TAKEN}">' + "<p>two</p>" * 200
    (leak,) = PRINTS.find(page)
    assert '<meta name="description" content="ninety million' in leak.context
    assert len(leak.context) <= 300


def test_six_words_are_a_leak_and_five_are_none() -> None:
    assert PRINTS.find("the ninety million litres a day whether and")
    assert not PRINTS.find("of ninety million litres a day and")


def test_two_separate_leaks_are_two() -> None:
    quotes = [
        leak.quote
        for leak in PRINTS.find(
            "The city pays for ninety million. Else: the well-kept contract says; nobody’s café"
        )
    ]
    assert quotes == [
        "The city pays for ninety million",
        "the well-kept contract says; nobody’s café",
    ]


def test_what_is_free_or_was_said_before_is_no_leak() -> None:
    assert not Fingerprints.of(LOCKED, [f"It says: {TAKEN}"]).find(TAKEN)
    known = PRINTS.find(f"<p>{TAKEN}</p>")
    assert not PRINTS.without([leak.quote for leak in known]).find(TAKEN)
    assert PRINTS.without(["The city pays"]).find(TAKEN)


def test_a_run_that_begins_free_and_goes_on_locked_is_a_leak() -> None:
    prints = Fingerprints.of(LOCKED, ["the city pays for ninety million"])
    assert not prints.find("the city pays for ninety million")
    (leak,) = prints.find("the city pays for ninety million litres a day")
    assert leak.quote == "The city pays for ninety million litres a day,"


def test_a_free_name_with_one_word_beside_it_is_no_leak() -> None:
    name = "the Ministry of Ports, Bridges and Inland Waters"
    prints = Fingerprints.of(f"That year {name} paid for the pumps.", [f"So says {name}."])
    assert not prints.find(f"<p>This year {name} closed.</p>")
    assert not prints.find(f"<p>Then {name} paid nothing.</p>")
    assert prints.find(f"<p>That year {name} closed.</p>")
    nearly = Fingerprints.of(f"{name}, twice.", [f"So says {name}."])
    assert nearly.find(f"{name} twice"), "it has no more to tell"
    letters = Fingerprints.of(
        "昨年は国土港湾橋梁水路省の担当部局が支払った", ["国土港湾橋梁水路省の担当部局"]
    )
    assert not letters.find("今年は国土港湾橋梁水路省の担当部局が閉じた")
    assert letters.find("は国土港湾橋梁水路省の担当部局が支払った")


def test_a_short_locked_part_is_looked_for_whole() -> None:
    prints = Fingerprints.of("Sixty-one pages.", [])
    assert prints.find("<p>sixty&#45;one <i>pages</i></p>")[0].quote == "Sixty-one pages."
    assert not prints.find("<p>sixty pages</p>")


def test_nothing_locked_is_never_found() -> None:
    assert Fingerprints.of("", []).find("anything at all") == ()
    assert Fingerprints.of(" — ", []).find("anything — at all") == ()


@pytest.mark.parametrize(
    ("locked", "letters"),
    [
        (
            "この町は使うかどうかにかかわらず毎日九千万リットルの水に支払う",
            "かかわらず毎日九千万リッ",
        ),
        ("无论是否使用这座城市每天都要为九千万升水付费", "论是否使用这座城市每天都"),
        ("เมืองจ่ายค่าไฟฟ้าเก้าสิบล้านหน่วยต่อวัน", "จ่ายค่าไฟฟ้า"),
    ],
)
def test_scripts_without_spaces_count_by_letters(locked: str, letters: str) -> None:
    prints = Fingerprints.of(locked, [])
    (leak,) = prints.find(f"<p>{letters[:6]}<b>{letters[6:]}</b></p>")
    assert leak.quote == letters
    assert not prints.find(f"<p>{letters[:11]}</p>")


def test_arabic_is_found_with_and_without_its_vowel_signs() -> None:
    prints = Fingerprints.of("تدفع المدينة ثمن تسعين مليون لتر كل يوم", [])
    assert prints.find("<p>تَدْفَعُ المدينـة ثمنَ تسعين مليون لتر</p>")


def test_a_language_with_vowel_signs_counts_words_not_signs() -> None:
    prints = Fingerprints.of("शहर हर दिन नब्बे मिलियन लीटर पानी के लिए भुगतान करता है", [])
    assert prints.find("दिन नब्बे मिलियन लीटर पानी के")
    assert not prints.find("नब्बे मिलियन लीटर")


def test_a_picture_in_the_page_is_no_text() -> None:
    noise = base64.b64encode(Random(1).randbytes(50_000)).decode()
    assert PRINTS.find(f'<img src="data:image/png;base64,{noise}">') == ()


def test_all_of_a_teaser_is_counted_and_missed_when_it_is_not_there() -> None:
    teaser = "One two three — four’s five.\n\nA second, “quoted” paragraph; well-known words."
    page = (
        "<h1>x</h1><p>One two <em>three</em> &#8211; four&#8217;s five.</p>"
        "<p>A second, &quot;quoted&quot; paragraph; well-known words.</p>"
    )
    assert seen_words(teaser, page) == 11
    assert has_teaser(teaser, page)
    assert seen_words(teaser, "<p>One two three – four's five.</p>") == 5
    assert not has_teaser(teaser, "<p>One two three – four's five.</p>")
    assert has_teaser("", "<p>whatever</p>")
    assert seen_words("", "<p>whatever</p>") == 0


WORD = st.text("abcdefghijklmnopqrstuvwxyzåäöéßçñ", min_size=1, max_size=8)


@given(
    st.lists(WORD, min_size=6, max_size=30, unique=True),
    st.data(),
    st.sampled_from([plain, in_json, entities, spans, base64ed, quote, attribute]),
)
def test_any_six_words_are_found(words: list[str], data: st.DataObject, spelling: object) -> None:
    assert callable(spelling)
    start = data.draw(st.integers(0, len(words) - 6))
    run = " ".join(words[start : start + 6])
    prints = Fingerprints.of(" ".join(words), [])
    assert any(run in leak.quote for leak in prints.find(f"<p>9 {spelling(run)} 9</p>"))


@given(st.lists(WORD, max_size=40), st.lists(st.from_regex(r"[a-z]{1,8}q0", fullmatch=True)))
def test_a_text_that_shares_nothing_is_clean(locked: list[str], other: list[str]) -> None:
    assert Fingerprints.of(" ".join(locked), []).find(f"<p>{' '.join(other)}</p>") == ()


@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_comes_the_free_text_is_never_a_leak(locked: str, document: str) -> None:
    assert Fingerprints.of(locked, [document]).find(document) == ()
    for leak in Fingerprints.of(locked, []).find(document):
        assert leak.quote
        assert len(leak.context) <= 300


def test_a_long_article_and_a_long_page_take_no_time() -> None:
    random = Random(7)
    vocabulary = [f"word{number}" for number in range(3000)]
    locked = " ".join(random.choice(vocabulary) for _ in range(5000))
    page = "".join(
        f"<p class='x'>{' '.join(random.choice(vocabulary) for _ in range(40))} <b>&amp;</b></p>\n"
        for _ in range(500)
    )
    prints = Fingerprints.of(locked, [])
    once = _fastest(lambda: prints.find(page))
    # measured against reading the same page once, so that a slow machine does not fail it
    yardstick = _fastest(lambda: [word for word in page.split() if word.isalnum()])
    assert once < yardstick * 60


def test_a_text_that_says_the_same_over_and_over_is_compared_once() -> None:
    # compared anew from each place to each other one, this keeps a test for many minutes
    locked = f"{TAKEN} " * 300
    found = Fingerprints.of(locked, []).find(f"<p>{locked}</p>")
    assert [leak.quote for leak in found] == [locked.strip()]


@pytest.mark.parametrize("openings", ["<a", "<b x]]>", "<!--", "<sup", " ", "n<", "n’", "\\"])
def test_a_page_of_openings_that_nothing_closes_is_read_once(openings: str) -> None:
    # read on to its end from each opening, a page of this size keeps a test for many minutes
    page = openings * (1_000_000 // len(openings))
    for document in (f"<p>{TAKEN}</p><sup>1{page}", f"The {page}><p>{TAKEN}</p>"):
        (leak,) = PRINTS.find(document)
        assert leak.quote == TAKEN
        assert "ninety" in leak.context


def test_an_escape_with_a_number_beyond_all_bounds_hides_nothing() -> None:
    (leak,) = PRINTS.find(f"<p>&#{'1' * 5000};{TAKEN}</p>")
    assert leak.quote == TAKEN


def _fastest(work: object) -> float:
    assert callable(work)
    times = []
    for _ in range(5):
        began = time.process_time()  # not the clock's: other programs take their share of that
        work()
        times.append(time.process_time() - began)
    return min(times)


PICTURE = "picture-0a1b2c3d4e5f"
ADDRESS = f"https://harbour.example/uploads/2026/11/{PICTURE}.jpg"


@pytest.mark.parametrize(
    ("document", "quote"),
    [
        (f'<img src="{ADDRESS}">', ADDRESS),
        (f"<img srcset='/x.jpg 1w, /u/{PICTURE}-300x200.jpg 300w'>", f"/u/{PICTURE}-300x200.jpg"),
        (
            f'{{"image": "https:\\/\\/h.example\\/{PICTURE}.jpg"}}',
            f"https://h.example/{PICTURE}.jpg",
        ),
        (f"<loc>/size/w600/{PICTURE}.jpg</loc>", f"/size/w600/{PICTURE}.jpg"),
        (f"u%2F{PICTURE}%2Dscaled.jpg", f"u/{PICTURE}-scaled.jpg"),
        (base64.b64encode(f"the picture is at {ADDRESS} for all".encode()).decode(), ADDRESS),
        (f"<p>{PICTURE * 40}{'x' * 900}", ""),
    ],
)
def test_the_address_of_a_locked_picture_is_a_leak_in_any_size(document: str, quote: str) -> None:
    [leak] = Fingerprints.of("", ()).having({PICTURE: "quay.jpg"}).find(document)
    assert (leak.picture, leak.words) == ("quay.jpg", 0)
    assert PICTURE in leak.context
    assert leak.quote == quote or not quote


def test_a_picture_that_other_pages_showed_before_is_no_leak() -> None:
    prints = Fingerprints.of("", ()).having({PICTURE: "quay.jpg", "picture-ff": "pier.jpg"})
    left = prints.without([ADDRESS])
    assert left.pictures == {"picture-ff": "pier.jpg"}
    assert left
    assert not left.without(["picture-ff.png"])


def test_a_name_that_ends_a_sentence_known_from_the_teaser_is_a_leak() -> None:
    free = "The buyer of the shipyard at the old quay is a member of the board."
    locked = "The buyer of the shipyard at the old quay is Lars Nilsen. He paid in August."
    shown = "<p>The buyer of the shipyard at the old quay is Lars Nilsen.</p>"
    assert Fingerprints.of(locked, [free]).find(shown)
