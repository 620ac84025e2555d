// Tables in a real browser: what is hidden and shown without script, what stays in sight, what is printed.
//
//     node tables.mjs SITE_DIR     exit status 1 if anything is wrong
//
// SITE_DIR is tests/golden/tables/expected, or any site with a table of a kind that is sorted in place. CHROME_PATH names another browser.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Site, Verdicts, launch, serve } from "./site.mjs";

const NARROW = 320;
const WIDTHS = [600, 860, 1000, 1152, 1280, 1440, 1920, 2560];
// How high a window of 1280 by 1024 is at four times its size.
const LOW = 256;
// How wide A4 is between its margins, in CSS pixels: upright, and across, as wide tables are printed.
const UPRIGHT = 718;
const ACROSS = 1047;

// The first table of a page, with all that belongs to it.
const first = (page) => page.locator(".compare-box").first();

// The cells of that table that are drawn, as rows of texts.
const drawn = (page) => page.evaluate(() => [...document.querySelector(".compare-box table").rows]
  .map((row) => [...row.cells].filter((cell) => cell.checkVisibility()).map((cell) => cell.innerText.trim()))
  .filter((row) => row.length));
const width = (page) => page.evaluate(() => document.documentElement.scrollWidth);

async function whole(page, address, judge) {
  judge((await width(page)) <= NARROW, `tables ${address}: ${await width(page)} px wide on a ${NARROW} px screen`);
  const over = await page.evaluate(() => [...document.querySelectorAll(".compare-box > .scroll:not([tabindex])")].filter((box) => box.scrollHeight > box.clientHeight + 1).length);
  judge(over === 0, `tables ${address}: ${over} run over what follows them`);
}

// "Differences only" takes away exactly what it says.
async function differences(page, address, judge) {
  const box = first(page).locator(".differ");
  if (!(await box.count())) return false;
  const words = await box.evaluate((input) => input.parentElement.textContent);
  const [, hidden, all, what] = words.match(/(\d+) of (\d+) (rows|columns)/) ?? [];
  judge(Boolean(all), `tables ${address}: "${words}" does not say how much is hidden`);
  const count = async () => {
    const rows = (await drawn(page)).filter((row) => row.length > 1);
    return what === "rows" ? rows.length - 1 : rows[0].length - 1;
  };
  judge((await count()) === Number(all), `tables ${address}: ${await count()} ${what} at first, not ${all}`);
  await box.check();
  judge((await count()) === all - hidden, `tables ${address}: ${await count()} ${what} are left, not ${all - hidden}`);
  await whole(page, address, judge);
  await page.emulateMedia({ media: "print" });
  judge((await count()) === Number(all), `tables ${address}: ${await count()} of ${all} ${what} are printed`);
  await page.emulateMedia({ media: "screen" });
  await box.uncheck();
  return true;
}

// Each column has a checkbox, and no other column goes with it.
async function columns(page, address, judge) {
  const summary = first(page).locator(".controls summary");
  if (!(await summary.count())) return false;
  await summary.focus();
  await page.keyboard.press("Enter");
  const boxes = first(page).locator(".cols input");
  const before = (await drawn(page))[0];
  for (const at of [0, (await boxes.count()) - 1]) {
    await boxes.nth(at).focus();
    await page.keyboard.press("Space");
    const rows = (await drawn(page)).filter((row) => row.length > 1);
    const wanted = before.filter((_, place) => place !== at + 1);
    judge(JSON.stringify(rows[0]) === JSON.stringify(wanted), `tables ${address}: without column ${at + 1} the header is ${rows[0]}`);
    judge(rows.every((row) => row.length === wanted.length), `tables ${address}: column ${at + 1} is not hidden in every row`);
    await whole(page, address, judge);
    await page.keyboard.press("Space");
  }
  judge((await drawn(page))[0].length === before.length, `tables ${address}: a column does not come back`);
  return true;
}

