#!/usr/bin/env python3
"""Brings the benchmark's `neutral` corpus into Diptych's layout.

    adapter.py CORPUS OUT

The text of guides stays byte for byte. Products become one kind with fourteen attributes; pros and cons become
`choose_if` and `avoid_if`; the guide's product list becomes `compares`, and a `compare` and a `choose` block at the top
of its text take the place of what the peers' templates write there. `keywords`, which Diptych has no use for, is
left out. Python standard library only.
"""
import os
import re
import shutil
import sys

TYPES = {"int": "number", "float": "number", "bool": "yes_no", "date": "date", "text": "text", "list": "list"}
SITE = """title: Bench
description: Comparisons and explainers.
base_url: https://example.org/
tables: {sorted_pages: no}
feeds: {content: summary, tags: no}
data: {guides: no, kinds: no}
llms: no
search: no
navigation:
  - {label: Guides, to: /}
  - {label: Products, to: /products/}
  - {label: Tags, to: /tags/}
  - {label: Feed, to: /feed.xml}
"""


def kind(schema):
    lines = ["name: Gear", "plural: Gear", "attributes:", "  - {id: brand, label: Brand, type: text}",
             "  - {id: price, label: Price, type: money, currency: EUR}"]
    for key, label, form, unit in re.findall(r'- \{key: (\w+), label: (".*?"), type: (\w+), unit: (".*?")\}', schema):
        unit = ", unit: " + unit if unit != '""' else ""
        lines.append("  - {id: %s, label: %s, type: %s%s}" % (key, label, TYPES[form], unit))
    return "\n".join(lines) + "\n"


def product(text):
    lines, inside = [], False
    for line in text.splitlines():
        if line.startswith(("slug:", "category:")):
            continue
        if not line.startswith(" "):
            inside = line == "attributes:"
            if inside:
                continue
            line = {"pros:": "choose_if:", "cons:": "avoid_if:"}.get(line, line)
        elif inside:
            line = line[2:].replace(": true", ": yes").replace(": false", ": no")
        lines.append(line)
    return "\n".join(lines) + "\n"


def guide(text):
    front, body = text[4:].split("\n---\n\n", 1)
    lines = []
    for line in front.splitlines():
        if line.startswith("date: "):
            line = line[:16]
        elif line.startswith("products: "):
            line = "compares: " + line[10:]
        elif line.startswith("keywords: "):
            continue
        lines.append(line)
    return "---\n" + "\n".join(lines) + "\n---\n\n```compare\n```\n\n```choose\n```\n\n" + body


def convert(source, target, change):
    os.makedirs(target, exist_ok=True)
    for name in os.listdir(source):
        with open(os.path.join(source, name), encoding="utf-8") as f:
            text = change(f.read())
        with open(os.path.join(target, name), "w", encoding="utf-8") as f:
            f.write(text)


def main(corpus, out):
    convert(os.path.join(corpus, "content/guides"), os.path.join(out, "content/guides"), guide)
    convert(os.path.join(corpus, "data/products"), os.path.join(out, "content/products/gear"), product)
    with open(os.path.join(corpus, "data/schema.yaml"), encoding="utf-8") as f:
        schema = kind(f.read())
    for path, text in (("content/products/gear/_kind.yaml", schema), ("content/site.yaml", SITE)):
        with open(os.path.join(out, path), "w", encoding="utf-8") as f:
            f.write(text)
    shutil.copytree(os.path.join(corpus, "static"), os.path.join(out, "static"), dirs_exist_ok=True)
    here = os.path.dirname(os.path.abspath(__file__))
    shutil.copytree(os.path.join(here, "site"), out, dirs_exist_ok=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
