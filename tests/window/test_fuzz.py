"""Whatever is done in the text: undone it is where it began, redone where it ended, and that is what is kept."""

import os
from itertools import cycle

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor.model.audience import Access
from editor.model.draft import Draft
from editor.ui.main_window import MainWindow
from tests.window.editing import Hands, Operation, operations

# 25 in each run of the tests, 1,000 in `make stress`
EXAMPLES = 1000 if "STANDFIRST_STRESS" in os.environ else 25
BODIES = (
    "",
    "One.\n\nTwo **bold** words.\n\n<!--more-->\n\nThree[^1].\n\n[^1]: Note.\n",
    "- a\n- b\n    - c\n\n> said\n\nنص عربي 🎈 here",
    "```\n<!--more-->\n```\n\n<!-- note: kept -->\n\nEnd",
)


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(BODIES), st.sampled_from(BODIES), operations)
def test_all_that_is_done_is_undone_and_redone(
    main_window: MainWindow, first: str, second: str, doings: list[Operation]
) -> None:
    window = main_window
    drafts = [
        Draft(title=str(n), body=body, access=Access.PAID) for n, body in enumerate((first, second))
    ]
    for draft in drafts:
        window.services.drafting.save(draft)
    others = cycle((drafts[1], drafts[0]))
    hands = Hands(window, lambda: window.open_article(next(others).id))
    window.open_article(drafts[0].id)
    for doing in doings:
        hands.do(doing)
    for draft in drafts:
        window.open_article(draft.id)
        ended = hands.redo_all()
        assert hands.undo_all() == draft.body, hands.done
        assert hands.redo_all() == ended, hands.done
        assert window.article.flush()
        assert window.services.drafting.open(draft.id).body == ended, hands.done
