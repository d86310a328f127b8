"""The same services from a terminal."""

import json
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from enum import IntEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Protocol
from urllib.parse import urlsplit

import typer

from editor.cms.port import App, Recognised
from editor.model.audience import Audience, Gate, Surface
from editor.model.draft import Draft
from editor.model.errors import (
    BadInput,
    EditorError,
    OutcomeUnknown,
    Rejected,
    SecretUnavailable,
    StorageFailed,
)
from editor.model.finding import Finding, Severity
from editor.model.publication import Receipt, Status, Step, StepState
from editor.model.site import Site
from editor.model.wording import sentence
from editor.services.accounts import Accounts, new_passphrase
from editor.services.drafting import Drafting, FileQuestion, read_file
from editor.services.planning import Plan, fingerprint
from editor.services.previewing import NO_SITE, Previewing
from editor.services.publishing import Publishing
from editor.services.serving import serve as serve_folder
from editor.services.trying_out import Trial, rights_in_words
from editor.services.verifying import Verifying


class Exit(IntEnum):
    """What the program's exit codes mean."""

    DONE = 0
    BLOCKED = 1
    USAGE = 2
    LEAK = 3
    REFUSED = 4
    UNKNOWN = 5


@dataclass(frozen=True)
class Parts:
    """The services that the command line calls."""

    drafting: Drafting
    previewing: Previewing
    publishing: Publishing
    verifying: Verifying
    accounts: Accounts


def _print(text: str) -> None:
    typer.echo(text)


def _tell(text: str) -> None:
    typer.echo(text, err=True)


def _fail(error: EditorError, as_json: bool) -> typer.Exit:
    _tell(str(error))
    if as_json:
        _print(_error(error.code, str(error)))
    if isinstance(error, OutcomeUnknown):
        return typer.Exit(Exit.UNKNOWN)
    if isinstance(error, BadInput | SecretUnavailable | StorageFailed):
        return typer.Exit(Exit.USAGE)
    return typer.Exit(Exit.REFUSED)


def _error(code: str, says: str) -> str:
    return _dump({"error": code, "says": says})


def run(app: typer.Typer, words: list[str]) -> int:
    """Carry out what `words` ask for; returns the exit code, and nothing escapes.

    With `--json` a failure is one object on standard output too: `error`, a code, and what it `says`.
    """
    as_json = "--json" in words
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # JSON and pages are UTF-8 whatever the terminal's own alphabet is
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(words, prog_name="standfirst")
    except SystemExit as ended:
        usage = ended.__context__
        if as_json and ended.code == Exit.USAGE and not isinstance(usage, typer.Exit):
            said = getattr(usage, "format_message", usage.__str__)
            _print(_error("usage", said()))
        return ended.code if isinstance(ended.code, int) else Exit.DONE
    except Exception as error:  # noqa: BLE001 - the hook logs it; its code must not say "blocked"
        sys.excepthook(type(error), error, error.__traceback__)
        if as_json:
            _print(_error("unforeseen", sentence("unforeseen", {})))
        return Exit.UNKNOWN
    return Exit.DONE


