// Keeps an open page in step with what `diptych serve` builds. Only that server puts it into pages, and only as it sends
// them. Of every build the page hears by what it is known and which problems there were; the rest is decided here.
(() => {
  const own = document.currentScript;
  const [page, , files] = own.dataset.seen.split(".");
  let styles = own.dataset.seen.split(".")[1];
  const PLACE = "diptych-place";

  // A page that is loaded again stays where it was read.
  const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
  sessionStorage.removeItem(PLACE);
  if (kept?.path === location.pathname) {
    const back = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    back();
    addEventListener("load", back, { once: true });
  }
  const reload = () => {
    sessionStorage.setItem(PLACE, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY }));
    location.reload();
  };

  // The old sheet goes when the new one is there, so that nothing is ever seen without style.
  const restyle = () => {
    for (const sheet of document.querySelectorAll("link[rel~=stylesheet][href]")) {
      const address = new URL(sheet.href);
      if (address.origin !== location.origin || sheet.dataset.old) continue;
      address.searchParams.set("seen", styles);
      const next = sheet.cloneNode();
      next.href = address.href;
      sheet.dataset.old = "yes";
      next.onload = next.onerror = () => sheet.remove();
      sheet.after(next);
    }
  };

  const LOOK = `
    dialog { box-sizing: border-box; width: min(60rem, 100vw - 2rem); max-height: calc(100vh - 2rem); padding: 1.25rem 1.5rem;
      overflow: auto; border: 0; border-top: .4rem solid #c4314b; border-radius: .4rem; background: #1d1b1f; color: #f4f0f2;
      font: 1rem/1.5 system-ui, sans-serif; color-scheme: dark; }
    dialog::backdrop { background: #000a; }
    h2 { margin: 0 0 1rem; font-size: 1.2rem; }
    form { float: right; }
    button { font: inherit; padding: .3rem .8rem; }
    ol { margin: 0; padding: 0; list-style: none; }
    li { margin: 0 0 1.25rem; }
    a { color: #8ecbff; }
    pre { margin: .3rem 0 0; padding: .75rem; overflow-x: auto; background: #000; font: .875rem/1.45 ui-monospace, monospace; }
    .few { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483647; border: 0; border-radius: .4rem;
      background: #6b4e00; color: #fff; }`;

  const make = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });
  const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  let box;

  const list = (problems, title) => {
    const dialog = make("dialog", "");
    const close = make("form", "", { method: "dialog" });
    close.append(make("button", "Close"));
    const entries = make("ol", "");
    for (const problem of problems) {
      const entry = make("li", "");
      if (problem.place) entry.append(problem.link ? make("a", problem.place, { href: problem.link }) : make("b", problem.place));
      entry.append(make("pre", problem.text));
      entries.append(entry);
    }
    dialog.append(close, make("h2", title), entries);
    dialog.setAttribute("aria-label", title);
    return dialog;
  };

  // Errors lie over the page, since it is older than what was saved; warnings are a button.
  const show = (problems) => {
    box?.remove();
    box = undefined;
    if (!problems.length) return;
    const errors = problems.filter((problem) => problem.severity === "error").length;
    const counts = [[errors, "error"], [problems.length - errors, "warning"]];
    const title = counts.filter(([count]) => count).map(([count, noun]) => counted(count, noun)).join(" and ");
    box = document.createElement("diptych-problems");
    const shadow = box.attachShadow({ mode: "open" });
    // A style sheet that is made here is no inline style, which a page's policy may forbid.
    const look = new CSSStyleSheet();
    look.replaceSync(LOOK);
    shadow.adoptedStyleSheets = [look];
    const dialog = list(problems, errors ? `${title}: this is the last site that had none` : title);
    shadow.append(dialog);
    if (!errors) shadow.append(make("button", title, { className: "few", onclick: () => dialog.showModal() }));
    document.body.append(box);
    if (errors) dialog.showModal();
  };

  let last = "[]";
  const hear = ({ data }) => {
    const { seen, problems } = JSON.parse(data);
    const [nextPage, nextStyles, nextFiles] = seen.split(".");
    if (nextPage !== page || nextFiles !== files) return reload();
    if (nextStyles !== styles) {
      styles = nextStyles;
      restyle();
    }
    if (JSON.stringify(problems) !== last) show(problems);
    last = JSON.stringify(problems);
  };

  // A browser keeps six connections to one server, so pages that nobody sees hold none.
  let source;
  const connect = () => {
    source?.close();
    if (document.hidden) return;
    source = new EventSource(`${own.dataset.events}?page=${encodeURIComponent(location.pathname)}`);
    source.onmessage = hear;
  };
  document.addEventListener("visibilitychange", connect);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", connect);
})();
