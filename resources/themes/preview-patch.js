// Brings the page in step: changes only the nodes that differ, so that pictures, the selection and the
// place on the page stay. `shell` is the document without its text, or null where that is the same;
// `parts` says of each part of the text which of its elements go and come. Gives back `revision`, or -1
// where the page is not what it should be.
(function () {
  const places = { teaser: "#teaser", locked: "#locked", notes: "#notes > ol" };
  let now = 0;

  function attributes(old, fresh) {
    for (const one of [...old.attributes]) {
      if (!fresh.hasAttribute(one.name)) old.removeAttribute(one.name);
    }
    for (const one of fresh.attributes) {
      if (old.getAttribute(one.name) !== one.value) old.setAttribute(one.name, one.value);
    }
  }

  function patch(old, fresh, held) {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeType !== 1 || fresh.nodeType !== 1 || old.tagName !== fresh.tagName || old.shadowRoot) {
      old.replaceWith(document.importNode(fresh, true));
      return;
    }
    attributes(old, fresh);
    if (held.some((selector) => old.matches(selector))) return;
    const before = [...old.childNodes], after = [...fresh.childNodes];
    let start = 0, end = 0;
    while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) start++;
    while (end < before.length - start && end < after.length - start &&
           before[before.length - 1 - end].isEqualNode(after[after.length - 1 - end])) end++;
    const gone = before.slice(start, before.length - end), come = after.slice(start, after.length - end);
    const anchor = before[before.length - end] || null;
    // a node with an id is the one of that id, wherever it stands now
    const named = new Map(gone.filter((node) => node.id).map((node) => [node.id, node]));
    const wanted = new Set(come.map((node) => node.id));
    let at = gone[0] || anchor;
    for (const node of come) {
      while (at !== anchor && at.id && !wanted.has(at.id)) {
        at = at.nextSibling;
        (at ? at.previousSibling : old.lastChild).remove();
      }
      const twin = node.id ? named.get(node.id) : at !== anchor && !at.id ? at : null;
      if (!twin) {
        old.insertBefore(document.importNode(node, true), at);
        continue;
      }
      if (twin === at) at = at.nextSibling;
      else old.insertBefore(twin, at);
      patch(twin, node, held);
    }
    while (at !== anchor) {
      const next = at.nextSibling;
      at.remove();
      at = next;
    }
  }

  // one element for each piece, whatever it holds
  function elements(pieces) {
    const all = document.createElement("template");
    all.innerHTML = pieces.join("");
    if (all.content.childNodes.length === pieces.length && all.content.children.length === pieces.length) {
      return [...all.content.children];
    }
    return pieces.map((piece) => {
      const one = document.createElement("template");
      one.innerHTML = piece.trim();
      if (one.content.childNodes.length === 1 && one.content.children.length === 1) return one.content.firstChild;
      const box = document.createElement("div");
      box.append(one.content);
      return box;
    });
  }

  function splice(place, part) {
    if (!place || place.children.length !== part.from + part.gone + part.after) return false;
    const come = elements(part.come);
    if (come.length === 1 && part.gone === 1) {
      patch(place.children[part.from], come[0], []);
      return true;
    }
    const anchor = place.children[part.from + part.gone] || null;
    for (let left = part.gone; left; left--) place.children[part.from].remove();
    const all = document.createDocumentFragment();
    all.append(...come);
    place.insertBefore(document.importNode(all, true), anchor);
    return true;
  }

  window.standfirstPatch = function (shell, parts, from, revision) {
    if (from !== now) return -1;
    standfirstRest();
    if (shell !== null) {
      const fresh = new DOMParser().parseFromString(shell, "text/html");
      const held = parts.filter((part) => part.held).map((part) => places[part.name]);
      attributes(document.documentElement, fresh.documentElement);
      patch(document.head, fresh.head, held);
      patch(document.body, fresh.body, held);
    }
    for (const part of parts) {
      if ("come" in part && !splice(document.querySelector(places[part.name]), part)) return -1;
    }
    now = revision;
    return revision;
  };

  window.standfirstFollow = function (name, index) {
    const place = document.querySelector(places[name]);
    const one = name === "gate" ? document.querySelector("section.gate") : place && place.children[index];
    standfirstRest();
    const box = (one || document.documentElement).getBoundingClientRect();
    if (box.bottom < 40 || box.top > innerHeight - 120) {
      scrollTo(0, one ? scrollY + box.top - innerHeight / 3 : 0);
    }
  };
})();
