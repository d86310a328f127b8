"""Before publishing a writer hears of everything that should stop it, and where it is."""

import re
from dataclasses import replace

import pytest

from editor.checks.preflight import preflight
from editor.model.audience import Access, Gate
from editor.model.draft import Draft, FeaturedImage, Seo, Social
from editor.model.finding import Finding, Severity
from editor.model.wording import WORDING, sentence
from editor.text.parse import parse

SECRET = "the city pays for ninety million litres a day"
FILE = SECRET.replace(" ", "_")
BODY = f"""The pumps change their note at ten past five, and the harbour drops by a hand. Nobody on the quay
looks up: it has been so since the plant was built, and the children set their clocks by it.

<!--more-->

On page 61 it says that {SECRET}, come what may. The contract runs for
twenty years, and there are two of them.
"""
DRAFT = Draft(
    title="The city that drinks",
    subtitle="A plant for a drought",
    body=BODY,
    authors=("ada",),
    access=Access.PAID,
)


def findings(draft: Draft, **facts: object) -> tuple[Finding, ...]:
    article = parse(draft)
    known: dict[str, object] = {
        "gate": Gate.SEALED,
        "excerpt": article.excerpt,
        "missing_pictures": frozenset(),
        "unknown_authors": (),
    }
    return preflight(article, **{**known, **facts})  # type: ignore[arg-type]  # by name, as given


def codes(draft: Draft, severity: Severity = Severity.ERROR, **facts: object) -> list[str]:
    return [f.code for f in findings(draft, **facts) if f.severity is severity]


def place(draft: Draft, code: str, **facts: object) -> str:
    (found,) = (finding for finding in findings(draft, **facts) if finding.code == code)
    return found.place


def test_a_sound_article_has_nothing_against_it() -> None:
    assert codes(DRAFT) == []
    assert codes(DRAFT, Severity.WARNING) == []
    assert codes(DRAFT, Severity.NOTE) == ["sealed-needs-https"]
    assert codes(DRAFT, Severity.NOTE, gate=Gate.TEASER_ONLY) == []


def test_no_title_and_no_text_stop_it() -> None:
    assert "no-title" in codes(replace(DRAFT, title="  "))
    assert codes(replace(DRAFT, body=" \n", access=Access.EVERYONE)) == ["empty-article"]


def test_two_cuts_stop_it_at_the_second() -> None:
    twice = replace(DRAFT, body=BODY + "\n<!--more-->\n\nEnd.\n")
    assert "cuts-many" in codes(twice)
    assert place(twice, "cuts-many") == "line:9"


def test_a_cut_for_everyone_is_only_warned_of() -> None:
    free = replace(DRAFT, access=Access.EVERYONE)
    assert codes(free) == []
    assert codes(free, Severity.WARNING) == ["cut-without-gate"]
    assert place(free, "cut-without-gate") == "line:4"


def test_without_a_cut_everything_is_locked_and_that_is_said() -> None:
    uncut = replace(DRAFT, body="Only for those who pay.\n")
    assert codes(uncut, Severity.WARNING) == ["no-cut"]
    assert codes(uncut) == []


