"""Sites and authors: added, tested, edited, removed; secrets go to the keyring alone."""

import secrets as random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from editor.cms import registry
from editor.cms.port import Account, App, Cms, Granted, Recognised
from editor.cms.registry import Kind, Surroundings
from editor.cms.wordpress.credentials import Credentials
from editor.model.audience import Gate
from editor.model.author import AuthorProfile
from editor.model.errors import BadInput, EditorError, Rejected, SecretUnavailable
from editor.model.private_note import public
from editor.model.site import Site
from editor.pictures.store import PictureStore
from editor.services.trying_out import Trial, try_out
from editor.system.redaction import remember
from editor.system.secrets import Secrets
from editor.text import slug

if TYPE_CHECKING:
    from editor.library.authors import Authors
    from editor.library.sites import Sites

PRACTICE = "Practice site"
# no letters or digits that are easily taken for one another when read aloud
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class BioChange:
    """An author's bio on one site, as it is and as it would be; `error` is an error's code or ""."""

    site: Site
    user_id: str
    user_name: str
    old: str
    new: str
    error: str = ""


def new_passphrase() -> str:
    """A subscriber passphrase: four groups of four letters and digits, about 79 bits."""
    return "-".join("".join(random.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


class Accounts:
    """The sites that can be published to and the people who write."""

    def __init__(
        self,
        sites: "Sites",
        authors: "Authors",
        secrets: Secrets,
        store: PictureStore,
        surroundings: Surroundings,
        default_folder: Path,
    ) -> None:
        self._sites = sites
        self._authors = authors
        self._secrets = secrets
        self._store = store
        self._surroundings = surroundings
        self._default_folder = default_folder

    # sites

    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of site there are."""
        return registry.kinds()

    def sites(self) -> tuple[Site, ...]:
        """Every site, as they were added."""
        return self._sites.all()

    def site(self, name: str) -> Site:
        """The site called `name`, whatever its case. Raises `BadInput("site-unknown")`."""
        found = self._sites.by_name(name)
        if found is None:
            known = ", ".join(site.name for site in self._sites.all()) or "none"
            raise BadInput("site-unknown", name=name, known=known)
        return found

    def add(self, site: Site, secret: str, *, session_only: bool = False) -> Site:
        """Keep a new site; its secret goes to the keyring, or for this session into memory."""
        self._check(site)
        self._secrets.set(site.id, secret, session_only=session_only)
        try:
            self._sites.save(site)
        except EditorError:
            self._secrets.remove(site.id)
            raise
        return site

    def add_without_secret(self, site: Site) -> Site:
        """Keep a new site whose secret is given for each run."""
        self._check(site)
        self._sites.save(site)
        return site

    def edit(self, site: Site, secret: str | None = None, *, session_only: bool = False) -> Site:
        """Keep a changed site, and its secret if a new one is given.

        Raises `BadInput` "site-moved" where it is elsewhere by now and there is no new secret, and
        `SecretUnavailable` where what is kept for the old place cannot be forgotten.
        """
        self._check(site)
        if not secret:
            self._insist_on_place(site)
            self._sites.save(site)
            return site
        secret = self._with_readers(site, secret)
        if any(kept.id == site.id and site.is_elsewhere(kept) for kept in self._sites.all()):
            # no secret is ever kept with a place that it was not given for, whatever fails here
            if not self._secrets.available():
                raise SecretUnavailable("keyring-needed-to-move", site=site.name)
            self._secrets.remove(site.id)
            self._sites.save(site)
            self._secrets.set(site.id, secret, session_only=session_only)
        else:
            self._secrets.set(site.id, secret, session_only=session_only)
            self._sites.save(site)
        return site

    def remove(self, site: Site) -> None:
        """Forget a site and its secret, or neither; what was published there stays there.

        Raises `SecretUnavailable` where a locked keyring would keep the secret.
        """
        self._secrets.remove(site.id)
        self._sites.remove(site.id)

    def test(
        self,
        site: Site,
        secret: str | None = None,
        renewed: Callable[[str], None] | None = None,
    ) -> Account:
        """Ask the site who we are there. What it says of its time zone is kept with the site.

        `renewed` is given a `secret` anew that renewed itself meanwhile: the old one is used up then.
        """
        with self.connected(site, secret, renewed=renewed) as cms:
            account = cms.verify()
        self._keep_zone(site, account)
        return account

    def try_out(
        self,
        site: Site,
        secret: str | None = None,
        renewed: Callable[[str], None] | None = None,
    ) -> Trial:
        """Ask the site who we are there, and take a draft there and back; nothing is left behind.

        `renewed` is as `test` has it.
        """
        with self.connected(site, secret, renewed=renewed) as cms:
            trial = try_out(cms, site)
        self._keep_zone(site, trial.account)
        return trial

    def _keep_zone(self, site: Site, account: Account) -> None:
        if account.zone and account.zone != site.zone and site in self._sites.all():
            self._sites.save(replace(site, zone=account.zone))

    def recognise(self, address: str) -> Recognised:
        """What kind of site is at `address`, which may be that of any of its pages. Network."""
        return registry.recognise(address, self._surroundings)

    def sign_in(
        self,
        found: Recognised,
        open_page: Callable[[str], None],
        checkpoint: Callable[[], None],
        app: App | None = None,
        *,
        plain_http: bool = False,
    ) -> Granted:
        """Be let in by the site's own page in the browser, which `open_page` opens; waits for it.

        `plain_http`: its owner agreed to that. Raises `Rejected` "site-plain-http" without, "connect-no-page"
        or `found.hindrance`, and what `registry.sign_in` raises; `checkpoint` may raise to give up.
        """
        host = urlsplit(found.address).netloc
        if found.hindrance:
            raise Rejected(found.hindrance, host=host)
        if found.plain_http and not plain_http:
            raise Rejected("site-plain-http", host=host)
        if not found.api and not found.sign_in:
            raise Rejected("connect-no-page", host=host)
        if app is not None:
            remember(app.secret)
        granted = registry.sign_in(found, app, open_page, checkpoint)
        remember(granted.secret)
        return granted

    def zoned(self, site: Site) -> Site:
        """The site with its time zone, which is asked of it where it is not known yet. Network."""
        if site.zone or "url" not in registry.kind_of(site).needs:
            return site
        self.test(site)
        return self._sites.get(site.id)

    @property
    def renewed_for_this_run(self) -> bool:
        """Whether what `STANDFIRST_SECRET` gave was renewed: for the next run it is of no use."""
        return self._secrets.renewed_for_this_run

    def keyring_available(self) -> bool:
        """Whether secrets can be kept beyond this session."""
        return self._secrets.available()

    def secret_of(self, site: Site) -> str:
        """The site's secret. Raises `SecretUnavailable`."""
        return self._secrets.get(site.id)

    def unlock(self, site: Site, secret: str, *, session_only: bool) -> None:
        """Give the secret of a site that lacks it; it is checked on the site first."""
        known = [secret]
        self.test(site, secret, known.append)
        fresh = self._with_readers(site, known[-1])
        self._secrets.set(site.id, fresh, session_only=session_only)

    def readers_password(self, site: Site) -> str:
        """What readers enter at an article of a WordPress site, "" where there is no password yet.

        Raises `SecretUnavailable`.
        """
        return Credentials.read(self._secrets.get(site.id)).readers

    def keep_readers_password(
        self, site: Site, password: str, *, session_only: bool = False
    ) -> None:
        """Have readers enter `password` at what is published there from now on.

        It is kept in the entry that holds the site's secret; raises `SecretUnavailable` without one.
        """
        if not password.strip():
            raise BadInput("readers-password-missing", site=site.name)
        kept = Credentials.read(self._secrets.kept(site.id))
        secret = replace(kept, readers=password.strip()).write()
        self._secrets.set(site.id, secret, session_only=session_only)

    def _insist_on_place(self, site: Site) -> None:
        """Raise where `site` is elsewhere than the secret that is kept for it was given for."""
        for kept in self._sites.all():
            if kept.id == site.id and site.is_elsewhere(kept):
                old, new = kept.signed_at, site.signed_at
                raise BadInput("site-moved", site=kept.name, old=old, new=new)

    def _keep_renewed(self, site: Site, fresh: str) -> None:
        """Keep tokens that were renewed; what else the entry holds by now stays in it."""
        tokens = Credentials.read(fresh)
        try:
            kept = Credentials.read(self._secrets.get(site.id))
        except SecretUnavailable as error:
            if error.code == "secret-missing":
                return  # the site was removed meanwhile
        else:
            if kept.client_id != tokens.client_id:
                return  # it was connected to anew meanwhile
            tokens = replace(tokens, password=kept.password, readers=kept.readers)
        self._secrets.renew(site.id, tokens.write())

    def _with_readers(self, site: Site, secret: str) -> str:
        """Another secret of a site, with what its readers enter as it is."""
        if site.kind == "wordpress":
            with suppress(SecretUnavailable):
                if readers := Credentials.read(self._secrets.kept(site.id)).readers:
                    fresh = Credentials.read(secret)
                    return replace(fresh, readers=fresh.readers or readers).write()
        return secret

    @contextmanager
    def connected(
        self,
        site: Site,
        secret: str | None = None,
        *,
        needed: bool = True,
        renewed: Callable[[str], None] | None = None,
    ) -> Iterator[Cms]:
        """The site's adapter, closed when done.

        A secret that renews itself meanwhile is kept, but a given one is handed to `renewed`. Raises
        `SecretUnavailable` where one is `needed`, and `BadInput` "site-moved" where the one that is kept
        would be sent to another host than it was given for.
        """
        if secret is None:
            self._insist_on_place(site)
        try:
            known = self._secrets.get(site.id) if secret is None else secret
        except SecretUnavailable:
            if needed:
                raise
            known = ""
        remember(known)

        def keep(fresh: str) -> None:
            remember(fresh)
            if secret is None:
                self._keep_renewed(site, fresh)
            elif renewed is not None:
                renewed(fresh)

        cms = registry.connect(site, known, self._surroundings, keep)
        try:
            yield cms
        finally:
            cms.close()

    def practice_site(self) -> Site:
        """The site on this computer that the first start brings; made if there is none yet."""
        for site in self._sites.all():
            if site.kind == "folder" and site.name == PRACTICE:
                return site
        folder = self._default_folder / PRACTICE
        site = Site(PRACTICE, "folder", str(folder), gate=Gate.SEALED)
        passphrase = new_passphrase()
        try:
            return self.add(site, passphrase, session_only=not self._secrets.available())
        except SecretUnavailable:
            # a keyring that refuses is no reason not to start
            return self.add(site, passphrase, session_only=True)

    def change_passphrase(self, site: Site, old: str, new: str) -> None:
        """Seal a folder site anew; the old passphrase opens what is there.

        Raises `Unauthorised` with the articles that the old one does not open.
        """
        from editor.cms.folder.site import change_passphrase

        if not new.strip():
            raise BadInput("passphrase-empty")
        change_passphrase(self.folder_of(site), old, new)
        try:
            self._secrets.set(site.id, new, session_only=not self._secrets.available())
        except SecretUnavailable:
            # the folder is sealed anew already: that is no failure, and the old one opens nothing
            self._secrets.set(site.id, new, session_only=True)

    def folder_of(self, site: Site) -> Path:
        """Where a folder site lies."""
        return Path(site.address)

    def _check(self, site: Site) -> None:
        if not site.name.strip():
            raise BadInput("site-name-missing")
        other = self._sites.by_name(site.name)
        if other is not None and other.id != site.id:
            raise BadInput("site-name-taken", name=site.name)
        kind = registry.kind_of(site)
        if site.gate not in kind.gates:
            known = ", ".join(kind.gates)
            raise BadInput("gate-unknown", gate=site.gate.value, kind=kind.label, known=known)
        if not site.address.strip():
            raise BadInput("site-address-missing")

    # authors

    def authors(self) -> tuple[AuthorProfile, ...]:
        """Every profile, by name."""
        return self._authors.all()

    def author(self, name: str) -> AuthorProfile:
        """The profile with this slug or name. Raises `BadInput("author-unknown")`."""
        found = self._authors.find(name)
        if found is None:
            raise BadInput("author-unknown", name=name)
        return found

    def author_or_new(self, name: str) -> AuthorProfile:
        """The profile with this slug or name, else a fresh one, not kept yet, with a slug of its own."""
        found = self._authors.find(name)
        if found is not None:
            return found
        taken = {author.slug for author in self._authors.all()}
        base = slug.propose(public(name)) or "author"
        wanted, number = base, 2
        while wanted in taken:
            wanted, number = f"{base}-{number}", number + 1
        return AuthorProfile(wanted, name)

    def save_author(self, profile: AuthorProfile, was: str | None = None) -> AuthorProfile:
        """Keep a profile; `was` is its slug before, if that changed."""
        if not public(profile.name).strip():
            raise BadInput("author-name-missing")
        self._authors.save(profile, was)
        return profile

    def remove_author(self, author: str) -> None:
        """Forget the profile with this slug; articles keep the name."""
        self._authors.remove(author)

    def used_in(self, author: str) -> int:
        """How many articles carry the author with this slug."""
        return self._authors.used_in(author)

    def set_avatar(self, profile: AuthorProfile, data: bytes) -> AuthorProfile:
        """The profile with a picture, cleaned of where it was taken. Raises `BadInput`."""
        from editor.pictures import picture as pictures

        key = self._store.add(pictures.clean(data, max_pixels=512 * 512))
        return replace(profile, avatar=key)

    def avatar(self, profile: AuthorProfile) -> Path | None:
        """Where the profile's picture lies."""
        return self._store.path(profile.avatar) if profile.avatar else None

    def stored_picture(self, key: str) -> Path | None:
        """Where a kept picture lies, by its key."""
        return self._store.path(key)

    def site_users(self, site: Site) -> tuple[tuple[str, str, str], ...]:
        """The users of a site that may write: (id, name, bio)."""
        with self.connected(site) as cms:
            return cms.authors()

    def bios_on_sites(self, profile: AuthorProfile) -> tuple[BioChange, ...]:
        """What sending the bio would change, site by site; a site that fails says why."""
        changes = []
        for site in self._sites.all():
            user_id = profile.accounts.get(str(site.id), "")
            if not user_id:
                continue
            new = profile.bio()
            try:
                users = {user[0]: user for user in self.site_users(site)}
                _, name, old = users[user_id]
                changes.append(BioChange(site, user_id, name, old, new))
            except KeyError:
                changes.append(BioChange(site, user_id, "", "", new, "author-unknown"))
            except EditorError as error:
                changes.append(BioChange(site, user_id, "", "", new, error.code))
        return tuple(changes)

    def update_bio(self, change: BioChange) -> str:
        """Send one bio; returns what the site now shows."""
        with self.connected(change.site) as cms:
            return cms.update_bio(change.user_id, change.new)
