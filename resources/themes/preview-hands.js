// What a hand does in the page: scrolling it moves the text, a click goes there. A place is one number, at
// which of the page's stops it is and how far on to the next: the top of the page, each block of the text,
// the end of the text, where there is one the end of the gate box, and the end of the page.
(function (given) {
  const tell = (message) => console.info(given.key + JSON.stringify(message));
  const LINES = "p, li, td, th, dt, dd, caption, figcaption, pre, blockquote, h1, h2, h3, h4, h5, h6";
  const NEAR = 90; // letters around a click that tell where it is
  let leads = false; // whether it is the writer who scrolls here
  let waiting = false;
  let known = null; // the blocks, until they change

  const part = (name) => document.getElementById(name);
  const gate = () => document.querySelector("section.gate");

  // the blocks of both parts: not the notes and the gate box, which stand behind them
  function blocks() {
    if (known) return known;
    const found = [];
    for (const place of [part("teaser"), part("locked")]) {
      if (!place) continue;
      const all = [...place.children];
      while (all.length && all[all.length - 1].matches("section.notes, section.gate")) all.pop();
      found.push(...all);
    }
    return (known = found);
  }

  function stops() {
    const all = blocks(), box = gate(), end = document.documentElement.scrollHeight;
    const top = (one) => one.getBoundingClientRect().top + scrollY;
    const bottom = (one) => one.getBoundingClientRect().bottom + scrollY;
    const text = box ? top(box) : all.length ? bottom(all[all.length - 1]) : end;
    const behind = box ? [text, bottom(box), end] : [text, end];
    const count = all.length + behind.length + 1;
    const at = (n) => (n <= 0 ? 0 : n <= all.length ? top(all[n - 1]) : behind[Math.min(n, count - 1) - all.length - 1]);
    return { at, last: count - 1 };
  }

  function placeOf(y, { at, last }) {
    let low = 0, high = last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (at(middle) <= y) low = middle;
      else high = middle;
    }
    const from = at(low), to = at(high);
    return low + (to > from ? Math.max(0, Math.min(1, (y - from) / (to - from))) : 0);
  }

  const most = () => document.documentElement.scrollHeight - document.documentElement.clientHeight;

  // scrolls to a place and gives back the one at the top of the view when the page is at its end
  window.standfirstScroll = function (place) {
    const all = stops(), n = Math.floor(place), from = all.at(n);
    leads = false;
    scrollTo(0, from + (place - n) * (all.at(n + 1) - from));
    return placeOf(most(), all);
  };

  // what changes in the page from now on moves nothing but the page
  window.standfirstRest = () => {
    leads = false;
    known = null;
  };

  for (const kind of ["wheel", "pointerdown", "mousedown", "touchstart", "keydown"]) {
    addEventListener(kind, () => (leads = true), { capture: true, passive: true });
  }
  addEventListener("scroll", () => {
    if (!leads || waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (!leads) return;
      const all = stops(), end = placeOf(most(), all);
      tell({ scrolled: [scrollY > most() - 1 ? end : placeOf(scrollY, all), end] });
    });
  }, { passive: true });

  // a click

  // the text of `box` before and after a point, each line of it apart, without the numbers of notes
  function around(box, node, offset) {
    let before = "", after = "", passed = false, line = null;
    const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    const is = (text) => text === node || (node.nodeType === 1 && node.childNodes[offset] && node.childNodes[offset].contains(text));
    for (let text = walk.nextNode(); text; text = walk.nextNode()) {
      const here = text.parentElement.closest(LINES), note = text.parentElement.closest("sup.call, a.back");
      const gap = line && here !== line ? "\n" : "";
      line = here;
      if (!passed && is(text)) {
        passed = true;
        const at = text === node ? offset : 0;
        if (!note) [before, after] = [before + gap + text.data.slice(0, at), text.data.slice(at)];
      } else if (!note) {
        if (passed) after += gap + text.data;
        else before += gap + text.data;
      }
    }
    if (!passed) [before, after] = ["", before];
    return { offset: before.length, before: before.slice(-NEAR), after: after.slice(0, NEAR), share: before.length / (before.length + after.length || 1) };
  }

  function pointed(event, box) {
    let range = event.detail ? document.caretRangeFromPoint(event.clientX, event.clientY) : null;
    if (!range || !box.contains(range.startContainer)) {
      range = document.createRange();
      range.setStart(box.contains(event.target) ? event.target : box, 0);
    }
    return around(box, range.startContainer, range.startOffset);
  }

  function where(event) {
    const target = event.target, note = target.closest(".notes li");
    if (note) return { note: note.value, ...pointed(event, note) };
    if (target.closest("section.gate")) return { field: "cut" };
    const all = blocks(), index = all.findIndex((block) => block.contains(target));
    if (index >= 0) return { block: index, ...pointed(event, all[index]) };
    const fields = { h1: "title", ".subtitle": "subtitle", ".byline": "byline", ".authors": "byline", ".hero": "image", ".date": "date" };
    for (const [selector, field] of Object.entries(fields)) {
      const found = target.closest(selector);
      if (found && found.closest("main")) return { field, ...pointed(event, found) };
    }
    return null;
  }

  const linkOf = (event) => event.composedPath().find((one) => one.tagName === "A" && one.hasAttribute("href"));

  function follow(link) {
    const href = link.getAttribute("href");
    if (!href.startsWith("#")) return tell({ open: link.href });
    const there = document.getElementById(href.slice(1));
    if (there) there.scrollIntoView({ block: "center" });
  }

  addEventListener("click", (event) => {
    const link = linkOf(event);
    if (link) event.preventDefault();
    if (event.composedPath().some((one) => one.tagName === "BUTTON" || one.tagName === "INPUT")) return;
    if (link && (event.ctrlKey || event.metaKey)) return follow(link);
    if (event.detail && !getSelection().isCollapsed) return; // it ends a selection
    const place = where(event);
    if (place) tell({ clicked: place });
  }, true);

  addEventListener("auxclick", (event) => {
    const link = linkOf(event);
    if (!link || event.button !== 1) return;
    event.preventDefault();
    follow(link);
  }, true);

  const style = new CSSStyleSheet();
  style.replaceSync("#teaser > *, #locked > *, .notes li, main h1, main .subtitle, main .byline { cursor: pointer; }");
  document.addEventListener("DOMContentLoaded", () => {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
  });
})
