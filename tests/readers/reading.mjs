// The pages in a real browser: an accessibility checker, the strictest policy, no script, no styles, and a small phone.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const WIDTHS = [360, 1280];
const NARROW = 320;
const PHONE = 390;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** No violation that axe knows of, at phone and desktop width, in light and dark. Both widths go on at once. */
export async function axe(browser, site, base, pages, judge, settled = async () => {}) {
  judge(pages.length > 0, "axe had nothing to look at");
  const script = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  await Promise.all(WIDTHS.map(async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true });
    const page = await context.newPage();
    for (const file of pages) {
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(base + site.address(file), { waitUntil: "load" });
      await settled(page);
      await page.evaluate(script);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        const violations = await page.evaluate(async ([runOnly, dark]) => {
          if (matchMedia("(prefers-color-scheme: dark)").matches !== dark) throw new Error("the colours have not changed");
          // Colours that fade into one another are judged when they have.
          await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})));
          return (await globalThis.axe.run({ runOnly })).violations;
        }, [RULES, colorScheme === "dark"]);
        const said = violations.map(({ id, nodes: [node] }) => `${id} (${node.target} ${node.failureSummary?.split("\n")[1] ?? ""})`);
        judge(said.length === 0, `axe ${site.address(file)} ${width} ${colorScheme}: ${said.join("; ")}`);
      }
    }
    await context.close();
  }));
}

/** Nothing blocked by the policy, nothing from elsewhere, nothing wider than a small phone, and no gap for what nobody sees. */
async function strictly(page, address, judge) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  judge(wide <= NARROW, `width ${address}: ${wide} px wide on a ${NARROW} px screen`);
  const boxes = await page.evaluate(() => [...document.querySelectorAll("source")].filter((source) => source.getClientRects().length > 0).length);
  judge(boxes === 0, `gaps ${address}: ${boxes} sources of pictures take part in the layout`);
  const field = await page.evaluate(() => document.querySelector(".masthead .find input")?.getBoundingClientRect().width ?? NaN);
  judge(!(field < NARROW / 2), `header ${address}: the field of the search is ${field} px wide on a ${NARROW} px screen`);
  await marks(page, address, judge);
}

/** On a phone the mark of a source or a note is on the line of the word that it follows, and a finger hits it, as it hits the
    links of what rests on a source. */
async function marks(page, address, judge) {
  const size = page.viewportSize();
  for (const width of [NARROW, PHONE]) {
    await page.setViewportSize({ ...size, width });
    const { apart, small } = await page.evaluate(() => {
      const all = [...document.querySelectorAll("sup > a")].filter((mark) => mark.checkVisibility());
      const isApart = (mark) => {
        const before = mark.parentElement.previousSibling;
        if (!before?.textContent.trim() || before.className === "mark") return false;
        const range = document.createRange();
        range.selectNodeContents(before);
        const { top, bottom } = mark.getBoundingClientRect();
        return (top + bottom) / 2 > [...range.getClientRects()].at(-1)?.bottom;
      };
      const boxes = [...all, ...document.querySelectorAll(".cited a")].map((mark) => mark.getBoundingClientRect());
      return { apart: all.filter(isApart).length, small: boxes.filter(({ width, height }) => width < 24 || height < 24).length };
    });
    judge(apart === 0, `marks ${address}: ${apart} stand on the line after their word at ${width} px`);
    judge(small === 0, `marks ${address}: ${small} are smaller than 24 by 24 px at ${width} px`);
  }
  await page.setViewportSize(size);
}

/** With letters twice as large, as a reader may have them, a phone shows all in its width, and nothing is cut off. */
async function enlarged(page, address, judge) {
  const size = page.viewportSize();
  await page.setViewportSize({ ...size, width: PHONE });
  const { wide, cut } = await page.evaluate(() => {
    document.documentElement.style.fontSize = "200%";
    const panels = [...document.querySelectorAll(".panels, .diptych, .card")].filter((box) => box.scrollWidth > box.clientWidth + 1);
    const found = { wide: document.documentElement.scrollWidth, cut: panels.map((box) => box.className) };
    document.documentElement.style.fontSize = "";
    return found;
  });
  await page.setViewportSize(size);
  judge(wide <= PHONE, `large letters ${address}: ${wide} px wide on a ${PHONE} px screen`);
  judge(cut.length === 0, `large letters ${address}: cut off in ${cut.slice(0, 3)}`);
}