// "Only the rows ticked": nothing goes before a row is ticked.
async function rows(page, address, judge) {
  const only = first(page).locator(".picked");
  if (!(await only.count())) return false;
  const ticks = first(page).locator(".pick");
  const before = await drawn(page);
  const header = first(page).getByRole("rowheader", { name: before[2][0], exact: true });
  judge((await header.count()) === 1, `tables ${address}: no row is called "${before[2][0]}" alone`);
  await only.check();
  judge((await drawn(page)).length === before.length, `tables ${address}: rows go before one is ticked`);
  await ticks.nth(1).check();
  const left = await drawn(page);
  judge(left.length === 2 && left[1][0] === before[2][0], `tables ${address}: ${left.length - 1} rows are left of one ticked`);
  await page.emulateMedia({ media: "print" });
  judge((await drawn(page)).length === before.length, `tables ${address}: ${(await drawn(page)).length} of ${before.length} rows are printed`);
  await page.emulateMedia({ media: "screen" });
  await ticks.nth(1).uncheck();
  await only.uncheck();
  return true;
}

// In its box the header stays above the rows and the first column beside them, and both hide what passes below.
async function sticky(page, address, judge) {
  const found = await page.evaluate(() => {
    const box = document.querySelector(".compare-box").querySelector(":scope > .scroll[tabindex]");
    if (!box || getComputedStyle(box).display === "contents" || box.scrollWidth <= box.clientWidth) return null;
    const side = getComputedStyle(box).direction === "rtl" ? "right" : "left";
    box.scrollTo({ left: side === "left" ? 400 : -400, top: 400, behavior: "instant" });
    const { top, [side]: edge } = box.getBoundingClientRect();
    const faults = [];
    const header = box.querySelector("thead th:nth-child(3)").getBoundingClientRect();
    const name = box.querySelector("tbody tr:last-child th").getBoundingClientRect();
    // A box that is hardly higher than its table may not scroll past the caption.
    const caption = Math.max(0, box.querySelector("thead").offsetTop - box.scrollTop);
    if (Math.abs(header.top - top - caption) > 1) faults.push(`the header is ${header.top - top} px off the top`);
    if (Math.abs(name[side] - edge) > 1) faults.push(`the first column is ${name[side] - edge} px off the side`);
    for (const cell of box.querySelectorAll("thead th, tbody th:first-child")) {
      const color = getComputedStyle(cell).backgroundColor;
      if (cell.scope !== "rowgroup" && /rgba\(.*, 0\)|transparent/.test(color)) faults.push(`${cell.innerText.slice(0, 20)} is see-through`);
    }
    box.scrollTo({ left: 0, top: 0, behavior: "instant" });
    return faults;
  });
  judge(!found?.length, `tables ${address}: ${found?.join("; ")}`);
  return found !== null;
}

// In a low window the header goes with the rows: it would leave them hardly any room.
async function low(page, address, judge) {
  const size = page.viewportSize();
  await page.setViewportSize({ ...size, height: LOW });
  const covered = await page.evaluate(() => {
    const box = document.querySelector(".compare-box > .scroll[tabindex]");
    if (!box) return null;
    box.scrollTo({ top: box.scrollHeight, behavior: "instant" });
    const { bottom } = box.querySelector("thead th:nth-child(2)").getBoundingClientRect();
    const over = box.scrollTop > box.querySelector("tbody").offsetTop ? bottom - box.getBoundingClientRect().top : 0;
    box.scrollTo({ top: 0, behavior: "instant" });
    return Math.max(0, over);
  });
  await page.setViewportSize(size);
  judge(!covered, `tables ${address}: in a low window the header covers ${covered} px of the rows`);
  return covered !== null;
}

// Every stop of the keyboard inside a table can be seen, and the box itself is one only where it overflows.
async function keyboard(page, address, judge) {
  const box = first(page).locator("> .scroll[tabindex]");
  if (!(await box.count())) return false;
  await first(page).scrollIntoViewIfNeeded();
  const state = await box.evaluate((element) => {
    const table = element.querySelector("table");
    element.focus();
    return { stops: document.activeElement === element, overflows: table.scrollWidth > element.parentElement.clientWidth + 1 };
  });
  judge(state.stops === state.overflows, `tables ${address}: the box ${state.stops ? "takes" : "does not take"} the focus and ${state.overflows ? "overflows" : "does not overflow"}`);
  await first(page).locator("thead").evaluate((head) => {
    head.closest("table").tabIndex = -1;
    head.closest("table").focus({ preventScroll: true });
  });
  for (let stop = 0; stop < 80; stop += 1) {
    await page.keyboard.press("Tab");
    const covered = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element?.closest(".compare-box table")) return "end";
      const { x, y, width, height } = element.getBoundingClientRect();
      const seen = [1, width / 2, width - 1].some((right) => {
        const top = document.elementFromPoint(x + right, y + height / 2);
        return top && element.contains(top);
      });
      return seen ? "" : element.textContent || element.ariaLabel;
    });
    if (covered === "end") break;
    judge(!covered, `tables ${address}: the focus on "${covered}" is covered`);
  }
  return true;
}

