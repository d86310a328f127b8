"""A real site that cannot be reached is waited for, from a terminal and by the program itself."""

from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image

from editor.app import build_services
from editor.model.audience import Access
from editor.model.draft import Draft
from editor.model.errors import CmsError
from editor.model.publication import Receipt, Step, StepState
from editor.model.status import Status
from editor.services import publication_run
from editor.system.paths import Paths
from tests.stress.proxy import Fault
from tests.stress.there import LOCKED, There
from tests.unit.services.test_command_line import Terminal

ARTICLE = """---
title: Quay {id}
access: paid
excerpt: Free
---

Free words for everyone who comes by.

<!--more-->

{locked} {id}.
"""


PICTURED = """Free words for everyone who comes by ![a buoy](quay.png).

![The quay](quay.png)

- ![In a list](quay.png)
- and beside it

> ![In a quote](quay.png)

<!--more-->

{locked} {id}.

![Behind the gate](quay.png)
"""


WORDS = {"wordpress": 3, "ghost": 2}  # how many writes an empty draft and its words take


@pytest.fixture(params=["wordpress", "ghost"])
def there(request: pytest.FixtureRequest) -> There:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, There)
    return found


@pytest.fixture
def terminal(there: There, standfirst_home: Path, tmp_path: Path) -> Terminal:
    terminal = Terminal(standfirst_home, tmp_path)
    terminal.secret = there.secret
    site = there.sites[0]
    plans = [word for plan in site.plans for word in ("--plan", str(plan))]
    user = ("--username", site.username) if site.username else ()
    gate = ("--gate", site.gate.value)
    words = ("sites", "add", "Harbour", "--kind", site.kind, "--url", site.address)
    added = terminal(*words, *user, *gate, *plans)
    assert added.returncode == 0, added.stderr
    return terminal


def test_it_waits_until_the_site_is_there_and_goes_once(
    there: There, terminal: Terminal, tmp_path: Path
) -> None:
    file, title = tmp_path / "quay.md", f"Quay {uuid4().hex[:10]}"
    file.write_text(ARTICLE.format(id=title.split()[1], locked=LOCKED))
    publish = ("publish", str(file), "--site", "Harbour", "--email", "--wait")
    there.line.away = True
    try:
        away = terminal(*publish)
        assert away.returncode == 4, away.stderr
        assert "It waits until the site can be reached" in away.stderr
        told = terminal("waiting", "--send").stdout
        assert told.startswith(f"“{title}”, Harbour: waiting. since ")
        assert terminal("waiting", "--withdraw", str(file), "--site", "Harbour").returncode == 0
        assert terminal("waiting").stdout == "Nothing waits.\n"
        assert terminal(*publish).returncode == 4
    finally:
        there.line.away = False
    assert there.posts(title) == []
    sent = terminal.json("waiting", "--send")["publications"]
    assert isinstance(sent, list)
    assert [(row["state"], row["leaks"]) for row in sent] == [("published", 0)]
    [(post, _, public)] = there.posts(title)
    assert public
    assert there.mails(post) == 1
    assert terminal("waiting", "--send").stdout == "Nothing waits.\n"
    assert terminal("resume").stdout == "Nothing was cut short.\n"
    assert len(there.posts(title)) == 1


def test_the_words_are_there_before_large_pictures_whatever_becomes_of_these(
    there: There, standfirst_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publication_run, "LARGE", 0)
    services = build_services(Paths.from_environment())
    site, title = services.accounts.add(there.sites[0], there.secret), f"Quay {uuid4().hex[:10]}"
    body = PICTURED.format(locked=LOCKED, id=title.split()[1])
    draft = Draft(title=title, body=body, access=Access.PAID, excerpt="Free.")
    services.drafting.save(draft)
    data = BytesIO()
    Image.frombytes("RGB", (16, 1), draft.id.bytes * 3).resize((64, 64)).save(data, "PNG")
    services.drafting.add_picture(draft.id, data.getvalue(), "quay.png")

    steps: list[Step] = []

    def publish() -> Receipt:
        plan = services.publishing.plan(draft, site)
        return services.publishing.publish(plan, steps.append, lambda: None)

    there.line.begin(Fault.REFUSED, WORDS[there.kind] + 1, 99)
    with pytest.raises(CmsError):
        publish()
    assert [step.code for step in steps if step.state is StepState.DONE] == ["snapshot", "text"]
    assert steps[-1].code == "pictures"
    there.line.heal()
    [(post, _, public)] = there.posts(title)
    assert not public
    receipt = publish()
    assert receipt.held
    assert receipt.status is Status.PUBLISHED
    assert [found for found, _, _ in there.posts(title)] == [post]
    assert not there.shown
    services.close()