/** A drawing that is wider than the phone shows its first box when it is opened. */
async function drawings(page, address, judge) {
  const hidden = await page.evaluate(() => [...document.querySelectorAll("details.drawing")].filter((drawing) => {
    drawing.open = true;
    const [box, first] = [drawing.querySelector(".scroll"), drawing.querySelector("rect:not(.answer)")].map((one) => one.getBoundingClientRect());
    drawing.open = false;
    return first.left < box.left - 1 || first.right > box.right + 1;
  }).length);
  judge(hidden === 0, `drawings ${address}: ${hidden} begin where their first box is not`);
}

/** On paper no title stands at the foot of a sheet with what it names on the next. */
async function paper(page, address, judge) {
  await page.emulateMedia({ media: "print" });
  const loose = await page.evaluate(() => [...document.querySelectorAll("main :is(h2, h3, summary, caption, .block-title, .callout-title, .ask, .group)")]
    .filter((title) => getComputedStyle(title).breakAfter !== "avoid").map((title) => title.textContent));
  await page.emulateMedia({ media: "screen" });
  judge(loose.length === 0, `paper ${address}: may be parted from what follows: ${loose.slice(0, 3)}`);
}

/** A word of forty letters in place of each makes no page wider, and is nowhere cut off. Drawings are made of the words they have. */
async function unbroken(page, address, judge) {
  const { wide, cut } = await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    // Words of the theme that stay in one line, and what scrolls in a box of its own.
    const isFixed = (text) => text.parentElement.closest("svg, script, button, .mark, .flag, .tag-optional, .unit, .sort, .mix, .vh");
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (!isFixed(text)) text.data = text.data.replace(/\p{L}{4,}/gu, (word) => word.repeat(10).slice(0, 40));
    }
    const boxes = [...document.querySelectorAll("body :not(.vh, svg, svg *)")].filter((box) => getComputedStyle(box).overflowX === "hidden");
    const isCut = (box) => box.clientWidth > 1 && box.scrollWidth > box.clientWidth + 1;
    return { wide: document.documentElement.scrollWidth, cut: boxes.filter(isCut).map((box) => `${box.localName}.${box.className}`) };
  });
  judge(wide <= NARROW, `long words ${address}: ${wide} px wide on a ${NARROW} px screen`);
  judge(cut.length === 0, `long words ${address}: cut off in ${cut.slice(0, 3)}`);
}

/** The words of a page, each white space as one. */
const words = async (page) => (await page.locator("body").innerText()).replace(/\s+/g, " ");

/** Reads each page under the strictest policy; then without script, where it says the same; then without styles. */
export async function policy(browser, site, base, pages, judge) {
  judge(pages.length > 0, "policy had nothing to look at");
  const looks = [{}, { javaScriptEnabled: false }, { javaScriptEnabled: false }];
  const contexts = await Promise.all(looks.map((look) => browser.newContext({ viewport: { width: NARROW, height: 700 }, ...look })));
  const [strict, silent, bare] = await Promise.all(contexts.map((context) => context.newPage()));
  await bare.route("**/*.css", (route) => route.abort());
  let troubles = [];
  strict.on("console", (message) => { if (message.type() === "error" && !/404/.test(message.text())) troubles.push(message.text()); });
  strict.on("request", (request) => { if (!request.url().startsWith(base) && !request.url().startsWith("data:")) troubles.push(`asks ${request.url()}`); });
  for (const file of pages) {
    const address = site.address(file);
    troubles = [];
    await Promise.all([strict, silent, bare].map((page) => page.goto(base + address, { waitUntil: "load" })));
    await strictly(strict, address, judge);
    judge(troubles.length === 0, `browser ${address}: ${troubles.join("; ")}`);
    judge((await words(silent)) === (await words(strict)), `no script ${address}: the text differs`);
    await drawings(strict, address, judge);
    await enlarged(strict, address, judge);
    await paper(strict, address, judge);
    await unbroken(strict, address, judge);
    await unstyled(bare, address, judge);
  }
  await Promise.all(contexts.map((context) => context.close()));
}

/** Without styles every cell, item and paragraph of the text is there, and pictures are no wider than they say. */
async function unstyled(page, address, judge) {
  const hidden = await page.locator("main").evaluateAll(([main]) =>
    [...main.querySelectorAll("th, td, li, p, dd, h1, h2, h3, figcaption")]
      .filter((one) => one.textContent.trim() && !one.checkVisibility() && !one.closest("details:not([open]), [hidden], svg"))
      .map((one) => one.textContent.trim().slice(0, 40)));
  judge(hidden.length === 0, `no styles ${address}: cannot be read: ${hidden.slice(0, 3).join("; ")}`);
}
