// The search in a real browser: by typing and by keyboard, with errors, by kind and tag, in the history, without a
// connection, without script, and what it costs to the first result.
//
//     node search.mjs SITE_DIR     exit status 1 if anything is wrong
//
// Names and tags to look for are taken from the site's own index.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { axe } from "./reading.mjs";
import { Site, Verdicts, isSearch, launch, serve } from "./site.mjs";

// What the page of the search may do beyond what every page may.
const POLICY = "; script-src 'self'; connect-src 'self'";
// The most bytes, after gzip, from the page to the first results: page, style, script and index.
const MOST_BYTES = 100_000;
const NOTHING = "qqxjzvqq";
// How many results the page shows at once.
const SHOWN = 10;

/** The script cuts words as the build does. */
export async function words(judge) {
  await import("../../static/search.js");
  const vectors = JSON.parse(readFileSync(new URL("../search/words.json", import.meta.url), "utf8"));
  for (const [text, wanted] of vectors) {
    const found = globalThis.diptychSearch.cut(text).map(({ word }) => word);
    judge(found.join("|") === wanted.join("|"), `search: ${JSON.stringify(text)} is cut into ${found}, not ${wanted}`);
  }
}

/** What was looked for instead is said in whole words, not in the pairs of letters that they are cut into. */
export function instead(judge) {
  for (const [words, wanted] of [[["레티", "티놀"], "레티놀"], [["세럼", "앰플", "플을"], "세럼, 앰플을"], [["serum", "mask"], "serum, mask"]]) {
    const said = globalThis.diptychSearch.joined(new Set(words));
    judge(said === wanted, `search: ${words} are said as ${said}, not ${wanted}`);
  }
}

/** Singular and plural find one another, where the plural has a syllable more too. */
export async function plurals(judge) {
  const words = { box: [2, "##", [0, 1]], boxe: [1, "#", [2]], brush: [1, "#", [3]], cache: [1, "#", [4]], toe: [1, "#", [5]], to: [1, "#", [6]] };
  const files = { index: { pages: 7, sorts: [], words: [""], vocabulary: [""] }, "words-": words, "vocabulary-": {} };
  const index = new globalThis.diptychSearch.Index(async (file) => files[file]);
  for (const [query, wanted] of [["box", "0,1,2"], ["boxes", "0,1,2"], ["brushes", "3"], ["cache", "4"], ["caches", "4"], ["toes", "5"]]) {
    const { found, instead } = await index.search(`${query} `);
    judge(found.sort().join() === wanted && !instead, `search: ${query} is on ${found}, not ${wanted}, instead "${instead}"`);
  }
}

/** Words with a hyphen between them and the same as one word find one another, and so do their parts. */
export async function hyphens(judge) {
  const words = { fi: [2, "##", [0, 2]], wi: [1, "#", [0]], wifi: [2, "##", [0, 1]] };
  const files = { index: { pages: 3, sorts: [], words: [""], vocabulary: [""] }, "words-": words, "vocabulary-": {} };
  const index = new globalThis.diptychSearch.Index(async (file) => files[file]);
  for (const [query, wanted] of [["wifi", "0,1"], ["Wi-Fi", "0,1"], ["wi fi", "0"]]) {
    const { found, instead } = await index.search(`${query} `);
    judge(found.sort().join() === wanted && !instead, `search: ${query} is on ${found}, not ${wanted}, instead "${instead}"`);
  }
  const marked = globalThis.diptychSearch.matches("A Wi-Fi router", new Set(["wifi"]));
  judge(marked.length === 1 && marked[0].start === 2 && marked[0].end === 7, `search: in Wi-Fi ${JSON.stringify(marked)} is marked`);
}

/** What is looked for instead of a word that nobody wrote is a guess: it does not hide the pages that have the other word. */
export async function guesses(judge) {
  const words = { serum: [3, "###", [0, 1, 1]], wonder: [1, "#", [9]] };
  const files = { index: { pages: 12, sorts: [], words: [""], vocabulary: [""] }, "words-": words, "vocabulary-": { serum: 3, wonder: 1, "~mures": 3, "~rednow": 1 } };
  const index = new globalThis.diptychSearch.Index(async (file) => files[file]);
  const { found } = await index.search("serum ponder ");
  judge([0, 1, 2].every((page) => found.includes(page)), `search: serum and a word that nobody wrote are on ${found}, not on the pages with serum`);
}

