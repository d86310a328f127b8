"""Publishing over bad lines to real servers, killed at any step: exactly once, and never open.

Each run has an article of its own and a fault of its own, drawn from its number; nothing is reset between
two runs. After the fault the writer does what they would: starts the program again, and publishes again.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from editor.app import Services, build_services
from editor.cms.contract_samples import words
from editor.library.jobs import Jobs
from editor.model.audience import Access, Gate
from editor.model.draft import Draft, FeaturedImage
from editor.model.errors import EditorError
from editor.model.mailing import EVERYBODY, NOBODY, Mailing
from editor.model.publication import Status, StepState
from editor.model.site import Site
from editor.model.wording import WORDING
from editor.system.paths import Paths
from tests.contract.conftest import GhostServer, WordPressServer, free_port, installed, serving
from tests.contract.conftest import serving_wordpress as wordpress_at
from tests.stress.proxy import Fault, Proxy

RUNS = {
    "wordpress": (800, 8),
    "ghost": (200, 4),
}  # `make stress` slice by slice, and every other run
SLICE = 540  # seconds
FAULTS = (*Fault, None)
STEPS = ("snapshot", "pictures", "draft", "read-back", "public", "look")
LOCKED = "Seven quiet words that only paying readers may ever see on quay"


class Killed(BaseException):
    """The power goes, at a step of the journal."""


@dataclass(frozen=True)
class Run:
    """What happens in one: a fault at the write number `at`, or a kill as `step` begins or ends."""

    number: int
    fault: Fault | None
    at: int
    step: str
    mail: Mailing

    @classmethod
    def of(cls, number: int) -> "Run":
        chance = random.Random(number)
        fault = chance.choice(FAULTS)
        step = chance.choice(STEPS) if fault is None or chance.random() < 0.3 else ""
        mail = chance.choice((EVERYBODY, NOBODY))
        return cls(number, fault, chance.randint(1, 6), step, mail)


class There:
    """A real server behind a bad line, and what it is asked without a fault."""

    kind = ""

    def __init__(self, proxy: Proxy, site: Site, secret: str) -> None:
        self.line, self.site, self.secret = proxy.line, site, secret

    def posts(self, title: str) -> list[tuple[str, str, bool]]:
        """(number, address, whether it is public) of each post with that title."""
        raise NotImplementedError

    def pictures(self, name: str) -> int:
        """How many pictures were kept of those sent under `name`; 1 where the site does not say."""
        raise NotImplementedError

    def mails(self, post: str) -> int:
        """How often the post was mailed."""
        raise NotImplementedError


class OnWordPress(There):
    kind = "wordpress"

    def __init__(self, server: WordPressServer, proxy: Proxy) -> None:
        made = Site("Harbour", self.kind, server.url, "author", Gate.PAID_CONTENT, (777,))
        super().__init__(proxy, made, server.passwords["author"])
        self._server = server
        self._as = ("admin", server.passwords["admin"])

    def _asked(self, route: str, **query: str) -> list[dict[str, object]]:
        answer = httpx.get(
            f"{self._server.url}/wp-json/wp/v2/{route}",
            params={"context": "edit", "per_page": "50", **query},
            auth=self._as,
            trust_env=False,
            timeout=30,
        )
        found: list[dict[str, object]] = answer.raise_for_status().json()
        return found

    def posts(self, title: str) -> list[tuple[str, str, bool]]:
        found = self._asked("posts", search=title, status="any")
        return [(str(one["id"]), str(one["link"]), one["status"] == "publish") for one in found]

    def pictures(self, name: str) -> int:
        return len(self._asked("media", search=name))

    def mails(self, post: str) -> int:
        sent = self._server.folder / "mails.jsonl"
        lines = sent.read_text().splitlines() if sent.exists() else []
        return sum(json.loads(line)["post"] == int(post) for line in lines)


class OnGhost(There):
    kind = "ghost"

    def __init__(self, server: GhostServer, proxy: Proxy) -> None:
        made = Site("Harbour", self.kind, server.url, gate=Gate.PAYWALL)
        super().__init__(proxy, made, server.keys["owner"])
        self._server = server

    def posts(self, title: str) -> list[tuple[str, str, bool]]:
        with self._server.api() as api:
            query = {"filter": f"title:'{title}'", "limit": "50"}
            found = api.get("/posts/", params=query).raise_for_status().json()["posts"]
        return [(one["id"], one["url"], one["status"] == "published") for one in found]

    def pictures(self, name: str) -> int:
        return 1  # Ghost lists none

    def mails(self, post: str) -> int:
        with self._server.api() as api:
            query = {"include": "email"}
            found = api.get(f"/posts/{post}/", params=query).raise_for_status().json()["posts"][0]
        if found["email"] is None:
            return 0
        each = [mail.to for mail in self._server.newsletters(post)]
        assert len(each) == len(set(each)) == 2
        return 1


@pytest.fixture(scope="module")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    root, folder = installed("wordpress"), tmp_path_factory.mktemp("wordpress")
    proxy = Proxy(free_port())
    ports = (proxy.port, proxy.target)
    with wordpress_at("wordpress", folder, root, folder, "PORT", ports=ports) as server:
        yield OnWordPress(server, proxy)
    proxy.close()


@pytest.fixture(scope="module")
def ghost(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    root, folder = installed("ghost"), tmp_path_factory.mktemp("ghost")
    proxy = Proxy(free_port())
    ports = (proxy.port, proxy.target)
    with serving("ghost", folder, root, folder, "PORT", ports=ports) as url:
        keys = json.loads((folder / "keys.json").read_text())
        yield OnGhost(GhostServer(url, folder, **keys), proxy)
    proxy.close()


class Writer:
    """The program on one library, started again after each time that it was killed."""

    def __init__(self, patch: pytest.MonkeyPatch, there: There) -> None:
        self._patch, self.there = patch, there
        self.met = False  # whether anything went wrong in the last run
        self.services = build_services(Paths.from_environment())
        self.site = self.services.accounts.add(there.site, there.secret)

    def begin_again(self) -> Services:
        self.services.close()
        self.services = build_services(Paths.from_environment())
        return self.services

    def writes(self, run: Run) -> Draft:
        id_ = uuid4()
        title = f"Run {run.number} of {id_.hex[:10]}"
        body = f"Free words for everyone who comes by.\n\n<!--more-->\n\n{LOCKED} {id_.hex}.\n"
        draft = Draft(id=id_, title=title, body=body, access=Access.PAID, excerpt="Free.")
        drafting = self.services.drafting
        drafting.save(draft)
        shade = Image.frombytes("L", (8, 2), id_.bytes).resize((64, 64))
        data = BytesIO()
        shade.save(data, "PNG")
        name = drafting.add_picture(id_, data.getvalue(), f"quay-{id_.hex[:10]}.png")
        draft = replace(draft, image=FeaturedImage(name, "A quay"))
        drafting.save(draft)
        return draft

    def publishes(self, draft: Draft, mail: Mailing) -> Status:
        publishing = self.services.publishing
        plan = publishing.plan(draft, self.site, email=mail)
        assert not plan.blocked, plan.findings
        return publishing.publish(plan, lambda step: None, lambda: None).status

    def publishes_badly(self, draft: Draft, run: Run) -> None:
        """As `run` has it; what it says then is a sentence with a next step."""
        step, finish = Jobs.step, Jobs.finish
        killed = [False]
        ends = run.number % 2 == 0

        def killing(jobs: Jobs, job: int, code: str, state: StepState, detail: str = "") -> None:
            if not killed[0] and code == run.step and (state is StepState.RUNNING) is not ends:
                killed[0] = True
                raise Killed
            step(jobs, job, code, state, detail)

        def finishing(jobs: Jobs, job: int, outcome: str) -> None:
            if not killed[0]:
                finish(jobs, job, outcome)

        self.there.line.begin(run.fault, run.at)
        with self._patch.context() as patch:
            patch.setattr(Jobs, "step", killing)
            patch.setattr(Jobs, "finish", finishing)
            said = ""
            try:
                self.publishes(draft, run.mail)
            except Killed:
                pass
            except EditorError as error:
                said = error.code
        self.met = self.there.line.met or killed[0]
        self.there.line.heal()
        assert not said or said in WORDING, said


def check_never_open(there: There, draft: Draft) -> list[tuple[str, str, bool]]:
    """What the site has of an article; no stranger reads its locked part."""
    posts = there.posts(draft.title)
    for _, address, public in posts:
        if public:
            page = httpx.get(address, trust_env=False, timeout=30, follow_redirects=True)
            assert draft.id.hex not in words(page.text)
    return posts


def check_run(writer: Writer, run: Run) -> None:
    there, draft = writer.there, writer.writes(run)
    writer.publishes_badly(draft, run)
    check_never_open(there, draft)
    services = writer.begin_again()
    for job in services.resuming.cut_short():
        services.resuming.look_up(job)
    assert services.resuming.cut_short() == ()
    posts = check_never_open(there, draft)
    known = services.publishing.publication(draft.id, writer.site.id)
    public = [post for post, _, is_public in posts if is_public]
    assert (known is not None and known.status is Status.PUBLISHED) == bool(public), "as it is told"
    assert len(posts) <= 1
    assert writer.publishes(draft, run.mail) is Status.PUBLISHED
    [(post, _, public_now)] = check_never_open(there, draft)
    assert public_now
    assert there.pictures(draft.image.file.removesuffix(".png") if draft.image else "") == 1
    assert there.mails(post) == int(bool(run.mail))


class Numbers:
    """The runs to be made: a few, or, where all are asked for, those that no slice before has made."""

    def __init__(self, kind: str) -> None:
        self._kind, (self._whole, self._short) = kind, RUNS[kind]
        self._until = time.monotonic() + SLICE

    def _kept(self) -> Path:
        """Where it is written down how many are made of this commit."""
        head = ("git", "rev-parse", "--short", "HEAD")
        commit = subprocess.run(head, check=True, capture_output=True, text=True).stdout.strip()
        return Path(os.environ["STANDFIRST_TEST_CACHE"]) / f"stress-{self._kind}-{commit}"

    def __iter__(self) -> Iterator[int]:
        if "STANDFIRST_STRESS" not in os.environ:
            yield from range(self._short)
            return
        kept = self._kept()
        done = int(kept.read_text()) if kept.exists() else 0
        while done < self._whole and time.monotonic() < self._until:
            yield done
            done += 1
            kept.write_text(str(done))
        sys.stderr.write(f"{done} of {self._whole} runs are made\n")


@pytest.mark.parametrize("kind", list(RUNS))
def test_exactly_once_and_never_open(
    request: pytest.FixtureRequest,
    standfirst_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    writer = Writer(monkeypatch, request.getfixturevalue(kind))
    for number in Numbers(kind):
        run = Run.of(number)
        try:
            check_run(writer, run)
        except BaseException:
            sys.stderr.write(f"{run}\n")
            raise
    writer.services.close()
