"""What each of a real Ghost's staff may do, and what is said where they may not, before anything is sent."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from uuid import uuid4

import pytest

from editor.app import Services
from editor.cms.answer import Json, dig, items, text_at
from editor.cms.contract_samples import tiny_picture
from editor.cms.ghost.api import Ghost
from editor.cms.port import Post, Right
from editor.model.audience import Access
from editor.model.author import AuthorProfile
from editor.model.draft import Draft
from editor.model.errors import CmsError, Conflict, Rejected, Unauthorised
from editor.model.finding import Severity
from editor.model.status import Status
from editor.model.wording import WORDING
from editor.services.trying_out import rights_in_words, try_out
from tests.contract.conftest import GhostServer
from tests.contract.test_ghost import OnGhost, site

As = Callable[[str], Ghost]
EVERYTHING = ["owner", "administrator", "super-editor", "editor", "admin"]


@pytest.fixture
def signed_in(ghost: GhostServer) -> Iterator[As]:
    """The site, as one of its staff or as an integration."""
    with ExitStack() as stack:

        def signed_in(key: str) -> Ghost:
            cms = Ghost(site(ghost), ghost.keys[key])
            stack.callback(cms.close)
            return cms

        yield signed_in


def article(**changes: object) -> Post:
    return OnGhost().post(**changes)


def errors(cms: Ghost, post: Post, known: str = "") -> list[tuple[str, str]]:
    found = [one for one in cms.check(post, known) if one.severity is Severity.ERROR]
    assert all(WORDING[one.code].then for one in found)
    return [(one.code, one.place) for one in found]


class Bare:
    """One of the staff, or an integration, with requests of their own and none of our precautions."""

    def __init__(self, ghost: GhostServer, key: str) -> None:
        self.ghost, self.api = ghost, ghost.api(key)
        self.me = [{"id": ghost.ids[key]}] if key in ghost.ids else []

    def put(self, made: Json, **changes: object) -> Json:
        """The post as it then is; None where they may not change it so."""
        address, query = f"/posts/{text_at(made, 'id')}/", {"include": "tags,authors"}
        now = self.api.get(address).json()["posts"][0]["updated_at"]
        body = {"posts": [{"updated_at": now, **changes}]}
        reply = self.api.put(address, params=query, json=body)
        assert reply.status_code in (200, 403), reply.text
        return dig(reply.json(), "posts", 0)

    def draft(self) -> Json:
        fields = {"title": "Quay", "authors": self.me} if self.me else {"title": "Quay"}
        reply = self.api.post("/posts/", json={"posts": [fields]}).raise_for_status()
        return dig(reply.json(), "posts", 0)

    def may_update_what_is_public(self) -> bool:
        made = self.draft()
        assert Bare(self.ghost, "owner").put(made, status="published")
        return self.put(made, title="Anew") is not None

    def may_write_for(self, other: str) -> bool:
        there = self.put(self.draft(), authors=[{"id": other}, *self.me])
        return text_at(there, "authors", 0, "id") == other

    def may_tag(self) -> bool:
        there = self.put(self.draft(), tags=[{"name": "Ships"}, {"name": uuid4().hex}])
        return len(items(dig(there, "tags"))) == 2

    def may_set_bio(self, user: str) -> bool:
        bio = {"users": [{"bio": "Writes about harbours."}]}
        return self.api.put(f"/users/{user}/", json=bio).status_code == 200

    def may_upload(self) -> bool:
        picture = tiny_picture()
        files = {"file": (picture.name, picture.data, picture.mime)}
        return self.api.post("/images/upload/", files=files).status_code == 201


@pytest.mark.parametrize("key", [*EVERYTHING, "author", "contributor"])
def test_the_table_of_rights_is_what_ghost_lets_them_do(
    ghost: GhostServer, signed_in: As, key: str
) -> None:
    account, bare = signed_in(key).verify(), Bare(ghost, key)
    assert account.role.lower().replace(" ", "-") == ("" if key == "admin" else key)
    later = {"status": "scheduled", "published_at": "2099-01-01T00:00:00.000Z"}
    measured = {
        Right.WRITE: bare.put(bare.draft(), title="Anew") is not None,
        Right.PUBLISH: bare.put(bare.draft(), status="published") is not None,
        Right.UPDATE: bare.may_update_what_is_public(),
        Right.OTHERS: bare.may_write_for(ghost.ids["owner" if key == "editor" else "editor"]),
        Right.PICTURES: bare.may_upload(),
        Right.ACCESS: bare.put(bare.draft(), visibility="paid") is not None,
        Right.TAGS: bare.may_tag(),
        Right.BIOS: bare.may_set_bio(ghost.ids["owner" if key == "admin" else key]),
    }
    assert account.rights is not None
    assert {right for right, may in measured.items() if may} == account.rights & measured.keys()
    assert (bare.put(bare.draft(), **later) is not None) is account.may_publish
    assert account.may_publish is measured[Right.PUBLISH]
    bare.api.close()


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("owner", ("rights-publish",)),
        ("author", ("rights-publish", "rights-no-others", "rights-no-access")),
        (
            "contributor",
            ("rights-review", "rights-no-update", "rights-no-others", "rights-no-tags"),
        ),
    ],
)
@pytest.mark.parametrize("default", ["public", "paid"])
def test_tried_out_it_is_told_in_words(
    ghost: GhostServer, signed_in: As, key: str, told: tuple[str, ...], default: str
) -> None:
    with ghost.set_to(default_content_visibility=default):
        trial = try_out(signed_in(key), site(ghost))
    assert trial.seconds is not None
    assert rights_in_words(trial.account) == told


def test_an_author_is_told_before_that_who_may_read_is_not_theirs_to_say(
    ghost: GhostServer, signed_in: As
) -> None:
    author, post = signed_in("author"), article()
    assert errors(author, post) == [("site-may-not-set-access", "access")]
    id_ = author.create_draft(post).remote_id
    before = author.get(id_)
    with pytest.raises(Rejected) as refused:
        author.fill(id_, post, {})
    assert refused.value.code == "site-may-not-set-access"
    assert author.get(id_).revision == before.revision
    with ghost.api("editor") as editor:
        now = editor.get(f"/posts/{id_}/").json()["posts"][0]["updated_at"]
        gated = {"posts": [{"updated_at": now, "visibility": "paid"}]}
        editor.put(f"/posts/{id_}/", json=gated).raise_for_status()
    filled = author.fill(id_, post, {})
    assert author.differences(post, {}, filled) == ()
    public = author.publish(id_)
    assert [code for code, _ in errors(author, post, id_)] == ["slug-taken"], "its own address"
    opened = replace(post, access=Access.EVERYONE)
    assert ("site-may-not-set-access", "access") in errors(author, opened, id_)
    with pytest.raises(Rejected):
        author.fill(id_, opened, {})
    assert author.get(id_).revision == public.revision


def test_an_author_chooses_tiers_where_the_default_is_tiers(
    ghost: GhostServer, signed_in: As
) -> None:
    author, post = signed_in("author"), article(plans=(int(ghost.ids["supporters"], 16),))
    with ghost.set_to(
        default_content_visibility="tiers",
        default_content_visibility_tiers=f'["{ghost.ids["default-product"]}"]',
    ):
        assert errors(author, post) == []
        filled = author.fill(author.create_draft(post).remote_id, post, {})
    assert author.differences(post, {}, filled) == ()


@pytest.mark.parametrize("key", ["author", "contributor"])
def test_nobody_writes_in_the_name_of_others_unawares(
    ghost: GhostServer, signed_in: As, key: str
) -> None:
    cms, mine, theirs = signed_in(key), ghost.ids[key], ghost.ids["editor"]
    with ghost.set_to(default_content_visibility="paid"):
        for ids in ((theirs,), (mine, theirs), (theirs, mine)):
            post = article(author_id=ids[0], co_authors=ids[1:])
            assert ("site-may-not-edit-others", "authors") in errors(cms, post)
            with pytest.raises(Rejected):
                cms.fill(cms.create_draft(post).remote_id, post, {})
        own = article(author_id=mine)
        filled = cms.fill(cms.create_draft(own).remote_id, own, {})
        assert cms.differences(own, {}, filled) == ()


def test_a_contributor_is_told_before_what_they_may_not(ghost: GhostServer, signed_in: As) -> None:
    cms = signed_in("contributor")
    assert errors(cms, article()) == [("draft-only", "site")]
    assert errors(cms, article(tags=("Ships",), plans=(7,))) == [
        ("site-may-not-tag", "tags"),
        ("draft-only", "site"),
    ]
    assert cms.newsletters() == ()
    tagged = article(tags=("Ships",))
    id_ = cms.create_draft(tagged).remote_id
    with pytest.raises(Rejected) as refused:
        cms.fill(id_, tagged, {})
    assert refused.value.code == "site-may-not-tag"
    with pytest.raises(Unauthorised):
        cms.publish(id_)
    assert cms.get(id_).status is Status.DRAFT


@pytest.mark.parametrize("key", ["author", "contributor"])
def test_what_is_there_already_is_found_under_another_address(
    ghost: GhostServer, signed_in: As, key: str
) -> None:
    cms, post, theirs = signed_in(key), article(access=Access.EVERYONE), article()
    with ghost.set_to(default_content_visibility="public"):
        id_ = cms.create_draft(post).remote_id
        cms.fill(id_, post, {})
    by_an_editor = {"visibility": "paid", "tags": [{"name": "Ships"}]}
    editor = Bare(ghost, "editor")
    assert editor.put({"id": id_}, **by_an_editor)
    editor.api.close()
    owner = signed_in("owner")
    owner.fill(owner.create_draft(theirs).remote_id, theirs, {})
    mine = [("draft-only", "site")] if key == "contributor" else []
    for slug, taken in ((f"{post.slug}-moved", []), (theirs.slug, [("slug-taken", "slug")])):
        moved = replace(theirs, article_id=post.article_id, slug=slug, tags=("Ships",))
        assert errors(cms, moved, id_) == taken + mine
    moved = replace(moved, slug=f"{post.slug}-moved")
    assert cms.differences(moved, {}, cms.fill(id_, moved, {})) == ()
    owner.delete(id_)
    if key == "author":
        assert errors(cms, moved, id_) == [("site-may-not-set-access", "access")], "a new one again"


def test_a_contributor_sends_a_gated_article_as_a_draft(
    services: Services, ghost: GhostServer
) -> None:
    there = services.accounts.add(site(ghost), ghost.keys["contributor"])
    publishing, id_ = services.publishing, uuid4()
    body = "Free words for everyone.\n\n<!--more-->\n\nWords for those who pay.\n"
    draft = Draft(id=id_, title=f"Quay {id_.hex[:8]}", body=body, access=Access.PAID)
    services.drafting.save(draft)
    barred = publishing.ask(publishing.plan(draft, there))
    assert [one.code for one in barred.findings if one.severity is Severity.ERROR] == ["draft-only"]
    for title in (draft.title, f"{draft.title} again"):
        sent = replace(draft, title=title)
        plan = publishing.ask(publishing.plan(sent, there, Status.DRAFT))
        assert not plan.blocked, plan.findings
        receipt = publishing.publish(plan, lambda step: None, lambda: None)
        assert receipt.status is Status.DRAFT
        with ghost.api() as api:
            [post] = api.get("/posts/", params={"filter": f"title:'{title}'"}).json()["posts"]
        assert (post["status"], post["visibility"]) == ("draft", "paid")


def test_an_author_renames_a_draft_that_an_editor_gated(
    services: Services, ghost: GhostServer
) -> None:
    there = services.accounts.add(site(ghost), ghost.keys["author"])
    publishing, id_ = services.publishing, uuid4()
    body = "Free words for everyone.\n\n<!--more-->\n\nWords for those who pay.\n"
    draft = Draft(id=id_, title=f"Quay {id_.hex[:8]}", body=body)
    sent = publishing.ask(publishing.plan(draft, there, Status.DRAFT))
    publishing.publish(sent, lambda step: None, lambda: None)
    with ghost.api("editor") as editor:
        [post] = editor.get("/posts/", params={"filter": f"title:'{draft.title}'"}).json()["posts"]
        gated = {"posts": [{"updated_at": post["updated_at"], "visibility": "paid"}]}
        editor.put(f"/posts/{post['id']}/", json=gated).raise_for_status()
    renamed = replace(draft, title=f"{draft.title} again", access=Access.PAID)
    plan = publishing.ask(publishing.plan(renamed, there, Status.DRAFT))
    assert not plan.blocked, plan.findings
    with pytest.raises(Conflict):
        publishing.publish(plan, lambda step: None, lambda: None)
    receipt = publishing.publish(plan, lambda step: None, lambda: None, overwrite=True)
    assert receipt.status is Status.DRAFT
    with ghost.api() as api:
        after = api.get(f"/posts/{post['id']}/").json()["posts"][0]
    assert (after["title"], after["visibility"]) == (renamed.title, "paid")


def test_an_author_that_is_not_there_is_said_before_and_seen_after(
    ghost: GhostServer, signed_in: As
) -> None:
    cms, gone, ours = signed_in("admin"), "0" * 24, site(ghost)
    ada = AuthorProfile("ada", "Ada Quay", accounts={str(ours.id): ghost.ids["editor"]})
    ben = AuthorProfile("ben", "Ben Pier", accounts={str(ours.id): gone})
    post = article(authors=(ada, ben), author_id=ghost.ids["editor"], co_authors=(gone,))
    [found] = [one for one in cms.check(post) if one.severity is Severity.ERROR]
    assert (found.code, found.place, found.detail["name"]) == (
        "author-not-there",
        "authors",
        "Ben Pier",
    )
    for sent in (post, article(author_id=gone)):
        filled = cms.fill(cms.create_draft(sent).remote_id, sent, {})
        [wrong] = cms.differences(sent, {}, filled)
        assert (wrong.field, wrong.sent.split()[-1]) == ("author", gone)
        assert gone not in wrong.got
    there = article(author_id=ghost.ids["editor"], co_authors=(ghost.ids["contributor"],))
    assert errors(cms, there) == []
    filled = cms.fill(cms.create_draft(there).remote_id, there, {})
    assert cms.differences(there, {}, filled) == ()


def test_a_bio_that_is_not_ours_to_change_is_said_to_be(ghost: GhostServer, signed_in: As) -> None:
    for key, whose in (("admin", "owner"), ("author", "contributor"), ("super-editor", "editor")):
        with pytest.raises(CmsError) as refused:
            signed_in(key).update_bio(ghost.ids[whose], "Writes.")
        assert (type(refused.value), refused.value.code) == (Unauthorised, "site-may-not-edit-bio")
    assert signed_in("contributor").update_bio(ghost.ids["contributor"], "Writes.") == "Writes."
