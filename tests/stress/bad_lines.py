"""Publishing over bad lines to real servers, killed at any step: exactly once, and never open.

Each run has an article of its own and a fault of its own, drawn from its number; nothing is reset between
two runs. After the fault the writer does what they would: starts the program again, and publishes again.
"""

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from editor.app import Services, build_services
from editor.cms.contract_samples import words
from editor.cms.http import Client
from editor.library.jobs import Jobs
from editor.model.audience import Access
from editor.model.draft import Draft, FeaturedImage
from editor.model.errors import EditorError
from editor.model.mailing import EVERYBODY, NOBODY, Mailing
from editor.model.publication import StepState
from editor.model.site import Site
from editor.model.status import Status
from editor.model.wording import WORDING
from editor.services import publication_run
from editor.system.paths import Paths
from tests import plain
from tests.stress.figures import Figure, Figures, write_table
from tests.stress.proxy import SPOILT, Fault
from tests.stress.there import LOCKED, There

RUNS = {"wordpress": 800, "ghost": 200}  # `make stress` slice by slice
SLICE = 540  # seconds
MOST_DRAWN = 28  # among so many runs there is one with each fault
LARGE = publication_run.LARGE
FAULTS = (*Fault, None)
STEPS = ("snapshot", "text", "pictures", "draft", "read-back", "public", "look")


class Killed(BaseException):
    """The power goes, at a step of the journal."""


@dataclass(frozen=True)
class Run:
    """What happens in one: a fault at the write number `at`, or a kill as `step` begins or ends.

    `gate` is one of the site's kind, by number.
    """

    number: int
    fault: Fault | None
    at: int
    times: int
    step: str
    mail: Mailing
    gate: int

    @classmethod
    def of(cls, number: int) -> "Run":
        chance = random.Random(number)
        fault = chance.choice(FAULTS)
        step = chance.choice(STEPS) if fault is None or chance.random() < 0.3 else ""
        mail = chance.choice((EVERYBODY, NOBODY))
        # what a site does not take it never takes; a line is bad for a while
        at, times = (1, 99) if fault in SPOILT else (chance.randint(1, 6), chance.choice((1, 1, 2)))
        return cls(number, fault, at, times, step, mail, chance.randrange(12))


class Writer:
    """The program on one library, started again after each time that it was killed."""

    def __init__(self, patch: pytest.MonkeyPatch, there: There) -> None:
        self._patch, self.there = patch, there
        self.met = False  # whether anything went wrong in the last run
        self.services = build_services(Paths.from_environment())
        self.sites = [self.services.accounts.add(site, there.secret) for site in there.sites]

    def begin_again(self) -> Services:
        self.services.close()
        self.services = build_services(Paths.from_environment())
        return self.services

    def writes(self, run: Run) -> Draft:
        # every third article has its text sent before its picture
        large = 0 if run.number % 3 == 0 else LARGE
        self._patch.setattr(publication_run, "LARGE", large)
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

    def site_of(self, run: Run) -> Site:
        return self.sites[run.gate % len(self.sites)]

    def publishes(self, draft: Draft, run: Run) -> Status:
        publishing = self.services.publishing
        plan = publishing.plan(draft, self.site_of(run), email=run.mail)
        assert not plan.blocked, plan.findings
        return publishing.publish(plan, lambda step: None, lambda: None).status

    def publishes_badly(self, draft: Draft, run: Run) -> str:
        """As `run` has it; what came of it: a status, "killed", or a code with a sentence and a next step."""
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

        self.there.line.begin(run.fault, run.at, run.times)
        with self._patch.context() as patch:
            if run.fault is Fault.LATE:
                patch.setitem(Client.__init__.__kwdefaults__ or {}, "timeout", httpx.Timeout(4))
            patch.setattr(Jobs, "step", killing)
            patch.setattr(Jobs, "finish", finishing)
            said = ""
            try:
                said = self.publishes(draft, run).value
            except Killed:
                said = "killed"
            except EditorError as error:
                said = error.code
                assert said in WORDING, said
        self.met = self.there.line.met or killed[0]
        self.there.line.heal()
        return said


def check_never_open(there: There, draft: Draft) -> list[tuple[str, str, bool]]:
    """What the site has of an article; no stranger reads its locked part."""
    posts = there.posts(draft.title)
    for _, address, public in posts:
        if public:
            page = plain.get(address, timeout=30, follow_redirects=True)
            assert draft.id.hex not in words(page.text)
    return posts


def check_run(writer: Writer, run: Run) -> str:
    """One run; what the program said of it."""
    there, draft = writer.there, writer.writes(run)
    said = writer.publishes_badly(draft, run)
    check_never_open(there, draft)
    services = writer.begin_again()
    for job in services.resuming.cut_short():
        services.resuming.look_up(job)
    assert services.resuming.cut_short() == ()
    posts = check_never_open(there, draft)
    known = services.publishing.publication(draft.id, writer.site_of(run).id)
    public = [post for post, _, is_public in posts if is_public]
    assert (known is not None and known.status is Status.PUBLISHED) == bool(public), "as it is told"
    assert len(posts) <= 1
    assert writer.publishes(draft, run) is Status.PUBLISHED
    [(post, _, public_now)] = check_never_open(there, draft)
    assert public_now
    assert there.pictures(draft.image.file.removesuffix(".png") if draft.image else "") == 1
    assert there.mails(post) == int(bool(run.mail))
    assert not there.shown, "between two writes"
    return said


def numbers(figures: Figures, whole: int) -> Iterator[int]:
    """The runs to be made: one with each fault; where all are asked for, those that no slice made before."""
    if not figures.kept:
        drawn = {Run.of(number).fault: number for number in reversed(range(MOST_DRAWN))}
        yield from sorted(drawn.values())
        return
    until = time.monotonic() + SLICE
    while (number := len(figures.all())) < whole and time.monotonic() < until:
        yield number


def check_runs(there: There, patch: pytest.MonkeyPatch) -> None:
    """Make the runs of one kind of site, and tell of them in the table where all are asked for."""
    writer = Writer(patch, there)
    figures = Figures.of(there.kind)
    for number in numbers(figures, RUNS[there.kind]):
        run = Run.of(number)
        began = time.monotonic()
        try:
            said = check_run(writer, run)
        except BaseException:
            sys.stderr.write(f"{run}\n")
            raise
        gate = writer.site_of(run).gate.value
        took = time.monotonic() - began
        figures.add(Figure(gate, run.fault or "", run.step, writer.met, said, took))
    writer.services.close()
    if figures.kept:
        write_table(RUNS)
