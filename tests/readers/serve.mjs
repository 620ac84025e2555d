// The preview server in a real browser: style sheets are swapped, the place on a page is kept, errors lie over the page.
//
//     node serve.mjs PROGRAM SITE_DIR     exit status 1 if anything is wrong
//
// PROGRAM is a built `diptych`; SITE_DIR is a site, which is copied and left as it is. CHROME_PATH names another browser.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Verdicts, launch } from "./site.mjs";

const PATIENCE = 60_000;

// Starts the program on a copy of the site, without its output and cache.
async function start(program, site) {
  const folder = mkdtempSync(join(tmpdir(), "diptych-serve-"));
  for (const part of ["content", "templates", "static"]) cpSync(join(site, part), join(folder, part), { recursive: true });
  const process = spawn(program, ["serve", "--root", folder, "--port", "0"], { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface(process.stdout)) {
    const base = line.match(/http:\/\/[^/]+/)?.[0];
    if (base) {
      process.stdout.resume();
      return { folder, process, base };
    }
  }
  throw new Error("the server does not start");
}

// Replaces a piece of text in a file.
function edit(folder, file, from, to) {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(path, text.replace(from, to));
}

async function main(program, site) {
  const verdicts = new Verdicts();
  const { judge } = verdicts;
  const { folder, process: server, base } = await start(program, site);
  const browser = await launch();
  try {
    const guide = readdirSync(join(folder, "content/guides")).filter((name) => /^[^.]+\.md$/.test(name)).sort()[0];
    const file = `content/guides/${guide}`;
    const page = await browser.newPage({ viewport: { width: 800, height: 500 } });
    page.setDefaultTimeout(PATIENCE);
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    let loads = 0;
    page.on("load", () => (loads += 1));
    await page.goto(`${base}/guides/${guide.replace(/\.md$/, "")}/`, { waitUntil: "load" });
    await page.evaluate(() => scrollTo({ top: 700, behavior: "instant" }));
    const top = () => page.evaluate(() => scrollY);
    const before = await top();
    judge(before > 500, `serve: the page is too short to be scrolled: ${before}`);

    // A style sheet: another colour, the same page.
    writeFileSync(join(folder, "static/style.css"), readFileSync(join(folder, "static/style.css"), "utf8") + "\nbody { background: rgb(1, 2, 3) !important }\n");
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)");
    judge(loads === 1, `serve: a style sheet loads the page again (${loads} times)`);
    judge((await top()) === before, `serve: a style sheet moves the page to ${await top()}`);
    await page.waitForFunction(() => document.querySelectorAll("link[rel=stylesheet]").length === 1);

    // A sentence: loaded again, at the same place.
    edit(folder, file, "\n---\n", "\n---\nA sentence that was not there.\n\n");
    await page.waitForFunction(() => document.body.innerText.includes("A sentence that was not there."));
    await page.waitForLoadState("load");
    judge(loads === 2, `serve: a sentence loads the page ${loads - 1} times`);
    judge(Math.abs((await top()) - before) < 120, `serve: a sentence moves the page from ${before} to ${await top()}`);

    // Two errors: both listed over the page, with places and links, and the page is what it was.
    edit(folder, file, "A sentence that was not there.", "[[nowhere-at-all]] and [[nor-here]]");
    const problems = page.locator("diptych-problems dialog");
    await problems.waitFor({ state: "visible" });
    const words = await problems.innerText();
    judge(words.includes("nowhere-at-all") && words.includes("nor-here"), `serve: the overlay says "${words}"`);
    judge(words.includes(`${file}:`), `serve: the overlay names no place: "${words}"`);
    const links = await problems.locator("a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    judge(links.length === 2 && links.every((link) => /^vscode:\/\/file\/.*:\d+:\d+$/.test(link)), `serve: the overlay links to ${links}`);
    judge((await page.evaluate(() => document.body.innerText)).includes("A sentence that was not there."), "serve: the last good page is gone");
    judge(loads === 2, "serve: an error loads the page again");
    await page.keyboard.press("Escape");
    judge(!(await problems.isVisible()), "serve: the overlay does not close by key");

    // Mended: the overlay goes without anybody closing it.
    edit(folder, file, "[[nowhere-at-all]] and [[nor-here]]", "[[nowhere-at-all]]");
    await problems.waitFor({ state: "visible" });
    edit(folder, file, "[[nowhere-at-all]]", "A sentence that was not there.");
    await problems.waitFor({ state: "detached" });
    judge(loads === 2, "serve: what is as before is loaded again");

    // The page for what is not there becomes the page that was asked for.
    await page.goto(`${base}/guides/not-yet/`, { waitUntil: "load" });
    writeFileSync(join(folder, "content/guides/not-yet.md"), "---\ntitle: Now it is\ndescription: It is.\ndate: 2026-11-01\n---\nText.\n");
    await page.waitForFunction(() => document.title.includes("Now it is"));
    judge(complaints.length === 0, `serve: ${complaints}`);
  } finally {
    await browser.close();
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
  return verdicts.close();
}

process.exit(await main(process.argv[2], process.argv[3]));