def test_a_cut_at_either_end_is_warned_of() -> None:
    assert codes(replace(DRAFT, body="Free.\n\n<!--more-->\n"), Severity.WARNING) == [
        "nothing-locked"
    ]
    assert codes(replace(DRAFT, body="<!--more-->\n\nPaid.\n"), Severity.WARNING) == [
        "nothing-free"
    ]


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        ({"title": f"Why {SECRET}"}, "locked-words-in-title", "title"),
        ({"subtitle": f"Why {SECRET}"}, "locked-words-in-subtitle", "subtitle"),
        ({"excerpt": f"Why {SECRET}"}, "locked-words-in-excerpt", "excerpt"),
        ({"seo": Seo("Why", f"so {SECRET}")}, "locked-words-in-seo", "seo"),
        ({"seo": Seo(f"Why {SECRET}")}, "locked-words-in-seo", "seo"),
        ({"social": Social(f"Why {SECRET}")}, "locked-words-in-social", "social"),
        ({"social": Social("Why", f"so {SECRET}")}, "locked-words-in-social", "social"),
        (
            {"seo": Seo(canonical=f"https://a.example/{SECRET.replace(' ', '-')}/")},
            *("locked-words-in-canonical", "canonical"),
        ),
        ({"image": FeaturedImage("a.jpg", SECRET)}, "locked-words-in-alt", "image"),
        ({"image": FeaturedImage("a.jpg", "x", SECRET)}, "locked-words-in-caption", "image"),
        ({"image": FeaturedImage("a.jpg", "x", "", SECRET)}, "locked-words-in-caption", "image"),
        ({"tags": (SECRET,)}, "locked-words-in-tags", "tags"),
        ({"categories": ("Reports", SECRET)}, "locked-words-in-tags", "categories"),
        ({"image": FeaturedImage(f"{FILE}.jpg", "x")}, "locked-words-in-file", "image"),
        ({"social": Social(image=f"{FILE}.jpg")}, "locked-words-in-file", "social"),
        ({"body": f"![Quay]({FILE}.jpg)\n\n{BODY}"}, "locked-words-in-file", "line:1"),
        (
            {"body": f"Look ![Quay]({FILE.replace('_', '-')}.jpg).\n\n{BODY}"},
            *("locked-words-in-file", "line:1"),
        ),
        (
            {"body": f'![Quay](a.jpg "Where {SECRET} © Ada")\n\n{BODY}'},
            *("locked-words-in-caption", "line:1"),
        ),
        (
            {"body": f'![Quay](a.jpg)\n![B](b.jpg "© {SECRET}")\n\n{BODY}'},
            *("locked-words-in-caption", "line:2"),
        ),
        ({"slug": SECRET.replace(" ", "-")}, "locked-words-in-slug", "slug"),
        ({"body": f"So.\n\n![{SECRET}](a.jpg)\n\n{BODY}"}, "locked-words-in-alt", "line:3"),
        (
            {"body": f"[So](https://a.example '{SECRET}').\n\n{BODY}"},
            "locked-words-in-attributes",
            "cut",
        ),
        ({"share_message": f"Why {SECRET}"}, "locked-words-in-share", "share"),
        ({"body": f"So.[^a]\n\n{BODY}\n[^a]: As {SECRET}.\n"}, "locked-words-in-notes", "cut"),
    ],
)
def test_locked_words_in_what_everyone_gets_stop_it(
    change: dict[str, object], code: str, where: str
) -> None:
    draft = replace(DRAFT, **change)  # type: ignore[arg-type]  # names are checked by replace
    assert codes(draft) == [code]
    assert place(draft, code) == where
    (found,) = (finding for finding in findings(draft) if finding.code == code)
    assert SECRET in str(found.detail["quote"]) or where == "slug"


def test_each_tag_is_read_by_itself() -> None:
    assert (
        codes(replace(DRAFT, tags=("city", "pays for", "ninety", "million litres", "a day"))) == []
    )


def test_what_belongs_to_a_locked_picture_is_sent_under_no_name_and_without_words() -> None:
    locked = f'![Plan of it]({FILE}.jpg "Plan of where the two pipes really meet")\n'
    assert codes(replace(DRAFT, body=f"{BODY}\n{locked}")) == []
    shown_twice = f"{locked}\n{BODY}\n{locked}".replace(FILE, "plan")
    assert codes(replace(DRAFT, body=shown_twice)) == [], "its caption is free above the cut"


def test_words_that_stand_above_the_cut_too_are_free() -> None:
    said = replace(DRAFT, body=f"They say {SECRET}.\n\n{BODY}", excerpt=f"They say {SECRET}.")
    assert codes(said) == []


def test_an_article_for_everyone_may_say_anything_anywhere() -> None:
    free = replace(
        DRAFT, access=Access.EVERYONE, body=BODY.replace("<!--more-->", ""), excerpt=SECRET
    )
    assert codes(free) == []


