"""The heading that a text begins with is a title where a title can hold it, and nothing is lost."""

import pytest

from editor.model.draft import Draft
from editor.text.title import heading, titled


@pytest.mark.parametrize(
    ("body", "title", "rest"),
    [
        ("# Iris\n\nText.\n", "Iris", "Text.\n"),
        ("\n\n# **Iris** and `ls` #\nText.\n", "Iris and ls", "Text.\n"),
        ("Iris\n====\nText.\n", "Iris", "Text.\n"),
        ("# Iris\n\n    code\n", "Iris", "    code\n"),
        ("# 5 \\* 3", "5 * 3", ""),
    ],
)
def test_a_heading_is_the_title(body: str, title: str, rest: str) -> None:
    made = titled(Draft(body=body))
    assert (made.title, made.body) == (title, rest)


@pytest.mark.parametrize(
    "body",
    [
        "", "Text.\n", "## Iris\n", "    # code\n", "```\n# code\n```\n", "#\n",
        "# A [link](https://a.example)\n", "# A ![picture](a.png)\n", "# A <b>day</b>\n",
        "# A note[^1]\n\n[^1]: Words.\n", "# A <!-- note: when? --> day\n",
    ],
)  # fmt: skip
def test_what_no_title_can_hold_stays(body: str) -> None:
    assert heading(body) == ("", 0)


def test_a_title_of_its_own_stays() -> None:
    draft = Draft(title="Own", body="# Iris\n")
    assert titled(draft) is draft
