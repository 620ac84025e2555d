// Writes a large site of things that do not exist: 500 products of three kinds with a photo each, 300 guides, pairs.
//
//     node large.mjs DIR           the same files every time
//     node large.mjs DIR 2000      with photos of so many kB, wide enough for every form: what a build without changes costs
//
// What the products say is made by counting, so that values repeat, differ, are missing and are unknown.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";

const [root, kilobytes = "0"] = process.argv.slice(2);
if (!root || !/^\d+$/.test(kilobytes)) {
  console.error("usage: node large.mjs DIR [KB]");
  process.exit(2);
}
const KINDS = [["lamps", "Lamp", 240], ["kettles", "Kettle", 160], ["chairs", "Chair", 100]];
const GUIDES = 300;
const TAGS = ["small rooms", "first home", "gifts", "repair", "quiet", "outdoors", "travel", "work", "children", "winter"];
// Guides share some photos that are as wide as they are shown.
const COVERS = 12;
const ATTRIBUTES = [
  "id: price, label: Price, type: money, currency: EUR, better: lower, group: Money",
  "id: weight, label: Weight, type: number, unit: kg, group: Body",
  "id: height, label: Height, type: number, unit: cm, group: Body",
  "id: body, label: Made of, type: choice, options: [steel, wood, glass, paper], group: Body",
  "id: colours, label: Colours, type: list, group: Body",
  "id: noise, label: Noise, type: scale, steps: [low, moderate, high], better: lower, group: Use",
  "id: lasts, label: Expected life, type: range, unit: year, better: higher, group: Use, about: As the maker states it.",
  "id: repair, label: Can be repaired, type: yes_no, better: higher, group: Use",
  "id: outdoors, label: Stands rain, type: yes_no, group: Use",
  "id: since, label: Sold since, type: date, group: Money",
];
// Chairs have five of them, each with an explanation: a table that has room on a wide screen, beside its own words.
const OF_CHAIRS = ["price", "height", "noise", "lasts", "repair"];
const STEPS = ["low", "moderate", "high"];
const NEEDS = ["you have little room", "you want one for life", "you move often", "you look for a low price", "it has to be quiet"];

function write(path, content) {
  const file = join(root, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, content);
}

const number = (value) => String(value).padStart(3, "0");
const id = (kind, at) => `${kind.slice(0, -1)}-${number(at)}`;

