// The published pages as their readers meet them: an HTML validator over every page, and a real browser at phone and
// desktop width, in light and dark, with and without script and styles, by keyboard, through an accessibility checker.
//
//     node check.mjs SITE_DIR [--pages N] [--lighthouse]     exit status 1 if anything is wrong
//
// N is how many pages the browser reads (all if not given). --lighthouse adds Google's own scores, of the home page, the
// longest guide, a pair and the page with the largest table.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { keyboard, tree } from "./keyboard.mjs";
import { lighthouse } from "./lighthouse.mjs";
import { html, links, weight } from "./markup.mjs";
import { axe, policy } from "./reading.mjs";
import * as search from "./search.mjs";
import { Site, Verdicts, isSearch, launch, serve } from "./site.mjs";
import * as tables from "./tables.mjs";

const [folder, ...flags] = process.argv.slice(2);
if (!folder || !existsSync(join(folder, "index.html"))) {
  console.error("usage: node check.mjs SITE_DIR [--pages N] [--lighthouse]");
  process.exit(2);
}
const site = new Site(folder);
const most = flags.includes("--pages") ? Number(flags[flags.indexOf("--pages") + 1]) : site.pages.length;
// A stride through all pages, so that every sort of page is among them.
const stride = Math.max(1, site.pages.length / most);
const read = site.pages.filter((_, at) => Math.floor(at / stride) > Math.floor((at - 1) / stride));

const verdicts = new Verdicts();
const { judge } = verdicts;
const took = [];
// Runs a part and notes how long it took, in seconds.
async function timed(name, part) {
  const start = performance.now();
  await part();
  took.push(`${name} ${Math.round((performance.now() - start) / 1000)}`);
}

const { server, base } = await serve(site);
const browser = await launch();
const quiet = read.filter((file) => !isSearch(site.read(file)));
// Most goes on at once; what waits for answers to typing, and what is timed, has the machine for itself.
await Promise.all([
  timed("validator", () => html(site, judge)),
  timed("links and weight", () => [links, weight].forEach((part) => part(site, judge))),
  timed("axe", () => axe(browser, site, base, read, judge)),
  timed("policy", () => policy(browser, site, base, quiet, judge)),
  timed("tables", () => tables.check(browser, site, base, judge)),
  timed("keyboard", async () => {
    for (const part of [keyboard, tree]) await part(browser, site, base, judge);
  }),
]);
await timed("search", () => search.check(browser, site, judge));
await browser.close();
server.close();
if (flags.includes("--lighthouse")) await timed("lighthouse", () => lighthouse(site, judge));

console.log(`${read.length} of ${site.pages.length} pages read in the browser; seconds: ${took.join(", ")}`);
process.exit(verdicts.close());