def make_command_line(
    open_parts: Callable[[], Parts], run_tour: Callable[[Path], int], version: str
) -> typer.Typer:
    """The commands; `open_parts` opens the library only when a command needs it."""
    app = typer.Typer(
        help="Draft, see what every reader will see, publish, and know that it held.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )

    @contextmanager
    def parts(as_json: bool = False) -> Iterator[Parts]:
        try:
            yield open_parts()
        except EditorError as error:
            raise _fail(error, as_json) from None

    @app.callback(invoke_without_command=True)
    def main(
        show: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
    ) -> None:
        if show:
            _print(f"standfirst {version}")
            raise typer.Exit()

    _add_article_commands(app, parts)
    app.add_typer(_sites(parts), name="sites")
    app.add_typer(_authors(parts), name="authors")

    @app.command()
    def tour(folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
        """Drive the real window through the whole job, a picture a step."""
        raise typer.Exit(run_tour(folder))

    return app


class Opening(Protocol):
    """Opens the library for one command; an error is told, as JSON too, and ends the program."""

    def __call__(self, as_json: bool = False) -> AbstractContextManager[Parts]:
        """The services, while the command runs."""


File = Annotated[Path, typer.Argument(metavar="FILE", help="A Markdown file with front matter.")]
SiteName = Annotated[str, typer.Option("--site", help="The site's name.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


_WANTED = tuple(status.value for status in Status if status is not Status.PENDING)


def _add_article_commands(app: typer.Typer, opened: Opening) -> None:
    @app.command()
    def render(
        file: File,
        audience: Annotated[Audience, typer.Option(help="Who is looking.")] = Audience.VISITOR,
        surface: Annotated[Surface, typer.Option(help="Where they look.")] = Surface.PAGE,
        site: SiteName = "",
        out: Annotated[Path | None, typer.Option("-o", metavar="OUT")] = None,
    ) -> None:
        """Write the article as one reader will see it."""
        if surface is not Surface.PAGE:
            raise typer.BadParameter("only page can be rendered", param_hint="--surface")
        with opened() as do:
            draft, locate = do.drafting.peek(file)
            _tell_if_behind(file, draft)
            chosen = do.accounts.site(site) if site else None
            html = do.previewing.file(draft, audience, chosen, locate).html
            if out is None:
                _print(html)
            else:
                _write(out, html)

    @app.command()
    def check(
        file: File,
        site: SiteName = "",
        ask: Annotated[
            bool, typer.Option("--ask", help="Ask the site too, over the network.")
        ] = False,
        as_json: Json = False,
    ) -> None:
        """Say what stands against publishing; nothing is written."""
        if ask and not site:
            raise typer.BadParameter("name the site to be asked with --site", param_hint="--ask")
        with opened(as_json) as do:
            draft, locate = do.drafting.peek(file)
            _tell_if_behind(file, draft)
            plan = do.publishing.plan(
                draft, do.accounts.site(site) if site else NO_SITE, locate=locate
            )
            if ask:
                plan = do.publishing.ask(plan)
            # without a site nothing can be said of one
            found = tuple(f for f in plan.findings if site or f.place != "site")
            if as_json:
                _print(_dump({"blocked": plan.blocked, "findings": _findings(found)}))
            else:
                _tell_findings(found)
                _tell(f"{plan.article.free_words} of {plan.article.all_words} words are free.")
            raise typer.Exit(Exit.BLOCKED if plan.blocked else Exit.DONE)

    @app.command()
    def publish(
        file: File,
        site: SiteName,
        status: Annotated[
            str,
            typer.Option(
                help="draft, published, scheduled or private; published waits for a date ahead."
            ),
        ] = "published",
        email: Annotated[
            bool, typer.Option("--email", help="Have the site mail it to its subscribers.")
        ] = False,
        overwrite: Annotated[
            bool, typer.Option("--overwrite", help="Replace a change made on the site.")
        ] = False,
        as_json: Json = False,
    ) -> None:
        """Publish the article, or update it, and look at it as a stranger."""
        if status not in _WANTED:
            raise typer.BadParameter(" or ".join(_WANTED), param_hint="--status")
        with opened(as_json) as do:
            draft = do.drafting.open_file(file)
            if isinstance(draft, FileQuestion):
                raise BadInput("file-and-library-differ", file=file.name)
            _tell_if_behind(file, draft)
            target = do.accounts.site(site)
            do.drafting.choose_site(draft.id, target)
            plan = do.publishing.plan(draft, target, Status(status), email=email)
            if draft.date and not plan.blocked:
                # a day or a time without a zone is the site's
                target = do.accounts.zoned(target)
                plan = do.publishing.plan(draft, target, Status(status), email=email)
            if not plan.blocked:
                plan = do.publishing.ask(plan)
            _tell_findings(plan.findings)
            if plan.blocked:
                if as_json:
                    _print(_dump(_blocked(plan)))
                raise typer.Exit(Exit.BLOCKED)
            receipt = do.publishing.publish(plan, _tell_step, lambda: None, overwrite=overwrite)
            _show(receipt, as_json, plan.findings)

    @app.command()
    def verify(file: File, site: SiteName, as_json: Json = False) -> None:
        """Look again at the published article as a stranger."""
        with opened(as_json) as do:
            draft, locate = do.drafting.peek(file)
            _tell_if_behind(file, draft)
            plan = do.publishing.plan(draft, do.accounts.site(site), locate=locate)
            if plan.publication and plan.publication.sent != fingerprint(plan):
                _tell(
                    "The text has changed since it was sent; it is the new one that is looked for."
                )
            _show(do.verifying.look(plan), as_json)

    @app.command()
    def serve(
        site: Annotated[str, typer.Argument(metavar="SITE")],
        port: Annotated[int, typer.Option(help="0 takes any free one.")] = 0,
    ) -> None:
        """Show a folder site on this computer, until Ctrl+C."""
        with opened() as do:
            chosen = do.accounts.site(site)
            if chosen.kind != "folder":
                raise BadInput("site-not-folder", site=chosen.name)
            server = serve_folder(do.accounts.folder_of(chosen), port)
            _print(server.url)
            try:
                server.wait()
            except KeyboardInterrupt:
                server.close()


def _sites(opened: Opening) -> typer.Typer:
    app = typer.Typer(help="The sites that can be published to.", no_args_is_help=True)
    name = Annotated[str, typer.Argument(metavar="NAME")]
    plain_http = Annotated[
        bool, typer.Option("--plain-http", help="Agree to reach it without https.")
    ]
    readers_secret_stdin = Annotated[
        bool,
        typer.Option(
            "--readers-secret-stdin",
            help="Read the password that readers enter from the next line of standard input.",
        ),
    ]
    client_id = Annotated[
        str, typer.Option(help="Your own app on WordPress.com; its secret is asked for.")
    ]

    @app.command("add")
    def add(
        name: name,
        kind: Annotated[str, typer.Option(help="wordpress or folder; else it is found out.")] = "",
        url: Annotated[str, typer.Option(help="The site's address, or that of a page of it.")] = "",
        folder: Annotated[Path | None, typer.Option(help="Where a folder site lies.")] = None,
        username: Annotated[str, typer.Option(help="Who you are there.")] = "",
        gate: Annotated[Gate | None, typer.Option(help="How the locked part is kept.")] = None,
        plan: Annotated[list[int] | None, typer.Option(help="A plan that opens it.")] = None,
        secret_stdin: Annotated[
            bool, typer.Option("--secret-stdin", help="Read the secret from standard input.")
        ] = False,
        readers_secret_stdin: readers_secret_stdin = False,
        plain_http: plain_http = False,
        client_id: client_id = "",
    ) -> None:
        """Add a site; its secret goes to the system's keyring.

        Without --kind the site is asked what it is, and without a secret the browser connects to it.
        """
        recognised = bool(url) and not kind and not folder
        kind = kind or ("wordpress" if url else "folder")
        if kind == "folder" and (url or not folder):
            raise typer.BadParameter("a folder site lies in a folder", param_hint="--folder")
        if kind != "folder" and folder:
            raise typer.BadParameter("this kind has an address", param_hint="--url")
        secret = _line_in("--secret-stdin") if secret_stdin else ""
        readers = _line_in("--readers-secret-stdin") if readers_secret_stdin else ""
        address = str(folder.resolve()) if folder else url
        gates = {"folder": Gate.SEALED}
        site = Site(
            name,
            kind,
            address,
            username,
            gate or gates.get(kind, Gate.TEASER_ONLY),
            tuple(plan or ()),
            plain_http=plain_http,
        )
        with opened() as do:
            if recognised:
                site, found = _recognised(do.accounts, site)
                if not secret and sys.stdin.isatty():
                    site, secret = _let_in(do.accounts, site, found, client_id)
            _add_site(do.accounts, site, secret)
            if readers:
                do.accounts.keep_readers_password(site, readers)

    @app.command("edit")
    def edit(
        name: name,
        gate: Annotated[Gate | None, typer.Option(help="How the locked part is kept.")] = None,
        plan: Annotated[list[int] | None, typer.Option(help="A plan that opens it.")] = None,
        readers_secret_stdin: readers_secret_stdin = False,
    ) -> None:
        """Change how a site keeps the locked part."""
        readers = _line_in("--readers-secret-stdin") if readers_secret_stdin else ""
        with opened() as do:
            known = do.accounts.site(name)
            site = replace(known, gate=gate or known.gate, plans=tuple(plan or known.plans))
            do.accounts.edit(site)
            if readers:
                do.accounts.keep_readers_password(site, readers)

    @app.command("connect")
    def connect(name: name, plain_http: plain_http = False, client_id: client_id = "") -> None:
        """Connect to a site anew in the browser; the secret it gives goes to the system's keyring."""
        with opened() as do:
            known = do.accounts.site(name)
            agreed = replace(known, plain_http=plain_http or known.plain_http)
            site, found = _recognised(do.accounts, agreed)
            site, secret = _let_in(do.accounts, site, found, client_id)
            do.accounts.edit(site, secret)

    @app.command("list")
    def show_all() -> None:
        """List the sites."""
        with opened() as do:
            for site in do.accounts.sites():
                _print("\t".join((site.name, site.kind, site.address, site.gate.value)))

    @app.command("test")
    def test(name: name) -> None:
        """Ask a site who you are and what you may do there, and try it with a draft that is deleted."""
        with opened() as do:
            _print("\n".join(_tried(do.accounts.try_out(do.accounts.site(name)))))

    @app.command("remove")
    def remove(name: name) -> None:
        """Forget a site and its secret; what was published stays there."""
        with opened() as do:
            do.accounts.remove(do.accounts.site(name))

    return app


def _line_in(option: str) -> str:
    """The next line of standard input, for `option`."""
    line = sys.stdin.readline().strip()
    if not line:
        raise typer.BadParameter("there is no secret there", param_hint=option)
    return line


def _recognised(accounts: Accounts, site: Site) -> tuple[Site, Recognised]:
    """`site` as what answers at its address; asks before it is reached without https."""
    found = accounts.recognise(site.address)
    _tell(f"{found.name}, {found.software}: {found.address}")
    host = urlsplit(found.address).netloc
    if found.plain_http and not site.plain_http:
        refusal = Rejected("site-plain-http", host=host)
        _tell(sentence("site-only-plain-http", {"host": host}))
        if not sys.stdin.isatty() or not typer.confirm("Connect to it all the same?"):
            raise refusal
    if found.hindrance:
        raise Rejected(found.hindrance, host=host)
    known = replace(
        site,
        kind=found.kind,
        address=found.address.rstrip("/"),
        api=found.api,
        plain_http=found.plain_http,
    )
    return known, found


def _let_in(accounts: Accounts, site: Site, found: Recognised, client_id: str) -> tuple[Site, str]:
    """Connect in the browser, or by hand where the site has no page for it; the secret is tried."""
    if not accounts.keyring_available():
        raise SecretUnavailable("keyring-absent")
    if found.api or found.sign_in:
        app = App(client_id, typer.prompt("Client secret", hide_input=True)) if client_id else None
        granted = accounts.sign_in(found, _open_page, lambda: None, app, plain_http=site.plain_http)
        site, secret = replace(site, username=granted.username or site.username), granted.secret
    else:
        site = replace(site, username=site.username or typer.prompt("Username"))
        secret = typer.prompt("Application password", hide_input=True)
    _tell("\n".join(_tried(accounts.try_out(site, secret))))
    return site, secret


def _open_page(page: str) -> None:
    _tell("Approve the connection in your browser; Ctrl+C gives up. If none opens, open this:")
    _tell(page)
    webbrowser.open(page)


def _tried(trial: Trial) -> Iterator[str]:
    """What a trial told, as people read it: who we are, what we may do, which gates hold."""
    account = trial.account
    facts = (account.site_name, account.software, account.user, account.role)
    yield " · ".join(fact for fact in facts if fact)
    for code in rights_in_words(account):
        yield sentence(code, {})
    if trial.seconds is not None:
        yield f"A draft was created, read back and deleted in {trial.seconds:.1f} s."
    for state in account.gates:
        plans = ", ".join(tier.name or str(tier.id) for tier in state.tiers)
        holds = f"holds ({plans})" if plans else "holds"
        why = sentence(state.why, {"site": account.site_name}) if state.why else "does not hold"
        yield f"{state.gate.value}: {holds if state.holds else why}"


def _add_site(accounts: Accounts, site: Site, secret: str) -> None:
    """Add `site`; a folder's passphrase is made here where there is a keyring to keep it."""
    if secret:
        accounts.add(site, secret)
        return
    if site.kind == "folder" and accounts.keyring_available():
        fresh = new_passphrase()
        accounts.add(site, fresh)
        _tell(f"The passphrase for subscribers, kept in your keyring: {fresh}")
        return
    accounts.add_without_secret(site)
    _tell("No secret was kept: give it in STANDFIRST_SECRET for each run.")
    if site.kind != "folder":
        _tell(f"Or connect in the browser: standfirst sites connect “{site.name}”")


def _authors(opened: Opening) -> typer.Typer:
    app = typer.Typer(help="The people who write.", no_args_is_help=True)
    who = Annotated[str, typer.Argument(metavar="NAME")]

    @app.command("list")
    def show_all() -> None:
        """List the author profiles."""
        with opened() as do:
            for author in do.accounts.authors():
                _print(f"{author.slug}\t{author.name}")

    @app.command("add")
    def add(
        name: who,
        bio: Annotated[str, typer.Option(help="A few words about them.")] = "",
        language: Annotated[str, typer.Option(help="The bio's language.")] = "",
        link: Annotated[list[str] | None, typer.Option(help="An address of theirs.")] = None,
        avatar: Annotated[Path | None, typer.Option(help="A picture of them.")] = None,
    ) -> None:
        """Add an author profile, or change what is given of the one of that name."""
        with opened() as do:
            known = do.accounts.author_or_new(name)
            bios = {**known.bios, language: bio} if bio else known.bios
            profile = replace(known, bios=bios, links=tuple(link or known.links))
            if avatar is not None:
                profile = do.accounts.set_avatar(profile, _picture(avatar))
            do.accounts.save_author(profile)
            _print(profile.slug)

    @app.command("show")
    def show(name: who) -> None:
        """Show one author profile."""
        with opened() as do:
            author = do.accounts.author(name)
            _print(author.name)
            for language, bio in author.bios.items():
                _print(f"{language + ': ' if language else ''}{bio}")
            for link in author.links:
                _print(link)

    return app


def _picture(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("file-unreadable", file=path.name, reason=reason) from None


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("output-not-written", file=out.name, reason=reason) from None


_STEPS = {
    "snapshot": "Freeze and check",
    "pictures": "Send pictures",
    "draft": "Send as a draft",
    "read-back": "Read back and compare",
    "public": "Make public",
    "look": "Look as a stranger",
    "retract": "Take it back",
}


def _tell_step(step: Step) -> None:
    if step.state is not StepState.RUNNING:
        failed = step.state is StepState.FAILED
        why = f" ({step.detail})" if failed and not step.detail.isdigit() else ""
        _tell(f"{_STEPS.get(step.code, step.code):<24}{step.state.value}{why}")


def _tell_if_behind(file: Path, draft: Draft) -> None:
    """Say that the library holds a newer text than the file, where it does."""
    written, _ = read_file(file)
    if replace(written, id=draft.id) != draft:
        _tell(f"The library holds a newer text than {file.name}: that one is used.")


def _tell_findings(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        place = f" [{finding.place}]" if finding.place else ""
        _tell(f"{finding.severity}: {sentence(finding.code, finding.detail)}{place}")


def _findings(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    return [
        {
            "severity": finding.severity.value,
            "code": finding.code,
            "place": finding.place,
            "says": sentence(finding.code, finding.detail),
        }
        for finding in findings
    ]


def _blocked(plan: Plan) -> dict[str, object]:
    errors = tuple(f for f in plan.findings if f.severity is Severity.ERROR)
    publication = plan.publication
    return {
        "error": "plan-blocked",
        "says": sentence("plan-blocked", {}),
        "id": str(plan.draft.id),
        "url": publication.url if publication else "",
        "status": publication.status.value if publication else "",
        "steps": [],
        "verification": {},
        "findings": _findings(errors),
    }


def _show(receipt: Receipt, as_json: bool, findings: tuple[Finding, ...] = ()) -> None:
    if as_json:
        _print(_dump({**_receipt(receipt), "findings": _findings(findings)}))
    else:
        _print("\n".join(_account(receipt)))
        if receipt.put_back:
            _print("The version before it is there again, and shows no locked words.")
    raise typer.Exit(Exit.LEAK if receipt.leaks else Exit.DONE)


def _account(receipt: Receipt) -> Iterator[str]:
    """A receipt as people read it: what came of it, then place by place what a stranger sees."""
    yield f"{receipt.status.value.capitalize()}: {receipt.url}"
    looked = len(receipt.sights) - receipt.unchecked
    places = "1 place" if looked == 1 else f"{looked} places"
    if receipt.leaks:
        held = receipt.status is Status.DRAFT
        what = "It was taken back." if held else "It is still public: take it offline on the site."
        yield f"LEAK: a stranger was shown words from below the cut. {what}"
    elif receipt.status is Status.PENDING:
        yield "It waits for review there: an editor publishes it."
    elif not receipt.sights:
        yield "Nobody else can see it yet, so nothing was looked at."
    elif receipt.status.hidden:
        yield f"Looked at {places} as a stranger, who should see nothing of it."
    elif receipt.paid_words:
        yield f"Looked at {places} as a stranger: none says what is below the cut."
    else:
        yield f"Looked at {places} as a stranger."
    missing = sum(sight.teaser is False for sight in receipt.sights)
    if missing:
        yield f"The free part is missing in {missing} of them: look whether the site shows it."
    if receipt.unchecked:
        yield f"Not checked: {receipt.unchecked}. Look there yourself in a private window."
    for code in dict.fromkeys(sight.why for sight in receipt.sights if sight.checked and sight.why):
        yield sentence(code, {})
    if receipt.sights:
        yield ""
        yield _ROW.format("place", "reader", "words", "teaser", "leaks", "where")
    for sight in receipt.sights:
        teaser = {None: "-", True: "yes", False: "MISSING"}[sight.teaser]
        words = str(sight.words) if sight.checked else "-"
        leaks = str(len(sight.leaks)) if sight.checked else "-"
        where = sight.url if sight.checked else f"{sight.url} (not checked: {sight.why})"
        seen = (words, teaser if sight.checked else "-", leaks, where)
        yield _ROW.format(sight.surface.value, sight.audience.value, *seen)
        for leak in sight.leaks:
            yield f"      leaked: “{leak.quote}”"


_ROW = "  {:<8}{:<9}{:>5}  {:<7}{:>6}  {}"


def _receipt(receipt: Receipt) -> dict[str, object]:
    verification: dict[str, list[dict[str, object]]] = {}
    for sight in receipt.sights:
        verification.setdefault(sight.surface.value, []).append(
            {
                "audience": sight.audience.value,
                "where": sight.url,
                "checked": sight.checked,
                "why": sight.why,
                "words": sight.words,
                "teaser": sight.teaser,
                "leaks": [leak.quote for leak in sight.leaks],
            }
        )
    return {
        "id": str(receipt.draft_id),
        "post": receipt.remote_id,
        "url": receipt.url,
        "status": receipt.status.value,
        "steps": [
            {
                "step": step.code,
                "state": step.state.value,
                "detail": step.detail,
                "seconds": round(step.seconds, 3),
            }
            for step in receipt.steps
        ],
        "verification": verification,
    }


def _dump(data: dict[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