// Paper: the whole table, no box, no controls.
async function printed(page, address, judge) {
  await page.emulateMedia({ media: "print" });
  const state = await page.evaluate(() => ({
    controls: [...document.querySelectorAll(".controls, .pick, .sort")].filter((one) => one.checkVisibility()).length,
    cut: [...document.querySelectorAll(".compare-box > .scroll")].filter((box) => getComputedStyle(box).overflowX !== "visible" || getComputedStyle(box).maxHeight !== "none").length,
    stuck: [...document.querySelectorAll(".compare th")].filter((cell) => getComputedStyle(cell).position === "sticky").length,
  }));
  for (const [what, count] of Object.entries(state)) judge(count === 0, `tables ${address} on paper: ${count} ${what}`);
  const size = page.viewportSize();
  await page.setViewportSize({ width: (await page.locator(".many").count()) ? ACROSS : UPRIGHT, height: 1000 });
  const cut = await page.evaluate(() => [...document.querySelectorAll(".compare")].filter((table) => table.getBoundingClientRect().right > innerWidth + 1).length);
  judge(cut === 0, `tables ${address} on paper: ${cut} wider than the paper`);
  await page.setViewportSize(size);
  await page.emulateMedia({ media: "screen" });
  return true;
}

// Between a phone and a wide screen no table makes its page wider, and its box is a stop for the keyboard where it scrolls alone.
async function widths(page, address, judge) {
  const size = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ ...size, width });
    const state = await page.evaluate(() => {
      const box = document.querySelector(".compare-box > .scroll");
      const stops = box.tabIndex === 0 && getComputedStyle(box).display !== "contents";
      return { wide: document.documentElement.scrollWidth, idle: stops && box.scrollWidth <= box.clientWidth + 1 };
    });
    judge(state.wide <= width, `tables ${address}: ${state.wide} px wide on a ${width} px screen`);
    // In a narrow one a box may keep its stop where a table of short words has just room.
    judge(!state.idle || width < WIDTHS[1], `tables ${address}: a box that does not scroll takes the focus on a ${width} px screen`);
  }
  await page.setViewportSize(size);
}

// A choice is never told by its colour alone: what is better, yes or no has words.
async function words(page, address, judge) {
  const { all, silent } = await page.evaluate(() => {
    const marks = [...document.querySelectorAll("td.better, td .yes, td .no, .winner")];
    const isSilent = (one) => !one.matches(".better") ? !/\p{L}/u.test(one.textContent) : !one.querySelector(".mark")?.textContent.trim();
    return { all: marks.length, silent: marks.filter(isSilent).length };
  });
  judge(silent === 0, `tables ${address}: ${silent} marks without words`);
  return all > 0;
}

// What explains a column stands in its header or below the table, once; where it would make the header high, below.
async function explained(page, address, judge) {
  const { abouts, lost, high } = await page.evaluate(() => {
    const abouts = [...document.querySelectorAll(".compare.many thead .about")];
    const isSeen = (about) => about.checkVisibility();
    const below = [...document.querySelectorAll(".abouts li")].filter(isSeen).map((item) => item.textContent);
    const isLost = (about) => isSeen(about) === below.some((text) => text.endsWith(about.textContent));
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    return { abouts: abouts.length, lost: abouts.filter(isLost).length, high: innerWidth < 48 * rem ? abouts.filter(isSeen).length : 0 };
  });
  judge(lost === 0 && high === 0, `tables ${address}: of ${abouts} explanations of columns ${lost} are not said once, ${high} make the header of a phone high`);
  return abouts > 0;
}

// The column by which a table is in order is in sight when the page opens.
async function ordered(page, address, judge) {
  const hidden = await page.evaluate(() => {
    const column = document.querySelector("thead th[aria-sort]");
    if (!column) return null;
    const [box, cell] = [column.closest(".compare-box"), column].map((one) => one.getBoundingClientRect());
    return scrollY > 0 || cell.left < box.left - 1 || cell.right > box.right + 1;
  });
  judge(!hidden, `tables ${address}: the column of the order is out of sight`);
  return hidden !== null;
}

