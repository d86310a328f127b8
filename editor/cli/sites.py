"""The sites that can be published to."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.connecting import let_in, recognised_site, tried
from editor.cli.parts import Opening
from editor.cli.terminal import say, tell
from editor.model.audience import Gate
from editor.model.site import Site
from editor.services.accounts import Accounts, new_passphrase


def site_commands(opened: Opening) -> typer.Typer:
    """What is done with the sites."""
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
        kind: Annotated[
            str, typer.Option(help="wordpress, ghost or folder; else it is found out.")
        ] = "",
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
        gates = {"folder": Gate.SEALED, "ghost": Gate.PAYWALL}
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
                site, found = recognised_site(do.accounts, site)
                if not secret and sys.stdin.isatty():
                    site, secret = let_in(do.accounts, site, found, client_id)
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
            # another gate's plans are none of this one's
            plans = known.plans if gate in (None, known.gate) else ()
            site = replace(known, gate=gate or known.gate, plans=tuple(plan or plans))
            do.accounts.edit(site)
            if readers:
                do.accounts.keep_readers_password(site, readers)

    @app.command("connect")
    def connect(name: name, plain_http: plain_http = False, client_id: client_id = "") -> None:
        """Connect to a site anew in the browser; the secret it gives goes to the system's keyring."""
        with opened() as do:
            known = do.accounts.site(name)
            agreed = replace(known, plain_http=plain_http or known.plain_http)
            site, found = recognised_site(do.accounts, agreed)
            site, secret = let_in(do.accounts, site, found, client_id)
            do.accounts.edit(site, secret)

    @app.command("list")
    def show_all() -> None:
        """List the sites."""
        with opened() as do:
            for site in do.accounts.sites():
                say("\t".join((site.name, site.kind, site.address, site.gate.value)))

    @app.command("test")
    def test(name: name) -> None:
        """Ask a site who you are and what you may do there, and try it with a draft that is deleted."""
        with opened() as do:
            say("\n".join(tried(do.accounts.try_out(do.accounts.site(name)))))

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


def _add_site(accounts: Accounts, site: Site, secret: str) -> None:
    """Add `site`; a folder's passphrase is made here where there is a keyring to keep it."""
    if secret:
        accounts.add(site, secret)
        return
    if site.kind == "folder" and accounts.keyring_available():
        fresh = new_passphrase()
        accounts.add(site, fresh)
        tell(f"The passphrase for subscribers, kept in your keyring: {fresh}")
        return
    accounts.add_without_secret(site)
    tell("No secret was kept: give it in STANDFIRST_SECRET for each run.")
    if site.kind != "folder":
        way = "enter its key" if site.kind == "ghost" else "connect in the browser"
        tell(f"Or {way}: standfirst sites connect “{site.name}”")
