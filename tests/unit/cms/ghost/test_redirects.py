"""One line more in the redirects of a Ghost, and none lost."""

from editor.cms.ghost.redirects import leading, lost

NONE = "# See https://docs.ghost.org/themes/routing/#redirects\n301: {}\n302: {}\n"
OWN = "301:\n  ^/a/?$: /b/\n  /x/: 'https://y.example/: z'\n302:\n  /sale/: /shop/\n"


def test_the_first_of_all() -> None:
    made = leading(NONE, "/quay/", "/pier/")
    assert '301:\n  "^/quay/?$": "/pier/"\n' in made
    assert not lost(made, "301:\n  ^/quay/?$: /pier/\n")
    assert lost(made, NONE)


def test_all_that_were_there_stay_and_what_leads_in_a_circle_goes() -> None:
    made = leading(OWN, "/b/", "/a/")
    assert made.splitlines() == [
        "301:",
        '  "^/b/?$": "/a/"',
        "  /x/: 'https://y.example/: z'",
        "302:",
        "  /sale/: /shop/",
    ]
    assert lost(OWN, made)


def test_temporary_ones_alone_get_a_section_before_them() -> None:
    made = leading("302:\n  /sale/: /shop/\n", "/2026/v1.5/", "/2026/v2/")
    assert made == '301:\n  "^/2026/v1[.]5/?$": "/2026/v2/"\n302:\n  /sale/: /shop/\n'
