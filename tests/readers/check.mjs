// The published pages as their readers meet them: an HTML validator over every page, and a real browser at phone and
// desktop width, in light and dark, with and without script, by keyboard, through an accessibility checker.
//
//     node check.mjs SITE_DIR [--pages N]     exit status 1 if anything is wrong
//
// CHROME_PATH names another browser than /usr/bin/chromium.
import { spawnSync } from "node:child_process";
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, relative } from "node:path";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const site = process.argv[2];
const most = Number(process.argv[process.argv.indexOf("--pages") + 1]) || 40;
if (!site || !existsSync(join(site, "index.html"))) {
  console.error("usage: node check.mjs SITE_DIR [--pages N]");
  process.exit(2);
}

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".svg": "image/svg+xml", ".xml": "application/xml", ".txt": "text/plain" };
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'";
const WIDTHS = [360, 1280];
const faults = [];
let passed = 0;
const judge = (good, what) => { if (good) passed += 1; else faults.push(what); };

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith(".")) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : [path];
  }).sort();
}

const all = files(site);
const pages = all.filter((file) => file.endsWith(".html"));
const address = (file) => "/" + relative(site, file).replace(/index\.html$/, "");

// 1. The Nu validator on every page, as the reference for HTML.
const jar = join(require.resolve("vnu-jar/package.json"), "..", "build", "dist", "vnu.jar");
const vnu = spawnSync("java", ["-Xss8m", "-jar", jar, "--format", "json", "--skip-non-html", ...pages], { encoding: "utf8", maxBuffer: 1 << 28 });
for (const message of JSON.parse(vnu.stderr || vnu.stdout || '{"messages":[]}').messages) {
  if (message.type === "error") faults.push(`html ${message.url?.replace(/.*\/public/, "")}:${message.lastLine}: ${message.message}`);
}
passed += pages.length;

// 2. Links: every address of the site in every page leads to a file, and every fragment to an id.
const ids = new Map(pages.map((file) => [file, new Set([...readFileSync(file, "utf8").matchAll(/\sid="([^"]+)"/g)].map((m) => m[1]))]));
for (const file of pages) {
  const html = readFileSync(file, "utf8");
  for (const [, link] of html.matchAll(/\s(?:href|src)="([/#][^"]*)"/g)) {
    const [path, fragment] = link.replaceAll("&amp;", "&").split("#");
    let target = path ? join(site, decodeURIComponent(path)) : file;
    if (existsSync(target) && statSync(target).isDirectory()) target = join(target, "index.html");
    judge(existsSync(target), `link ${address(file)}: ${link} leads nowhere`);
    if (fragment && ids.has(target)) judge(ids.get(target).has(decodeURIComponent(fragment)), `link ${address(file)}: no #${fragment}`);
  }
  judge(!/<script|\sstyle="|\son[a-z]+="/i.test(html.replace(/<pre>[\s\S]*?<\/pre>|<script type="application\/ld\+json">[\s\S]*?<\/script>/g, "")), `weight ${address(file)}: script or inline style`);
}

// 3. The browser.
const server = createServer((request, response) => {
  let file = join(site, decodeURIComponent(new URL(request.url, "http://x").pathname));
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
  const found = existsSync(file);
  if (!found) file = join(site, "404.html");
  response.writeHead(found ? 200 : 404, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-security-policy": POLICY });
  createReadStream(file).pipe(response);
}).listen(0, "127.0.0.1");
await new Promise((ready) => server.once("listening", ready));
const base = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const read = pages.filter((file) => !/http-equiv="refresh"/.test(readFileSync(file, "utf8"))).slice(0, most);

for (const colorScheme of ["light", "dark"]) {
  for (const width of WIDTHS) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    for (const file of read) {
      const page = await context.newPage();
      await page.goto(base + address(file), { waitUntil: "load" });
      await page.evaluate(axe);
      const result = await page.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      judge(result.violations.length === 0, `axe ${address(file)} ${width} ${colorScheme}: ${result.violations.map((v) => `${v.id} (${v.nodes[0].target} ${v.nodes[0].failureSummary?.split("\n")[1] ?? ""})`).join("; ")}`);
      await page.close();
    }
    await context.close();
  }
}

// Under the strictest policy: nothing blocked, nothing from elsewhere, nothing wider than a small phone.
const strict = await browser.newContext({ viewport: { width: 320, height: 700 } });
const silent = await browser.newContext({ viewport: { width: 320, height: 700 }, javaScriptEnabled: false });
for (const file of read) {
  const page = await strict.newPage();
  const troubles = [];
  page.on("console", (message) => { if (message.type() === "error" && !/404/.test(message.text())) troubles.push(message.text()); });
  page.on("request", (request) => { if (!request.url().startsWith(base) && !request.url().startsWith("data:")) troubles.push(`asks ${request.url()}`); });
  await page.goto(base + address(file), { waitUntil: "load" });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  judge(wide <= 320, `width ${address(file)}: ${wide} px wide on a 320 px screen`);
  judge(troubles.length === 0, `browser ${address(file)}: ${troubles.join("; ")}`);
  const words = await page.evaluate(() => document.body.innerText.replace(/\s+/g, " "));
  await page.close();
  const without = await silent.newPage();
  await without.goto(base + address(file), { waitUntil: "load" });
  const plain = (await without.locator("body").innerText()).replace(/\s+/g, " ");
  judge(plain === words, `no script ${address(file)}: the text differs`);
  await without.close();
}

// By keyboard: the first stop is the skip link, every stop can be seen, and questions open with Enter.
const keyboard = await browser.newContext({ viewport: { width: 1280, height: 900 } });
for (const file of read.filter((file) => /guides\//.test(file)).slice(0, 3)) {
  const page = await keyboard.newPage();
  await page.goto(base + address(file));
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement?.getAttribute("href") ?? "");
  judge(first.startsWith("#"), `keyboard ${address(file)}: the first stop is ${first}, not the skip link`);
  for (let stop = 0; stop < 60; stop += 1) {
    const seen = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return "end";
      const style = getComputedStyle(element);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 ? "seen" : `${element.tagName} ${element.textContent?.trim().slice(0, 30)}`;
    });
    if (seen === "end") break;
    judge(seen === "seen", `keyboard ${address(file)}: no focus to be seen on ${seen}`);
    await page.keyboard.press("Tab");
  }
  const summary = page.locator("main .decide summary").first();
  if (await summary.count()) {
    const open = () => summary.evaluate((element) => element.parentElement.open);
    const before = await open();
    await summary.focus();
    await page.keyboard.press("Enter");
    judge((await open()) !== before, `keyboard ${address(file)}: a question does not open with Enter`);
  }
  await page.close();
}

// The tables reach a screen reader as tables: Chromium's own accessibility tree has their headers.
const tree = await keyboard.newPage();
for (const file of read.filter((file) => readFileSync(file, "utf8").includes('class="compare"')).slice(0, 6)) {
  await tree.setViewportSize({ width: 360, height: 800 });
  await tree.goto(base + address(file));
  const session = await keyboard.newCDPSession(tree);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const count = (role) => nodes.filter((node) => !node.ignored && node.role?.value === role).length;
  for (const role of ["table", "rowheader", "columnheader", "cell"]) judge(count(role) > 0, `screen reader ${address(file)}: no ${role}`);
  await session.detach();
}

await browser.close();
server.close();
for (const fault of faults) console.log(`FAULT ${fault}`);
console.log(`${read.length} of ${pages.length} pages read in the browser`);
console.log(`${passed} passed, ${faults.length} failed`);
process.exit(faults.length ? 1 : 0);