// A photo that no other product has: two colours that run into one another, with grain.
const [WIDTH, HEIGHT] = kilobytes === "0" ? [160, 107] : [1500, 24];
function photo(seed, width = WIDTH, height = HEIGHT) {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  let grain = seed + 1;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      grain = (grain * 1103515245 + 12345) & 0x7fffffff;
      const shade = (x * (seed % 7 + 1)) / width + (y * (seed % 5 + 1)) / height;
      for (let channel = 0; channel < 3; channel += 1) {
        const wave = 128 + 90 * Math.sin(shade * 2 + seed * (channel + 1));
        rows[y * (width * 3 + 1) + 1 + x * 3 + channel] = Math.round(wave + (grain >> 16) % 2);
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunks = [chunk("IHDR", header), chunk("IDAT", deflateSync(rows, { level: 6 })), chunk("IEND", Buffer.alloc(0))];
  // A chunk that says nothing makes a file heavy and costs no time to encode.
  if (kilobytes !== "0") chunks.splice(1, 0, chunk("heVy", Buffer.alloc(Number(kilobytes) * 1000, seed)));
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), ...chunks]);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  out.set(body, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

// The attributes of a kind, as its file declares them.
function attributes(folder) {
  if (folder !== "chairs") return ATTRIBUTES;
  const own = ATTRIBUTES.filter((one) => OF_CHAIRS.some((id) => one.startsWith(`id: ${id},`)));
  return own.map((one) => (one.includes("about:") ? one : `${one}, about: As the maker states it on the box`));
}

function kind(folder, name, count) {
  const pairs = Array.from({ length: 12 }, (_, at) => `    - [${id(folder, at + 1)}, ${id(folder, at + 2 + (at % 3))}]`);
  write(`content/products/${folder}/_kind.yaml`, `name: ${name}
plural: ${name}s
description: All ${count} ${name.toLowerCase()}s of this made-up site, fact by fact.
pairs:
  of:
${pairs.join("\n")}
  known: 3
  differ: 1
  alike: 100%
attributes:
${attributes(folder).map((one) => `  - {${one}}`).join("\n")}
`);
  for (let at = 1; at <= count; at += 1) product(folder, name, at);
}

// Whether a line of a product's file is of an attribute that its kind has, or of none.
function isOf(folder, line) {
  const named = (one) => line.startsWith(`${one.slice("id: ".length, one.indexOf(","))}:`);
  return !ATTRIBUTES.some(named) || attributes(folder).some(named);
}

function product(folder, name, at) {
  const lines = [
    `name: ${name} ${number(at)}`,
    `tagline: ${STEPS[at % 3]} in noise, number ${at} of its shelf`,
    `image: {src: ${id(folder, at)}.png, alt: "Two colours that run into one another, the mark of ${name.toLowerCase()} ${at}"}`,
    `tags: [${TAGS[at % TAGS.length]}, ${TAGS[(at * 3 + 1) % TAGS.length]}]`,
    at % 11 === 0 ? "price: unknown" : `price: {is: ${20 + ((at * 37) % 180)}, source: source-1, checked: 2026-11-0${1 + (at % 9)}}`,
    at % 13 === 0 ? null : `weight: ${((at * 7) % 90) / 10 + 0.5}`,
    `height: ${20 + ((at * 11) % 120)}`,
    `body: ${["steel", "wood", "glass", "paper"][(at * 5) % 4]}`,
    `colours: [${["white", "black", "red", "blue"].slice(at % 3, at % 3 + 2).join(", ")}]`,
    `noise: {is: ${STEPS[(at * 2) % 3]}, note: ${at % 17 === 0 ? "Measured at full power." : "As stated."}}`,
    at % 7 === 0 ? "lasts: n/a" : `lasts: ${2 + (at % 5)}..${8 + (at % 9)}`,
    `repair: ${at % 2 ? "yes" : "no"}`,
    at % 5 === 0 ? "outdoors: unknown" : `outdoors: ${at % 3 ? "no" : "yes"}`,
    `since: 20${10 + (at % 16)}-0${1 + (at % 9)}-15`,
    `choose_if: [${NEEDS[at % 5]}, ${NEEDS[(at + 2) % 5]}]`,
    `avoid_if: [${NEEDS[(at + 4) % 5]}]`,
  ];
  write(`content/products/${folder}/${id(folder, at)}.yaml`, lines.filter((line) => line && isOf(folder, line)).join("\n") + "\n");
  write(`content/products/${folder}/${id(folder, at)}.png`, photo(at * 3 + folder.length));
}

// One guide asks something.
const decision = ([one, other, last]) => `
\`\`\`decide
title: Which of the two?
ask: Do you have little room?
answers:
  - {answer: "Yes", choose: ${one}}
  - answer: "No"
    ask: Do you look for a low price?
    answers:
      - {answer: "Yes", choose: ${other}}
      - {answer: "No", choose: ${last}}
\`\`\`
`;

function guide(at) {
  const [folder, name, count] = KINDS[at % 3];
  const first = (at * 7) % count;
  const among = Array.from({ length: at % 25 === 0 ? 8 : 2 + (at % 3) }, (_, step) => (first + step * 3) % count + 1);
  const ids = [...new Set(among)].map((one) => id(folder, one));
  const names = [...new Set(among)].map((one) => `${name} ${number(one)}`);
  const day = `${String(1 + (at % 28)).padStart(2, "0")}`;
  const sections = ["Room", "Noise", "Repair", "Price"].map((title, step) => `## ${title}

Of these, [[${ids[step % ids.length]}]] is ${title === "Noise" ? `[[${ids[step % ids.length]}.noise]] in noise` : `[[${ids[step % ids.length]}.height]] high`}, and number ${at} asks what that means for ${TAGS[(at + step) % TAGS.length]}.
`);
  write(`content/guides/guide-${number(at)}.md`, `---
title: "${names[0]} or ${names[1]}: question ${at}"
description: Question ${at} of a made-up site, on ${TAGS[at % TAGS.length]} and on what sets ${names.length} ${folder} apart.
answer: It depends on ${TAGS[at % TAGS.length]}. The first costs [[${ids[0]}.price]].
date: 20${20 + (at % 6)}-${String(1 + (at % 10)).padStart(2, "0")}-${day}
tags: [${TAGS[at % TAGS.length]}, ${TAGS[(at * 7 + 3) % TAGS.length]}]
compares: [${ids.join(", ")}]
image: {src: cover-${number(at % COVERS)}.png, alt: "Two colours that run into one another, as grain"}
---
What sets them apart is in the table; [the guide before](guide-${number(at === 1 ? GUIDES : at - 1)}.md) asks another question.

\`\`\`compare
\`\`\`

${sections.join("\n")}
\`\`\`choose
\`\`\`
${at === 1 ? decision(ids) : ""}`);
}

write("content/site.yaml", `title: Counted Things
tagline: Products that do not exist, side by side
description: A large made-up site, on which the tool that builds it is tried.
base_url: https://counted.example/
image: {src: products/lamps/lamp-001.png, alt: Two colours that run into one another}
navigation:
  - {label: Lamps, to: lamps}
  - {label: Kettles, to: kettles}
  - {label: Chairs, to: chairs}
  - {label: All products, to: /products/}
footer:
  - {label: Tags, to: /tags/}
  - {label: Sources, to: /sources/}
`);
// An id that looks like an anchor of the theme.
write("content/sources.yaml", "source-1: {title: The counted shelf, publisher: Counted Things}\n");
for (const [folder, name, count] of KINDS) kind(folder, name, count);
for (let at = 0; at < COVERS; at += 1) write(`content/guides/cover-${number(at)}.png`, photo(at + 7, 960, 640));
for (let at = 1; at <= GUIDES; at += 1) guide(at);