def test_nothing_to_make_an_excerpt_of_stops_it() -> None:
    bare = replace(DRAFT, subtitle="", body="All of it is paid for.\n")
    assert codes(bare) == ["no-excerpt"]
    assert codes(replace(bare, excerpt="By hand.")) == []


def test_pictures_are_missed_where_they_stand() -> None:
    draft = replace(
        DRAFT,
        body="![A quay](quay.jpg)\n\n" + BODY,
        image=FeaturedImage("hero.jpg", "Hero"),
        social=Social(image="card.jpg"),
    )
    missing = frozenset({"quay.jpg", "hero.jpg", "card.jpg"})
    found = [f for f in findings(draft, missing_pictures=missing) if f.code == "picture-missing"]
    assert {(f.detail["file"], f.place) for f in found} == {
        ("quay.jpg", "line:1"),
        ("hero.jpg", "image"),
        ("card.jpg", "social"),
    }


@pytest.mark.parametrize(
    "address",
    [
        "https://first.example",
        "http://first.example:8080/a%20b/?c=d&e=(f)#g",
        "https://[2001:db8::1]/quay",
        " https://first.example/quay ",
    ],
)
def test_a_canonical_address_is_one_that_browsers_open(address: str) -> None:
    assert codes(replace(DRAFT, seo=Seo(canonical=address))) == []


@pytest.mark.parametrize(
    "address",
    [
        "first.example/quay",
        "/quay/",
        "mailto:ana@first.example",
        "javascript:alert(1)",
        "https://",
        "https://first.example/the quay",
        "https://first.example/été",
        "https://first.example/100%",
        'https://first.example/"><script>',
        "https://ana:secret@first.example/",
    ],
)
def test_what_is_no_web_address_is_never_sent_as_the_canonical_one(address: str) -> None:
    draft = replace(DRAFT, seo=Seo(canonical=address))
    assert codes(draft) == ["canonical-unusable"]
    assert place(draft, "canonical-unusable") == "canonical"


def test_each_picture_of_a_gallery_is_asked_for_its_words() -> None:
    draft = replace(DRAFT, body="![](one.jpg)\n![Two](two.jpg)\n![](three.jpg)\n\n" + BODY)
    found = [f for f in findings(draft) if f.code == "alt-missing"]
    assert {(f.detail["file"], f.place) for f in found} >= {
        ("one.jpg", "line:1"),
        ("three.jpg", "line:3"),
    }
    assert "two.jpg" not in {f.detail["file"] for f in found}


def test_pictures_without_words_are_warned_of_above_and_below_the_cut() -> None:
    draft = replace(DRAFT, body=BODY + "\n![](plan.jpg)\n", image=FeaturedImage("hero.jpg"))
    found = [f for f in findings(draft) if f.code == "alt-missing"]
    assert [(f.severity, f.place) for f in found] == [
        (Severity.WARNING, "image"),
        (Severity.WARNING, "line:9"),
    ]


def test_a_gate_that_cannot_hold_the_access_stops_it() -> None:
    members = replace(DRAFT, access=Access.MEMBERS)
    assert codes(members, gate=Gate.PAID_CONTENT) == ["gate-cannot-hold"]
    assert codes(members, gate=Gate.SEALED) == []
    assert codes(replace(DRAFT, access=Access.EVERYONE), gate=Gate.PAID_CONTENT) == []


def test_missing_and_unknown_authors_are_warned_of() -> None:
    assert codes(replace(DRAFT, authors=()), Severity.WARNING) == ["no-author"]
    assert codes(DRAFT, Severity.WARNING, unknown_authors=("bob",)) == ["author-unknown"]