/** A rare word weighs more than one that half the pages have, a loose one is not demanded, and pages of a sort stand together. */
export function weights(judge) {
  const { scores, ofSort } = globalThis.diptychSearch;
  const common = [{ count: 5, listed: [0, 1, 2, 3, 4].map((page) => [page, 28]), factor: 1 }];
  const rare = [{ count: 1, listed: [[9, 28]], factor: 1 }];
  const { scored, whole } = scores([common, rare], [false, false], 10);
  const of = (page) => scored.find((one) => one.page === page);
  judge(of(9).score > of(0).score && of(9).has > of(0).has, `search: a rare word is no more than a common one: ${JSON.stringify(scored)}`);
  judge(Math.abs(of(9).has + of(0).has - whole) < 1e-9, `search: two words weigh ${whole}, not what each of them does`);
  judge(scores([common, rare], [false, true], 10).whole === of(0).has, "search: a loose word is demanded");
  const sorts = [["guide", 0], ["product", 4]];
  for (const [sort, wanted] of [["guide", "0,4"], ["product", "4,9"], ["", "0,9"]]) judge(ofSort(sorts, sort, 9).join() === wanted, `search: "${sort}" are the pages ${ofSort(sorts, sort, 9)}`);
}

/** A name in Hangul is found on the same pages with a particle behind it, and nothing else is looked for instead. */
async function particles(index, { item }, judge) {
  const name = item.title.split(" ").find((part) => /^[\uac00-\ud7a3]{2,}$/u.test(part));
  if (!name) return;
  const { found: wanted } = await index.search(`${name} `);
  judge(wanted.length > 0, `search: ${name} is on no page`);
  for (const particle of ["은", "를", "에서", "보다"]) {
    const { found, instead } = await index.search(`${name}${particle} `);
    const same = found.length === wanted.length && found.every((one) => wanted.includes(one));
    judge(same && !instead, `search: ${name}${particle} is on ${found.length} pages, not ${wanted.length}, instead "${instead}"`);
  }
}

/** What a search has to find: a product or else a guide, its longest word, the same with an error in it, and a guide. */
function known(site, page) {
  const file = (name) => JSON.parse(site.read(join(dirname(page), `${name}.json`)));
  const { sorts, pages: count, pages_a_file: size } = file("index");
  const first = (sort) => {
    const at = sorts.find(([name]) => name === sort)?.[1];
    return at === undefined ? null : file(`pages-${Math.floor(at / size)}`)[at % size];
  };
  const [product, guide] = [first("product"), first("guide")];
  const item = product ?? guide;
  const word = item.title.toLowerCase().split(/[^\p{L}]+/u).sort((one, other) => other.length - one.length)[0];
  // Two syllables of Hangul in another order are another word, and no error.
  const wrong = /^[a-z]{5}/.test(word) ? word[1] + word[0] + word.slice(2) : null;
  const pages = Array.from({ length: Math.ceil(count / size) }, (_, at) => file(`pages-${at}`)).flat();
  return { item, product, word, wrong, guide, pages };
}

/** A word of a title that more pages have than are shown at once. */
async function common(index, { pages }) {
  for (const word of new Set(pages.flatMap(({ title }) => title.split(/[^\p{L}]+/u)))) {
    if (word && (await index.search(`${word} `)).found.length > SHOWN) return word;
  }
  return null;
}

/** Opens pages, remembers what they asked for and what the browser complained about. */
async function open(browser, base, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
  const page = await context.newPage();
  const troubles = [];
  const asked = [];
  page.on("console", (message) => { if (message.type() === "error") troubles.push(message.text()); });
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("request", (request) => { if (!request.url().startsWith(base)) troubles.push(`asks ${request.url()}`); });
  page.on("response", async (response) => asked.push(response.body().then((body) => [response.url(), body], () => [response.url(), ""])));
  return { context, page, troubles, asked };
}

const titles = (page) => page.locator("#search-results h2").allInnerTexts();
const said = (page) => page.locator("#search-count").innerText();
const query = (page) => new URL(page.url()).searchParams;

