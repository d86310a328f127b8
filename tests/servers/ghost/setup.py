"""Sets up a Ghost that was never used, over its own API, as its owner and the rest of its staff would.

usage: setup.py URL MAILS.jsonl KEYS.json       MAILS.jsonl is where sinks.py writes down the invitation.
"""

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx

OWNER = {"name": "Olive Owner", "email": "owner@example.test", "password": "owner-pw-of-a-test"}
# those whom the owner invites, each called as their role is
INVITED = {
    "Administrator": "Ada Administrator",
    "Super Editor": "Sue Editor",
    "Editor": "Ed Editor",
    "Author": "Ann Author",
    "Contributor": "Con Contributor",
}


class Staff:
    """One of the staff, who works in Ghost's own window."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(
            base_url=f"{url}/ghost/api/admin", headers={"Origin": url}, timeout=60, trust_env=False
        )

    def sign_in(self, who: Mapping[str, str]) -> tuple[str, str]:
        """Their id, and their token: "id:secret"."""
        login = {"username": who["email"], "password": who["password"]}
        self._client.post("/session/", json=login).raise_for_status()
        token = self._client.get("/users/me/token/").raise_for_status().json()["apiKey"]
        return token["user_id"], f"{token['id']}:{token['secret']}"

    def add(self, kind: str, values: Mapping[str, object]) -> str:
        """The id of what was made."""
        reply = self._client.post(f"/{kind}/", json={kind: [values]}).raise_for_status()
        [made] = reply.json()[kind]
        return str(made["id"])

    def set_up(self, title: str, who: Mapping[str, str]) -> None:
        setup = {"setup": [{"blogTitle": title, **who}]}
        self._client.post("/authentication/setup/", json=setup).raise_for_status()

    def keys(self, integration: str) -> dict[str, str]:
        """The keys of a custom integration, by their types: admin, content."""
        path = f"/integrations/{integration}/?include=api_keys"
        [found] = self._client.get(path).raise_for_status().json()["integrations"]
        return {key["type"]: key["secret"] for key in found["api_keys"]}

    def ids(self, kind: str) -> dict[str, str]:
        """The ids of all of a kind, by their slugs, or names where there are none."""
        found = self._client.get(f"/{kind}/").raise_for_status().json()[kind]
        return {one.get("slug") or one["name"]: one["id"] for one in found}

    def accept(self, invitation: str, who: Mapping[str, str]) -> None:
        accepted = {"invitation": [{"token": invitation, **who}]}
        self._client.post("/authentication/invitation/", json=accepted).raise_for_status()


def main(url: str, mails: str, file: str) -> None:
    owner = Staff(url)
    owner.set_up("The Harbour Letter", OWNER)
    owner_id, owner_token = owner.sign_in(OWNER)
    ids, tokens = {"owner": owner_id}, {"owner": owner_token}
    roles = owner.ids("roles")
    for role, name in INVITED.items():
        called = role.lower().replace(" ", "-")
        email, password = f"{called}@example.test", f"{called}-pw-of-a-test"
        owner.add("invites", {"email": email, "role_id": roles[role]})
        sent = json.loads(Path(mails).read_text().splitlines()[-1])
        invited = re.search(r"/ghost/signup/([\w=-]+)/", sent["text"])
        assert invited, sent
        staff, who = Staff(url), {"name": name, "email": email, "password": password}
        staff.accept(invited[1], who)
        ids[called], tokens[called] = staff.sign_in(who)

    costs = {"monthly_price": 500, "yearly_price": 5000, "currency": "eur"}
    owner.add("tiers", {"name": "Supporters", "type": "paid", "visibility": "public", **costs})
    owner.add("newsletters", {"name": "Weekend", "subscribe_on_signup": False})
    tiers, newsletters = owner.ids("tiers"), owner.ids("newsletters")
    first = {"newsletters": [{"id": newsletters["default-newsletter"]}]}
    both = {"newsletters": [{"id": one} for one in newsletters.values()]}
    given = {"tiers": [{"id": tiers["supporters"]}]}
    guest = {"email": "guest@example.test", "name": "Gus Guest", **first}
    reader = {"email": "reader@example.test", "name": "Rea Reader", **both, **given}
    ids |= {**tiers, **newsletters}
    ids |= {"guest": owner.add("members", guest), "reader": owner.add("members", reader)}

    keys = owner.keys(owner.add("integrations", {"name": "Standfirst"}))
    Path(file).write_text(json.dumps({"keys": keys | tokens, "ids": ids}))


if __name__ == "__main__":
    main(*sys.argv[1:4])