def test_a_tk_left_anywhere_stops_it_there() -> None:
    assert place(replace(DRAFT, body=BODY + "\nAsk TK again.\n"), "tk-left") == "line:9"
    for mark in ("TK", "TKTK", "TODO", "TODO: ask Ada"):
        for change, where in (
            ({"title": f"Why {mark}"}, "title"),
            ({"subtitle": mark}, "subtitle"),
            ({"excerpt": f"({mark})"}, "excerpt"),
            ({"seo": Seo(f"Why {mark}")}, "seo"),
            ({"seo": Seo("", mark)}, "seo"),
            ({"social": Social("", f"Why {mark}")}, "social"),
            ({"share_message": mark}, "share"),
            ({"tags": ("quays", mark)}, "tags"),
            ({"categories": (mark,)}, "categories"),
            ({"image": FeaturedImage("a.jpg", mark)}, "image"),
            ({"image": FeaturedImage("a.jpg", "A", mark)}, "image"),
            ({"image": FeaturedImage("a.jpg", "A", "B", mark)}, "image"),
            ({"body": f"![{mark}](a.jpg)\n\n{BODY}"}, "line:1"),
            ({"body": f'![A](a.jpg "{mark}")\n\n{BODY}'}, "line:1"),
            ({"body": f"{BODY}\n| a |\n|---|\n| **{mark}** |\n"}, "line:11"),
        ):
            draft = replace(DRAFT, **change)
            assert codes(draft) == ["tk-left"]
            assert place(draft, "tk-left") == where
            (found,) = (one for one in findings(draft) if one.code == "tk-left")
            assert f"There is a {mark.split(':')[0]} left" in sentence(found.code, found.detail)


@pytest.mark.parametrize(
    "text",
    [
        "ATK and TKO are words, tk and todo are none, and TODOS is Spanish.",
        "Write `# TODO` or ``a ` TK`` in it.",
        "```python\nx = 1  # TODO\n\n```\n\nAnd on.",
        "~~~\nTK\n```\nTODO",
        "See https://first.example/TODO and [the list](https://first.example/TK).",
        "![A list](TODO.jpg)",
    ],
)
def test_a_mark_that_the_article_shows_is_none(text: str) -> None:
    assert codes(replace(DRAFT, body=f"{BODY}\n{text}\n")) == []


def test_after_a_fence_a_mark_is_one_again() -> None:
    draft = replace(DRAFT, body=f"{BODY}\n```\nTODO\n```\n\nTODO\n")
    assert place(draft, "tk-left") == "line:13"


def test_where_todo_is_a_word_it_is_a_mark_before_a_colon_alone() -> None:
    loud = replace(DRAFT, language="es-MX", title="LO PERDIERON TODO")
    assert codes(loud) == []
    assert codes(replace(loud, title="TODO: título")) == ["tk-left"]
    assert codes(replace(loud, title="TK")) == ["tk-left"]


FREE, BELOW = BODY.split("<!--more-->")


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (f"{FREE}\n> <!--more-->\n{BELOW}", 5),
        (f"{FREE}\n- one\n\n    <!--more-->\n\n- two\n{BELOW}", 7),
        (f"{FREE}\n- one\n- <!-- more -->\n{BELOW}", 6),
        (f"{FREE}\n```\n<!--more-->\n```\n{BELOW}", 6),
        (f"{FREE}\nOn <!--more--> it goes.\n{BELOW}", 5),
    ],
)
def test_a_cut_within_something_else_stops_it_there(body: str, line: int) -> None:
    draft = replace(DRAFT, body=body)
    assert codes(draft) == ["cut-inside-block"]
    assert place(draft, "cut-inside-block") == f"line:{line}"
    assert "no-cut" not in [found.code for found in findings(draft)]
    assert codes(replace(draft, access=Access.EVERYONE)) == []


def test_a_marker_that_the_text_shows_is_no_cut_gone_astray() -> None:
    assert codes(replace(DRAFT, body=f"{BODY}\nWrite `<!--more-->` there.\n")) == []
    shown = replace(DRAFT, body="All of it is paid for, `<!--more-->` or not.\n")
    assert codes(shown) == []
    assert codes(shown, Severity.WARNING) == ["no-cut"]


