"""Connecting to a site: what it is, who we are there, and what it lets us do."""

import sys
import webbrowser
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import typer

from editor.cli.terminal import tell
from editor.cms.port import App, Recognised
from editor.model.errors import Rejected, SecretUnavailable
from editor.model.site import Site
from editor.model.wording import sentence
from editor.services.accounts import Accounts
from editor.services.trying_out import Trial, rights_in_words


def recognised_site(accounts: Accounts, site: Site) -> tuple[Site, Recognised]:
    """`site` as what answers at its address; asks before it is reached without https."""
    found = accounts.recognise(site.address)
    tell(f"{found.name}, {found.software}: {found.address}")
    host = urlsplit(found.address).netloc
    if found.plain_http and not site.plain_http:
        refusal = Rejected("site-plain-http", host=host)
        tell(sentence("site-only-plain-http", {"host": host}))
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


def let_in(accounts: Accounts, site: Site, found: Recognised, client_id: str) -> tuple[Site, str]:
    """Connect in the browser, or by hand where the site has no page for it; the secret is tried."""
    if not accounts.keyring_available():
        raise SecretUnavailable("keyring-absent")
    if found.api or found.sign_in:
        app = App(client_id, typer.prompt("Client secret", hide_input=True)) if client_id else None
        granted = accounts.sign_in(found, _open_page, lambda: None, app, plain_http=site.plain_http)
        username, secret = granted.username or site.username, granted.secret
        site = replace(site, username=username, api=granted.api or site.api)
    elif site.kind == "ghost":
        secret = typer.prompt("Admin API key, or staff access token", hide_input=True)
    else:
        site = replace(site, username=site.username or typer.prompt("Username"))
        secret = typer.prompt("Application password", hide_input=True)
    known = [secret]
    tell("\n".join(tried(accounts.try_out(site, secret, known.append))))
    return site, known[-1]


def _open_page(page: str) -> None:
    tell("Approve the connection in your browser; Ctrl+C gives up. If none opens, open this:")
    tell(page)
    webbrowser.open(page)


def tried(trial: Trial) -> Iterator[str]:
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
