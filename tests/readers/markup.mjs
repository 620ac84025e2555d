// The published files without a browser: the Nu validator, links, and what a page weighs.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { isSearch } from "./site.mjs";

const require = createRequire(import.meta.url);
// Bytes after gzip: the most that HTML and CSS of one page may weigh.
const MOST_HTML = 30_000;
const MOST_CSS = 10_000;

/** Every page against the Nu validator, the reference for HTML. */
export async function html(site, judge) {
  judge(site.html.length > 0, "the validator had nothing to look at");
  const jar = join(require.resolve("vnu-jar/package.json"), "..", "build", "dist", "vnu.jar");
  const vnu = spawn("java", ["-Xss8m", "-jar", jar, "--format", "json", "--skip-non-html", ...site.html], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  vnu.stderr.setEncoding("utf8").on("data", (piece) => { said += piece; });
  await new Promise((done, failed) => vnu.once("close", done).once("error", failed));
  // It says something even if nothing is wrong; silence means that it has not looked.
  const { messages } = JSON.parse(said);
  for (const message of messages.filter(({ type }) => type === "error" || type === "non-document-error")) {
    judge(false, `html ${message.url ?? ""}:${message.lastLine}: ${message.message}`);
  }
  for (const _ of site.html) judge(true);
}

/** Every address of the site leads to a file, every fragment to an id, and every page can be reached from the home page. */
export function links(site, judge) {
  const ids = new Map(site.html.map((file) => [file, new Set([...site.read(file).matchAll(/\sid="([^"]+)"/g)].map((m) => m[1]))]));
  const leadsTo = new Map(site.html.map((file) => [file, []]));
  for (const file of site.html) {
    for (const [, link] of site.read(file).matchAll(/\s(?:href|src|action)="([/#][^"]*)"/g)) {
      const [path, fragment] = link.replaceAll("&amp;", "&").split("#");
      const target = path ? site.file(path.split("?")[0]) : file;
      judge(existsSync(target), `link ${site.address(file)}: ${link} leads nowhere`);
      if (fragment && ids.has(target)) judge(ids.get(target).has(decodeURIComponent(fragment)), `link ${site.address(file)}: no #${fragment}`);
      leadsTo.get(file).push(target);
    }
  }
  const reached = new Set([join(site.folder, "index.html")]);
  for (const file of reached) for (const target of leadsTo.get(file) ?? []) reached.add(target);
  // Nothing leads to a list of tags or products on which there are none.
  const isEmpty = (file) => /class="(tags|products)-page"/.test(site.read(file)) && !/<(li|section)/.test(site.read(file).split("<main")[1].split("</main>")[0]);
  for (const file of site.pages) judge(reached.has(file) || file.endsWith("404.html") || isEmpty(file), `link ${site.address(file)}: no way leads here from the home page`);
}

/** No script, but the one of the search, and no style in the page, and little to load before it can be read. */
export function weight(site, judge) {
  for (const file of site.html) {
    const html = site.read(file);
    const address = site.address(file);
    const own = isSearch(html) ? html.replace('<script src="/search.js" defer></script>', "") : html;
    const bare = own.replace(/<pre>[\s\S]*?<\/pre>|<script type="application\/ld\+json">[\s\S]*?<\/script>/g, "");
    judge(!/<script|\sstyle="|\son[a-z]+="/i.test(bare), `weight ${address}: script or inline style`);
    const size = gzipSync(html).length;
    judge(size <= MOST_HTML, `weight ${address}: ${size} bytes of HTML after gzip, more than ${MOST_HTML}`);
    const styles = [...html.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map(([, link]) => site.file(link)).filter(existsSync);
    judge(html.split('fetchpriority="high"').length <= 2, `weight ${address}: more than one picture comes first`);
    const css = styles.reduce((sum, style) => sum + gzipSync(readFileSync(style)).length, 0);
    judge(css <= MOST_CSS, `weight ${address}: ${css} bytes of CSS after gzip, more than ${MOST_CSS}`);
  }
}
