// Makes a card of each embed: whose it is, where it leads, and a button that loads it. The card is the
// shadow of the article's own paragraph, which stays as it is published. Nothing is fetched before the
// click; the window says where the frame is, and whether it came.
(function (given) {
  const tell = (message) => console.info(given.key + JSON.stringify(message));
  const cards = new Map(); // by the name of the frame
  const offered = new Map(); // whether an address has a frame
  const PATIENCE = 20000;
  let last = 0;

  const style = new CSSStyleSheet();
  style.replaceSync(`
    * { box-sizing: border-box; }
    .card { display: flex; align-items: center; flex-wrap: wrap; gap: 8px 14px; border: 1px solid var(--edge);
      border-radius: 8px; background: var(--box); padding: 14px 18px; color: var(--quiet);
      font: 400 0.9375rem/1.5 var(--sans); text-align: start; }
    .icon { flex: none; width: 32px; height: 32px; }
    .icon svg { display: block; width: 100%; height: 100%; }
    .words { flex: 1 1 12em; min-width: 0; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
    .words b { display: block; font-weight: 600; color: var(--ink); }
    .line { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
    .says { flex: 1 0 100%; padding-inline-start: 46px; font-size: 0.875rem; }
    .says:empty { display: none; }
    .says.bad { color: var(--bad); }
    button { flex: none; border: 1px solid var(--field); border-radius: 6px; background: var(--raised);
      color: var(--ink); font: 600 0.9375rem/38px var(--sans); padding: 0 18px; cursor: pointer; }
    button:hover { background: var(--box); }
    button:disabled { color: var(--quiet); cursor: default; }
    :focus-visible { outline: 2px solid currentcolor; outline-offset: 2px; }
    [hidden] { display: none !important; }
    .loaded .card { border-top: 0; border-radius: 0 0 8px 8px; padding: 8px 18px; font-size: 0.8125rem; }
    .loaded .icon, .loaded .says, .loaded button { display: none; }
    .loaded .words b { display: inline; margin-inline-end: 0.5em; }
    .loaded .line { display: inline; }
    .coming iframe { position: absolute; visibility: hidden; }
    .box { position: relative; }
    iframe { display: block; width: 100%; border: 1px solid var(--edge);
      border-radius: 8px 8px 0 0; background: var(--paper); color-scheme: normal; }
    iframe.film { aspect-ratio: 16 / 9; }
  `);

  function make(tag, kind, text) {
    const made = document.createElement(tag);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  }

  function dress(host) {
    const link = host.querySelector("a"), provider = link.querySelector(".provider").textContent;
    const name = `frame-${++last}`, says = (text) => text.replace("{provider}", provider);
    const shadow = host.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [style];
    const box = make("div", "box"), card = make("div", "card"), words = make("a", "words");
    words.href = link.href;
    const line = make("span", "line");
    line.append(make("bdi", "", link.querySelector(".address").textContent));
    words.append(make("b", "", provider), line);
    const icon = make("span", "icon"), note = make("span", "says"), button = make("button", "", given.load);
    icon.innerHTML = given.icon;
    icon.setAttribute("aria-hidden", "true");
    note.setAttribute("role", "status");
    button.type = "button";
    button.title = says(given.hint);
    button.setAttribute("aria-label", says(given.loadName));
    button.hidden = true;
    button.addEventListener("click", () => load(one));
    card.append(icon, words, button, note);
    box.append(card);
    shadow.append(box);
    const one = { host, url: link.href, name, provider, box, card, note, button, frame: null, waiting: 0 };
    cards.set(name, one);
    if (offered.has(one.url)) offer(one);
    return one;
  }

  function offer(one) {
    one.button.hidden = !offered.get(one.url);
    if (one.button.hidden) one.note.textContent = given.outside;
  }

  function load(one) {
    if (one.frame || one.button.disabled) return;
    one.button.disabled = true;
    one.note.className = "says";
    one.note.textContent = given.loading;
    tell({ load: [one.url, one.name] });
  }

  function fail(one) {
    clearTimeout(one.waiting);
    if (one.frame) one.frame.remove();
    one.frame = null;
    one.box.className = "box";
    one.button.disabled = false;
    one.button.textContent = given.again;
    one.note.className = "says bad";
    one.note.textContent = given.failed;
  }

  function renew() {
    for (const [name, one] of cards) if (!one.host.isConnected) cards.delete(name);
    const fresh = [...document.querySelectorAll("p.embed")].filter((host) => !host.shadowRoot).map(dress);
    const unknown = fresh.map((one) => one.url).filter((url) => !offered.has(url));
    if (unknown.length) tell({ cards: [...new Set(unknown)] });
  }

  window.standfirstOffer = function (frames) {
    for (const [url, has] of Object.entries(frames)) offered.set(url, has);
    for (const one of cards.values()) if (offered.has(one.url)) offer(one);
  };

  window.standfirstLoad = function (name, address, height) {
    const one = cards.get(name);
    if (!one || one.frame) return;
    const frame = make("iframe", height ? "" : "film");
    frame.name = name;
    frame.title = one.provider;
    frame.sandbox = "allow-scripts allow-same-origin allow-popups allow-presentation";
    frame.allow = "encrypted-media";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    if (height) frame.style.height = `${height}px`;
    frame.addEventListener("load", () => tell({ framed: name }));
    frame.src = address;
    one.frame = frame;
    one.waiting = setTimeout(fail, PATIENCE, one);
    one.box.className = "box coming";
    one.box.prepend(frame);
  };

  window.standfirstFramed = function (name, shows) {
    const one = cards.get(name);
    if (!one || !one.frame) return;
    if (!shows) return fail(one);
    clearTimeout(one.waiting);
    if (one.box.className === "box loaded") return;
    const focused = one.host.shadowRoot.activeElement === one.button;
    one.box.className = "box loaded";
    one.note.textContent = "";
    if (focused) one.frame.focus();
  };

  // posts tell how tall they are, each provider in its own words
  window.addEventListener("message", (event) => {
    const one = [...cards.values()].find((each) => each.frame && each.frame.contentWindow === event.source);
    if (!one || one.frame.className === "film") return;
    let said = event.data;
    try {
      said = typeof said === "string" ? JSON.parse(said) : said;
    } catch {
      return;
    }
    const twitter = said && said["twttr.embed"], params = twitter && twitter.params && twitter.params[0];
    const height = Number((params && params.height) || (said && said.details && said.details.height));
    if (height >= 80 && height <= 4000) one.frame.style.height = `${height}px`;
  });

  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(renew).observe(document.body, { childList: true, subtree: true });
    renew();
  });
})
