(function (html, revision) {
  // changes only the nodes that differ, so that pictures and the place on the page stay
  function attributes(old, fresh) {
    for (const one of [...old.attributes]) {
      if (!fresh.hasAttribute(one.name)) old.removeAttribute(one.name);
    }
    for (const one of fresh.attributes) {
      if (old.getAttribute(one.name) !== one.value) old.setAttribute(one.name, one.value);
    }
  }
  function patch(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeType !== 1 || fresh.nodeType !== 1 || old.tagName !== fresh.tagName) {
      old.replaceWith(document.importNode(fresh, true));
      return;
    }
    attributes(old, fresh);
    const before = [...old.childNodes], after = [...fresh.childNodes];
    let start = 0, end = 0;
    while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) start++;
    while (end < before.length - start && end < after.length - start &&
           before[before.length - 1 - end].isEqualNode(after[after.length - 1 - end])) end++;
    const gone = before.slice(start, before.length - end), come = after.slice(start, after.length - end);
    const anchor = before[before.length - end] || null;
    come.forEach((node, index) => {
      if (index < gone.length) patch(gone[index], node);
      else old.insertBefore(document.importNode(node, true), anchor);
    });
    gone.slice(come.length).forEach((node) => node.remove());
  }
  const fresh = new DOMParser().parseFromString(html, "text/html");
  attributes(document.documentElement, fresh.documentElement);
  patch(document.head, fresh.head);
  patch(document.body, fresh.body);
  return revision;
})
