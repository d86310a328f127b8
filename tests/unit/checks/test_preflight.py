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
BODY = f"""The pumps change their note at ten past five.

<!--more-->

On page 61 it says that {SECRET}, come what may.
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
    assert place(twice, "cuts-many") == "line:7"


def test_a_cut_for_everyone_is_only_warned_of() -> None:
    free = replace(DRAFT, access=Access.EVERYONE)
    assert codes(free) == []
    assert codes(free, Severity.WARNING) == ["cut-without-gate"]
    assert place(free, "cut-without-gate") == "line:3"


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
        ({"categories": (SECRET,)}, "locked-words-in-tags", "tags"),
        ({"slug": SECRET.replace(" ", "-")}, "locked-words-in-slug", "slug"),
        ({"body": f"![{SECRET}](a.jpg)\n\n{BODY}"}, "locked-words-in-alt", "image"),
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
        (Severity.WARNING, "line:7"),
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
    assert place(replace(DRAFT, body=BODY + "\nAsk TK again.\n"), "tk-left") == "line:7"
    assert place(replace(DRAFT, subtitle="TKTK"), "tk-left") == "subtitle"
    assert place(replace(DRAFT, seo=Seo("Why TK")), "tk-left") == "seo"
    assert place(replace(DRAFT, social=Social("", "Why TK")), "tk-left") == "social"
    assert codes(replace(DRAFT, body=BODY + "\nATK and TKO are words, tk is not.\n")) == []


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