// Results are there once the status says so of the query.
async function ready(page, wanted) {
  await page.waitForFunction((wanted) => {
    const shown = (id) => !document.getElementById(id).hidden;
    const results = document.getElementById("search-results");
    // Not there: the page that leads here still stands.
    if (!results || results.ariaBusy) return false;
    return shown("search-failed") || document.getElementById("search-count").textContent.includes(wanted);
  }, wanted, { timeout: 10_000 }).catch(() => {});
}

// From the box in the header of another page to results, and what that costs.
async function found(browser, base, { item }, address, judge) {
  const { context, page, troubles, asked } = await open(browser, base);
  await page.goto(base + address.replace(/search\/$/, ""));
  await page.locator(".masthead input").fill(item.title);
  asked.length = 0;
  await page.keyboard.press("Enter");
  await ready(page, item.title);
  judge(new URL(page.url()).pathname === address, `search ${address}: the box leads to ${page.url()}`);
  judge((await titles(page)).includes(item.title), `search ${address}: ${item.title} is not among ${await titles(page)}`);
  judge((await page.locator("#search-results mark").count()) > 0, `search ${address}: no match is marked`);
  judge((await page.locator("[role=status]").innerText()).includes(item.title), `search ${address}: the count is not announced`);
  judge((await page.title()).startsWith(item.title), `search ${address}: the title does not name the query`);
  const parts = (await Promise.all(asked)).map(([url, body]) => [new URL(url).pathname, gzipSync(body).length]);
  const bytes = parts.reduce((sum, [, size]) => sum + size, 0);
  judge(bytes <= MOST_BYTES, `search ${address}: ${bytes} bytes to the first result: ${parts.join(" ")}`);
  const texts = await page.evaluate(() => globalThis.diptychSearch.texts(document.querySelector("#search-results a").href));
  judge(texts.length > 0 && !/↩/.test(texts.join()), `search ${address}: the marks of notes are read as words: ${texts.find((text) => /↩/.test(text))}`);
  judge(troubles.length === 0, `search ${address}: ${troubles.join("; ")}`);
  await context.close();
  return bytes;
}

// While typing, with an error, and with nothing to be found.
async function typed(browser, base, { word, wrong }, address, judge) {
  const { context, page, troubles } = await open(browser, base);
  await page.goto(base + address);
  const input = page.locator("#search-q");
  const start = word.slice(0, -1) || word;
  await input.pressSequentially(start);
  await ready(page, start);
  judge((await titles(page)).length > 0, `search ${address}: nothing starts with ${start}`);
  if (wrong) {
    await input.fill(wrong);
    await ready(page, wrong);
    judge((await titles(page)).length > 0, `search ${address}: ${wrong} finds nothing`);
    judge((await said(page)).includes(word), `search ${address}: ${wrong} says "${await said(page)}", not ${word}`);
  }
  await input.fill(NOTHING);
  await ready(page, NOTHING);
  judge((await titles(page)).length === 0 && (await page.locator("#search-none a").first().isVisible()), `search ${address}: no result, and nothing to try`);
  await input.fill("");
  await page.waitForFunction(() => document.getElementById("search-count").textContent === "");
  judge(!(await page.locator("#search-none").isVisible()), `search ${address}: says something of an empty query`);
  judge(troubles.length === 0, `search ${address}: ${troubles.join("; ")}`);
  await context.close();
}

