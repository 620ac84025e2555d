// Sorts a table in place where its headers link to the same rows in another order; a second click restores the first
// one. Published and linked only if content/site.yaml says `tables: {sort_script: yes}`.
for (const table of document.querySelectorAll("table.compare")) {
  const links = [...table.querySelectorAll("thead a.sort")];
  const first = [...table.querySelectorAll("tr[data-ranks]")];
  if (!links.length || !first.length) continue;

  const ranks = new Map(first.map((row) => [row, row.dataset.ranks.split(" ").map(Number)]));
  const said = document.createElement("p");
  said.className = "vh";
  said.setAttribute("role", "status");
  table.closest(".compare-box").append(said);

  links.forEach((link, at) => {
    link.addEventListener("click", (event) => {
      // A new tab or window is for the page that the link leads to.
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      const header = link.closest("th");
      const restore = link.hasAttribute("aria-current");
      for (const other of links) {
        other.removeAttribute("aria-current");
        other.closest("th").removeAttribute("aria-sort");
      }
      const rows = restore ? first : [...first].sort((a, b) => ranks.get(a)[at] - ranks.get(b)[at]);
      first[0].parentNode.append(...rows);
      if (!restore) {
        link.setAttribute("aria-current", "true");
        header.setAttribute("aria-sort", link.dataset.way);
      }
      said.textContent = restore ? table.caption.textContent : `${header.abbr}: ${link.textContent}`;
    });
  });
}
