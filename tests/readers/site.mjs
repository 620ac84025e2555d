// A published site: its files and addresses, a server under the strictest policy, a browser, and the verdicts.
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative } from "node:path";
import { chromium } from "playwright-core";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
  ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif",
  ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
};
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'";
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** What was looked at and what was wrong. */
export class Verdicts {
  passed = 0;
  faults = [];

  judge = (good, what) => {
    if (good) this.passed += 1;
    else this.faults.push(what);
  };

  /** Prints all faults and the counts; the exit status. */
  close() {
    for (const fault of this.faults) console.log(`FAULT ${fault}`);
    console.log(`${this.passed} passed, ${this.faults.length} failed`);
    return this.faults.length ? 1 : 0;
  }
}

/** The files of a published site. A page is a file of HTML that does not merely lead on. */
export class Site {
  constructor(folder) {
    this.folder = folder;
    this.files = filesOf(folder);
    this.html = this.files.filter((file) => file.endsWith(".html"));
    this.pages = this.html.filter((file) => !/http-equiv="refresh"/.test(this.read(file)));
  }

  read(file) {
    return readFileSync(file, "utf8");
  }

  /** The address of a file, as browsers ask for it. */
  address(file) {
    return "/" + relative(this.folder, file).replace(/index\.html$/, "");
  }

  /** The file at an address without a fragment; it may not be there. */
  file(address) {
    const file = join(this.folder, decodeURIComponent(address));
    return existsSync(file) && statSync(file).isDirectory() ? join(file, "index.html") : file;
  }

  /** The pages whose text matches. */
  with(pattern) {
    return this.pages.filter((file) => pattern.test(this.read(file)));
  }
}

/** Whether a page is the one that may have a script: the search. */
export const isSearch = (html) => /<body class="search-page"/.test(html);

function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith(".")) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesOf(path) : [path];
  }).sort();
}

/** Serves a site under the strictest policy, or one that adds to it. */
export async function serve(site, more = "") {
  const server = createServer((request, response) => {
    let file = site.file(new URL(request.url, "http://x").pathname);
    const found = existsSync(file);
    if (!found) file = join(site.folder, "404.html");
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(found ? 200 : 404, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-security-policy": POLICY + more });
    createReadStream(file).pipe(response);
  }).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  return { server, base: `http://127.0.0.1:${server.address().port}` };
}

/** CHROME_PATH names another browser than /usr/bin/chromium. */
export const CHROME = process.env.CHROME_PATH ?? "/usr/bin/chromium";

/** Starts the browser. */
export function launch(...more) {
  return chromium.launch({ executablePath: CHROME, args: [...QUIET, ...more] });
}