/** Checks the pages of `site` that have tables, with an open browser. `judge(good, what)` takes each verdict. A part tells whether
    the page had something for it, and each has to find something on some page. */
export async function check(browser, site, base, judge) {
  const found = site.with(/class="compare-box"/);
  // What the controls say is read in English.
  const wide = site.with(/<html lang="en"[^]*class="controls"/);
  const parts = [ordered, differences, columns, rows, sticky, low, keyboard, printed, words, explained];
  const looked = new Set();
  // Eight from all over the site, so that tables of several kinds are among them.
  const some = wide.filter((_, at) => at % Math.ceil(wide.length / 8) === 0);
  const inOrder = found.filter((file) => /aria-sort="/.test(site.read(file))).slice(-1);
  for (const file of new Set([...some, ...inOrder, ...found.filter((file) => !wide.includes(file)).slice(0, 4)])) {
    const address = site.address(file);
    for (const [size, colorScheme, forcedColors] of [[NARROW, "light", "none"], [NARROW, "dark", "active"], [1440, "dark", "none"]]) {
      const context = await browser.newContext({ viewport: { width: size, height: 700 }, colorScheme, forcedColors, reducedMotion: "reduce" });
      const page = await context.newPage();
      await page.goto(base + address, { waitUntil: "load" });
      // Where a table begins is found when it is drawn.
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      const judgeHere = (good, what) => judge(good, `${what} (${size} px, ${colorScheme})`);
      for (const part of parts) {
        if (size !== NARROW && [differences, columns, rows].includes(part)) continue;
        if (await part(page, address, judgeHere)) looked.add(part);
      }
      if (size === NARROW) await whole(page, address, judgeHere);
      else await widths(page, address, judgeHere);
      await context.close();
    }
    // Without styles the table is whole, and nothing offers what nothing can do.
    const plain = await browser.newContext({ javaScriptEnabled: true });
    const page = await plain.newPage();
    await page.route("**/*.css", (route) => route.abort());
    await page.goto(base + address, { waitUntil: "load" });
    judge(!(await page.locator(".controls, .pick").evaluateAll((all) => all.some((one) => one.checkVisibility()))), `tables ${address}: controls without styles`);
    await plain.close();
  }
  for (const part of parts) judge(looked.has(part), `tables: "${part.name}" had nothing to look at`);
  return found.length;
}

/** Checks the script on every page that has it: order, `aria-sort`, what is announced, and the way back. */
export async function sorting(browser, site, base, judge) {
  const pages = site.with(/\/sort-tables\.js/);
  judge(pages.length > 0, "sorting had nothing to look at");
  for (const file of pages) {
    const address = site.address(file);
    const context = await browser.newContext();
    const page = await context.newPage();
    const names = () => page.locator("tbody th a").allInnerTexts();
    await page.goto(base + address);
    const usual = await names();
    const links = await page.locator("thead .sort").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    for (const [at, link] of links.entries()) {
      await page.goto(base + link);
      const wanted = await names();
      const way = await page.locator("thead [aria-sort]").getAttribute("aria-sort");
      await page.goto(base + address);
      const click = () => page.locator("thead .sort").nth(at).click();
      await click();
      judge(new URL(page.url()).pathname === address, `sorting ${address}: a click leaves the page`);
      judge((await names()).join() === wanted.join(), `sorting ${address}: not in the order of ${link}`);
      const now = await page.locator("thead [aria-sort]").evaluateAll((all) => all.map((one) => one.ariaSort));
      judge(now.join() === way, `sorting ${address}: aria-sort is ${now}, not ${way}`);
      judge(/first/.test(await page.locator("[role=status]").innerText()), `sorting ${address}: nothing is announced`);
      await click();
      judge((await names()).join() === usual.join(), `sorting ${address}: a second click does not restore the order`);
    }
    await context.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const folder = process.argv[2];
  if (!folder || !existsSync(join(folder, "index.html"))) {
    console.error("usage: node tables.mjs SITE_DIR");
    process.exit(2);
  }
  const site = new Site(folder);
  const verdicts = new Verdicts();
  const browser = await launch();
  const { server, base } = await serve(site, "; script-src 'self'");
  const pages = await check(browser, site, base, verdicts.judge);
  await sorting(browser, site, base, verdicts.judge);
  await browser.close();
  server.close();
  console.log(`${pages} pages with tables`);
  process.exit(verdicts.close());
}