// By kind and by tag, where there are products; the address has them, and brings them back.
async function chosen(browser, base, { word, product, guide, pages }, address, judge) {
  if (!product) return;
  const { context, page } = await open(browser, base);
  await page.goto(`${base}${address}?q=${encodeURIComponent(word)}`);
  await ready(page, word);
  const count = async () => Number((await said(page)).match(/\d+/)?.[0] ?? ((await titles(page)).length || 0));
  const all = await count();
  await page.locator("#search-kind").selectOption("product");
  await page.waitForFunction(() => new URLSearchParams(location.search).get("kind") === "product");
  await ready(page, word);
  const products = await count();
  judge(products > 0 && (products < all || !guide), `search ${address}: ${products} of ${all} results are products`);
  if (product.tags.length) {
    await page.locator("#search-tag").selectOption({ label: product.tags[0] });
    await page.waitForFunction(() => new URLSearchParams(location.search).get("tag"));
    await ready(page, word);
    const tagged = await page.locator("#search-results h2 a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    judge(tagged.length > 0 && pages.filter((one) => tagged.includes(one.address)).every(({ tags }) => tags.includes(product.tags[0])), `search ${address}: not all results have the tag ${product.tags[0]}`);
  }
  const before = await titles(page);
  await page.reload();
  await ready(page, word);
  judge((await titles(page)).join() === before.join(), `search ${address}: the address does not bring the same results back`);
  await context.close();
}

// Back and forth between queries and pages.
async function back(browser, base, { item, guide }, address, judge) {
  const { context, page } = await open(browser, base);
  await page.goto(base + address);
  const ask = async (words) => {
    await page.locator("#search-q").fill(words);
    await page.keyboard.press("Enter");
    await ready(page, words);
  };
  const before = guide && guide !== item ? guide.title : NOTHING;
  await ask(before);
  await ask(item.title);
  const last = await titles(page);
  await page.locator("#search-results a").first().click();
  await page.waitForURL((url) => url.pathname !== address);
  await page.goBack();
  await ready(page, item.title);
  judge((await titles(page)).join() === last.join(), `search ${address}: back from a result shows other results`);
  await page.goBack();
  await ready(page, before);
  judge(query(page).get("q") === before && (await page.locator("#search-q").inputValue()) === before, `search ${address}: back leads to ${page.url()}`);
  await context.close();
}

// By keyboard alone: from the box through the choices to a result.
async function keyboard(browser, base, { word }, address, judge) {
  const { context, page } = await open(browser, base);
  await page.goto(base + address);
  await page.locator("#search-q").focus();
  await page.keyboard.type(word);
  await page.keyboard.press("Enter");
  await ready(page, word);
  // A site without tags has none to choose from.
  const choices = (await page.locator("#search-tag option").count()) > 1 ? ["SELECT", "SELECT"] : ["SELECT"];
  for (const wanted of ["BUTTON", ...choices, "A"]) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const { tagName } = document.activeElement;
      return { tagName, seen: parseFloat(getComputedStyle(document.activeElement).outlineWidth) > 0 };
    });
    judge(stop.tagName === wanted && stop.seen, `search ${address}: after the box a stop at ${stop.tagName}, ${stop.seen ? "" : "not "}seen`);
  }
  const more = page.locator("#search-more");
  if (await more.isVisible()) {
    const before = (await titles(page)).length;
    await more.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction((before) => document.querySelectorAll("#search-results > li").length > before, before);
    const at = await page.evaluate(() => [...document.querySelectorAll("#search-results > li")].indexOf(document.activeElement.closest("li")));
    judge(at === before, `search ${address}: after "more" the focus is on result ${at}, not ${before}`);
  }
  await page.locator("#search-results h2 a").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname !== address).catch(() => {});
  judge(new URL(page.url()).pathname !== address, `search ${address}: a result does not open with Enter`);
  await context.close();
}

// "More" says so without a connection, and pressed twice with one it adds the next results once.
async function more(browser, base, { common }, address, judge) {
  if (!common) return;
  const { context, page } = await open(browser, base);
  const files = /\/search\/.*\.json/;
  await page.goto(`${base}${address}?q=${encodeURIComponent(common)}`);
  await ready(page, common);
  const results = page.locator("#search-results h2 a");
  const press = async (id) => {
    await page.locator(id).evaluate((button) => [1, 2].forEach(() => button.click()));
    await page.waitForFunction(() => !document.getElementById("search-more").disabled);
  };
  const before = await results.count();
  // What was read before is there without a connection too.
  await page.route(files, (route) => route.abort());
  for (let presses = 0; presses < 5 && await page.locator("#search-more").isVisible() && !(await page.locator("#search-failed").isVisible()); presses += 1) await press("#search-more");
  await page.unroute(files);
  const failed = await page.locator("#search-failed").isVisible();
  judge(failed || (await results.count()) > before, `search ${address}: "more" does nothing without a connection`);
  if (failed) {
    judge(await page.evaluate(() => document.activeElement.id === "search-again"), `search ${address}: without a connection "more" leads the focus nowhere`);
    const at = await results.count();
    await press("#search-again");
    judge((await results.count()) > at, `search ${address}: "more" does not go on with a connection`);
    judge(await results.nth(at).evaluate((link) => link === document.activeElement), `search ${address}: after "more" the focus is not on the next result`);
  }
  const shown = await results.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  judge(new Set(shown).size === shown.length, `search ${address}: "more" shows results twice: ${shown}`);
  await context.close();
}