@pytest.mark.parametrize(
    ("above", "below", "severity", "code"),
    [
        ("## What it costs\n\n", "", Severity.WARNING, "heading-before-cut"),
        ("This is what it costs:\n\n", "", Severity.NOTE, "colon-before-cut"),
        ("- one\n- two\n\n", "- three\n", Severity.WARNING, "cut-parts-block"),
        ("> one\n\n", "> two\n", Severity.WARNING, "cut-parts-block"),
        ("- one\n- two\n\n", "1. three\n", None, ""),
        ("And so it went.\n\n", "## What it costs\n", None, ""),
    ],
)
def test_what_stands_at_the_cut_is_looked_at(
    above: str, below: str, severity: Severity | None, code: str
) -> None:
    draft = replace(DRAFT, body=f"{FREE}{above}<!--more-->\n\n{below}{BELOW * 2}")
    told = [f for f in findings(draft) if f.code != "sealed-needs-https"]
    assert [(f.severity, f.code) for f in told] == ([(severity, code)] if severity else [])
    assert all(f.place == f"line:{draft.body.split('<!--')[0].count(chr(10)) + 1}" for f in told)


def test_a_teaser_too_short_or_too_long_is_spoken_of() -> None:
    short = replace(DRAFT, body=" ".join(["word"] * 29) + f"\n\n<!--more-->\n\n{BELOW}")
    assert codes(short, Severity.WARNING) == ["teaser-short"]
    enough = replace(short, body=f"word {short.body}")
    assert codes(enough, Severity.WARNING) == []
    sixty = "\n\n<!--more-->\n\n".join((" ".join(["free"] * 60), " ".join(["paid"] * 40)))
    assert codes(replace(DRAFT, body=sixty), Severity.NOTE) == ["sealed-needs-https"]
    more = replace(DRAFT, body="free free " + sixty)
    assert codes(more, Severity.NOTE) == ["teaser-long", "sealed-needs-https"]
    assert codes(replace(more, access=Access.EVERYONE), Severity.NOTE) == []


def test_a_picture_from_below_the_cut_is_not_shown_to_everyone_unasked() -> None:
    below = replace(
        DRAFT, body=f"{BODY}\n![A plan](plan.jpg)\n", image=FeaturedImage("plan.jpg", "A plan")
    )
    assert codes(below, Severity.WARNING) == ["image-from-below"]
    assert place(below, "image-from-below") == "image"
    card = replace(below, image=None, social=Social(image="plan.jpg"))
    assert place(card, "image-from-below") == "social"
    both = replace(below, body=f"![A plan](plan.jpg)\n\n{below.body}")
    assert codes(both, Severity.WARNING) == []


def test_errors_come_before_warnings_and_notes() -> None:
    found = findings(replace(DRAFT, title="", authors=()))
    assert [f.severity for f in found] == sorted(
        (f.severity for f in found), key=lambda s: ["error", "warning", "note"].index(s)
    )


def test_every_finding_has_its_sentence() -> None:
    bad = replace(
        DRAFT,
        title="",
        subtitle="",
        authors=(),
        body="![](a.jpg) TK\n\n![](a.jpg)\n\n<!--more-->\n\n<!--more-->\n",
    )
    found = findings(bad, missing_pictures=frozenset({"a.jpg"}), excerpt="", unknown_authors=("x",))
    assert len(found) >= 7
    for finding in found:
        assert finding.code in WORDING
        # what a detail lacks would stand in the sentence as "(name)"
        assert not re.search(r" \(\w+\)", sentence(finding.code, finding.detail))


def test_an_empty_article_does_not_say_what_the_one_before_said() -> None:
    assert parse(DRAFT).teaser
    assert parse(replace(DRAFT, body=" \n")).all_words == 0


def test_a_flight_of_turkish_airlines_is_no_mark() -> None:
    body = "Flight TK 1980 was late, as TK1980 is.\n\n<!--more-->\n\nNobody said why it was late that day.\n"
    assert "tk-left" not in codes(Draft(title="Late", body=body, access=Access.PAID))
    assert "tk-left" in codes(
        Draft(title="Late", body=body + "\nTK ask them\n", access=Access.PAID)
    )


def test_a_tag_may_be_all_that_a_very_short_locked_part_says() -> None:
    body = "Free words for everyone who comes by.\n\n<!--more-->\n\nEnds.\n"
    draft = Draft(title="Late", body=body, access=Access.PAID, tags=("ends",))
    assert "locked-words-in-tags" not in codes(draft)
