/* Opens the sealed part of this page with the passphrase that subscribers are given.

   The page carries the locked text as AES-256-GCM; the key is made from the passphrase by
   PBKDF2-HMAC-SHA-256. Nothing is sent anywhere, and nothing is remembered: a reader who wants that
   has a password manager. */
"use strict";

(() => {
  const form = document.getElementById("opener");
  const says = document.getElementById("opener-says");
  const field = document.getElementById("passphrase");
  const button = form.querySelector("button");
  const sealed = JSON.parse(document.getElementById("sealed").textContent);

  const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

  const say = (text, wrong) => {
    says.textContent = text;
    says.classList.toggle("wrong", Boolean(wrong));
  };

  const makeKey = async (passphrase) => {
    const typed = new TextEncoder().encode(passphrase.normalize("NFKC").trim());
    const raw = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
    const derivation = {
      name: "PBKDF2",
      hash: "SHA-256",
      salt: bytes(sealed.salt),
      iterations: sealed.rounds,
    };
    const kind = { name: "AES-GCM", length: 256 };
    return crypto.subtle.deriveKey(derivation, raw, kind, false, ["decrypt"]);
  };

  // a sealed blob begins with its 12 random bytes; what it belongs to was sealed along with it
  const unseal = (key, blob, belongsTo) =>
    crypto.subtle.decrypt(
      {
        name: "AES-GCM",
        iv: blob.subarray(0, 12),
        additionalData: new TextEncoder().encode(belongsTo),
      },
      key,
      blob.subarray(12),
    );

  const showPicture = async (key, image, picture) => {
    try {
      const answer = await fetch(sealed.root + picture.file);
      if (!answer.ok) throw new Error(answer.statusText);
      const blob = new Uint8Array(await answer.arrayBuffer());
      const open = await unseal(key, blob, sealed.article + "/" + picture.file);
      image.src = URL.createObjectURL(new Blob([open], { type: picture.type }));
    } catch {
      const note = document.createElement("span");
      note.className = "no-picture";
      note.textContent = [image.alt, form.dataset.picture].filter(Boolean).join(" – ");
      image.replaceWith(note);
    }
  };

  const show = async (key, text) => {
    const content = JSON.parse(text);
    const fresh = document.createElement("template");
    fresh.innerHTML = content.html;
    const notes = document.createElement("template");
    notes.innerHTML = content.notes;
    const images = [fresh, notes].flatMap((part) => [
      ...part.content.querySelectorAll("img[src^='sealed:']"),
    ]);
    const waiting = images.map((image) => {
      const picture = content.pictures[image.getAttribute("src").slice("sealed:".length)];
      image.removeAttribute("src");
      return showPicture(key, image, picture);
    });

    const place = document.getElementById("locked");
    place.replaceChildren(fresh.content);
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    document.getElementById("teaser").classList.remove("faded");

    const section = document.getElementById("notes");
    const list = section.querySelector("ol");
    list.append(...notes.content.children);
    list.append(...[...list.children].sort((one, other) => one.value - other.value));
    section.hidden = list.children.length === 0;
    await Promise.all(waiting);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!window.crypto || !crypto.subtle) {
      say(form.dataset.insecure, true);
      return;
    }
    button.disabled = true;
    say(form.dataset.opening);
    let key;
    let text;
    try {
      key = await makeKey(field.value);
      text = new TextDecoder().decode(await unseal(key, bytes(sealed.data), sealed.article));
    } catch {
      say(form.dataset.wrong, true);
      button.disabled = false;
      field.select();
      return;
    }
    await show(key, text);
  });
})();