// Without a connection it says so, and goes on when there is one.
async function offline(browser, base, { word }, address, judge) {
  const { context, page } = await open(browser, base);
  await page.goto(base + address);
  const index = /\/search\/.*\.json/;
  await page.route(index, (route) => route.abort());
  await page.locator("#search-q").fill(word);
  await page.keyboard.press("Enter");
  await ready(page, word);
  judge(await page.locator("#search-failed").isVisible(), `search ${address}: says nothing without a connection`);
  await page.unroute(index);
  await page.locator("#search-again").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.getElementById("search-failed").hidden);
  await ready(page, word);
  judge((await titles(page)).length > 0, `search ${address}: does not go on with a connection`);
  judge(await page.evaluate(() => document.activeElement.matches("#search-results a")), `search ${address}: the focus is lost with the button that asks again`);
  await context.close();
}

// Without script the page says so and leads on; without styles it can be used.
async function bare(browser, base, { word }, address, judge) {
  const silent = await open(browser, base, { javaScriptEnabled: false });
  await silent.page.goto(`${base}${address}?q=${word}`);
  judge(await silent.page.locator("#search-off a").isVisible(), `search ${address}: without script nothing leads on`);
  judge(!(await silent.page.locator("select").first().isVisible()), `search ${address}: choices without script`);
  await silent.context.close();
  const plain = await open(browser, base);
  await plain.page.route("**/*.css", (route) => route.abort());
  await plain.page.goto(`${base}${address}?q=${word}`);
  await ready(plain.page, word);
  judge((await titles(plain.page)).length > 0, `search ${address}: nothing is found without styles`);
  await plain.context.close();
}

// Nothing wider than a small phone, and nothing that axe minds, with results on the page.
async function seen(browser, base, { word, item }, address, judge) {
  const asked = [word, item.title, NOTHING].map((words) => `${address}?q=${encodeURIComponent(words)}`);
  for (const one of asked) {
    const { context, page } = await open(browser, base, { viewport: { width: 320, height: 700 } });
    await page.goto(base + one);
    await ready(page, query(page).get("q"));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    judge(wide <= 320, `search ${one}: ${wide} px wide on a 320 px screen`);
    // At any width a choice stands beside its words.
    for (const width of [320, 390, 480, 768]) {
      await page.setViewportSize({ width, height: 700 });
      const apart = await page.evaluate(() => [...document.querySelectorAll("#search-choices label")].filter((label) => {
        const [words, choice] = [label, label.control].map((one) => one.getBoundingClientRect());
        return words.top > choice.bottom || words.bottom < choice.top;
      }).length);
      judge(apart === 0, `search ${one}: ${apart} choices are not beside their words at ${width} px`);
    }
    await context.close();
  }
  await axe(browser, { address: (one) => one }, base, asked, judge, (page) => ready(page, query(page).get("q")));
}

/** Checks the search of `site` in each of its languages with an open browser. One of them has to have more pages than a list of results. */
export async function check(browser, site, judge) {
  await words(judge);
  await plurals(judge);
  await hyphens(judge);
  await guesses(judge);
  instead(judge);
  weights(judge);
  const { server, base } = await serve(site, POLICY);
  let long = null;
  for (const file of site.pages.filter((one) => isSearch(site.read(one)))) {
    const address = site.address(file);
    const names = known(site, file);
    const index = new globalThis.diptychSearch.Index(async (name) => JSON.parse(site.read(join(dirname(file), `${name}.json`))));
    names.common = await common(index, names);
    long ||= names.common;
    await particles(index, names, judge);
    const bytes = await found(browser, base, names, address, judge);
    for (const part of [typed, chosen, back, keyboard, more, offline, bare]) await part(browser, base, names, address, judge);
    await seen(browser, base, names, address, judge);
    console.log(`${address}: ${bytes} bytes after gzip to the first results`);
  }
  judge(long, 'search: "more" had nothing to look at');
  server.close();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const folder = process.argv[2];
  if (!folder || !existsSync(join(folder, "index.html"))) {
    console.error("usage: node search.mjs SITE_DIR");
    process.exit(2);
  }
  const verdicts = new Verdicts();
  const browser = await launch();
  await check(browser, new Site(folder), verdicts.judge);
  await browser.close();
  process.exit(verdicts.close());
}
