// Google's Lighthouse on the pages that matter: 100 in all four categories.
import { launch, serve } from "./site.mjs";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
// Performance is measured in time: a machine that is busy elsewhere gets another try.
const TRIES = 3;
// Lighthouse makes a desktop of about this `benchmarkIndex` four times as slow, to be a phone of the middle class, and advises to do less where
// the machine is slower (its docs/throttling.md). So pages are judged on the same phone, also where a machine is busy elsewhere.
const DESKTOP = 2000;
const SLOWER = 4;

/** The home page, the longest guide, a pair, and the page with the most table cells. */
function chosen(site) {
  const largest = (pages, size) => [...pages].sort((one, other) => size(site.read(other)) - size(site.read(one)))[0];
  const cells = (html) => html.split("<td").length;
  const at = (pattern) => site.pages.filter((file) => pattern.test(site.address(file)));
  return [
    ...at(/^\/$/),
    largest(at(/\/guides\/./), (html) => html.length),
    largest(site.with(/<body class="pair-page"/), cells),
    largest(site.pages, cells),
  ];
}

/** Judges the scores of the chosen pages. */
export async function lighthouse(site, judge) {
  const { default: run } = await import("lighthouse");
  // It asks for robots.txt from within the page, which the strictest policy does not allow.
  const { server, base } = await serve(site, "; connect-src 'self'");
  const port = 9300 + (process.pid % 500);
  const browser = await launch(`--remote-debugging-port=${port}`);
  let cpuSlowdownMultiplier = SLOWER;
  const pages = chosen(site);
  judge(pages.every(Boolean), "lighthouse had nothing to look at of what it looks for");
  for (const file of pages.filter(Boolean)) {
    const best = Object.fromEntries(CATEGORIES.map((category) => [category, 0]));
    for (let round = 0; round < TRIES && Object.values(best).some((score) => score < 1); round += 1) {
      const { lhr } = await run(base + site.address(file), { port, onlyCategories: CATEGORIES, throttling: { cpuSlowdownMultiplier }, logLevel: "error", disableFullPageScreenshot: true });
      cpuSlowdownMultiplier = Math.max(1, SLOWER * Math.min(1, lhr.environment.benchmarkIndex / DESKTOP));
      for (const category of CATEGORIES) best[category] = Math.max(best[category], lhr.categories[category].score ?? 0);
    }
    for (const category of CATEGORIES) judge(best[category] === 1, `lighthouse ${site.address(file)}: ${category} is ${Math.round(best[category] * 100)}`);
  }
  await browser.close();
  server.close();
}
