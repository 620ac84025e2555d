// The search: reads of the index beside its page the files that a query needs. How it works is in docs/decisions/0020-search.md.
(() => {
  "use strict";

  // Cutting words as src/page/search/cut.rs does; tests/search/words.json holds both to it.

  const LONGEST = 40;
  const RUN = /[\p{Alphabetic}\p{N}\p{M}'’\u00ad]+/gu;
  const HYPHEN = /[-\u2010\u2011]/g;
  const CHAIN = new RegExp(`${RUN.source}(${HYPHEN.source}${RUN.source})*`, "gu");
  // Scripts without spaces, and Hangul, whose words carry particles: cut into pairs of neighbours.
  const PAIRED = /[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3100-\u318f\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/u;

  // A particle at the end of a word in Hangul, behind two syllables or more: it says nothing of the page.
  const PARTICLE = /(?<=[\uac00-\ud7a3]{2})(?:[은는이가을를의에도만와과로]|으로|에서|에게|까지|부터|보다|처럼|이나|하고|에는|에도|에서는|으로는)$/u;

  // What is typed for a letter that no accent can be taken from.
  const TYPED_AS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i", ς: "σ" };

  function folded(text) {
    const letters = text.replace(/['’\u00ad]/g, "").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    return letters.replace(/[ßæœøłđıς]/g, (letter) => TYPED_AS[letter]).normalize("NFC");
  }

  function singular(word) {
    if (!/s$/.test(word) || /[sui]s$/.test(word) || [...word].length < 4) return word;
    const stem = word.slice(0, -1);
    return stem.endsWith("ie") && [...stem].length > 3 ? `${stem.slice(0, -2)}y` : stem;
  }

  // The other form of a word whose plural has a syllable more: `boxes` is cut to `boxe`, and `box` is its own.
  function otherForm(word) {
    const [ending] = /(?:x|[cs]h|ss|zz|..[^aeiou]o)e?$/.exec(word) ?? [];
    if (!ending) return null;
    return ending.endsWith("e") ? word.slice(0, -1) : `${word}e`;
  }

  // The words of a text in NFC: each with the place it is cut from, `typed`, which a longer word may start with, and whether it
  // is `loose`: a pair that has a particle in it. Behind words with hyphens comes the one that `joins` them.
  function cut(text) {
    const words = [];
    for (const { 0: chain, index: from } of text.normalize("NFC").matchAll(CHAIN)) {
      const parts = [];
      for (const { 0: run, index } of chain.matchAll(RUN)) cutRun(run, from + index, parts);
      words.push(...parts);
      const joined = folded(chain.replace(HYPHEN, ""));
      if (chain.search(HYPHEN) < 0 || PAIRED.test(joined) || !/\p{Alphabetic}/u.test(joined)) continue;
      cutRun(joined, from, words);
      const whole = Object.assign(words.at(-1), { end: from + chain.length, joins: true });
      for (const part of parts) part.within = whole.word;
    }
    return words;
  }

  function cutRun(run, from, words) {
    const bare = from + run.replace(PARTICLE, "").length;
    const take = (letters) => {
      const typed = letters.slice(0, LONGEST).map(({ letter }) => letter).join("");
      const end = letters.at(-1).end;
      words.push({ word: singular(typed), typed, start: letters[0].start, end, loose: end > bare });
    };
    // Letters of one sort, each with where it stands.
    let stretch = [];
    const close = () => {
      if (stretch.length > 1 && stretch[0].isPaired) stretch.slice(1).forEach((letter, at) => take([stretch[at], letter]));
      else if (stretch.length) take(stretch);
      stretch = [];
    };
    for (const { 0: marked, index } of run.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
      const start = from + index;
      for (const letter of folded(marked)) {
        const isPaired = PAIRED.test(letter);
        if (isPaired !== stretch[0]?.isPaired) close();
        stretch.push({ letter, isPaired, start, end: start + marked.length });
      }
    }
    close();
  }

  const reversed = (word) => [...word].reverse().join("");

  // How many letters are changed, left out, added or swapped with a neighbour, counted in letters of Hangul.
  function distance(one, other, most) {
    const [a, b] = [one, other].map((word) => [...word.normalize("NFD")]);
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let [last, now] = [[], [...Array(b.length + 1).keys()]];
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) {
        next[j] = Math.min(now[j] + 1, next[j - 1] + 1, now[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], last[j - 2] + 1);
      }
      [last, now] = [now, next];
    }
    return now[b.length];
  }

  // The index: a directory names the first key of every file, and a key is in the last file that starts before it.

  // The files of one kind that are read for one word at most.
  const MOST_FILES = 4;
  // Words that a word typed in part or with errors may stand for.
  const MOST_MEANT = 5;
  // Fewer letters say nothing, but for a pair of Hangul syllables.
  const SHORTEST_START = 3;
  const HIGHEST = 56;
  const FIRST_LEVEL = "#".charCodeAt(0);
  // The share of a query's weight that a page must have: the rare words are enough.
  const ENOUGH = 0.6;
  const MEANT_COUNTS = 0.8;
  const ERROR_COUNTS = 0.5;

  class Index {
    files = new Map();

    // `read` gives the parsed file of a name.
    constructor(read) {
      this.read = read;
    }

    file(name) {
      if (!this.files.has(name)) {
        const reading = this.read(name);
        // What could not be read is asked for again.
        reading.catch(() => this.files.delete(name));
        this.files.set(name, reading);
      }
      return this.files.get(name);
    }

    // The files of the keys from one to another.
    async names(kind, from, to = from) {
      const keys = (await this.file("index"))[kind];
      return keys.filter((key, at) => key <= to && !(keys[at + 1] <= from)).map((key) => `${kind}-${key}`);
    }

    // How many pages have a word, and which: pairs of a page's number and a level.
    async pages(word) {
      const [name] = await this.names("words", word);
      const file = name && await this.file(name);
      if (!file || !Object.hasOwn(file, word)) return null;
      const [count, levels, gaps] = file[word];
      let page = 0;
      return { count, listed: gaps.map((gap, at) => [page += gap, levels.charCodeAt(at) - FIRST_LEVEL]) };
    }

    // The words of the vocabulary that start so, with the number of their pages.
    async starting(start) {
      const to = lastStart(start);
      const names = await this.names("vocabulary", start, to);
      const files = await Promise.all(names.slice(0, MOST_FILES).map((name) => this.file(name)));
      const letters = start.normalize("NFD");
      return files.flatMap((file) => Object.entries(file)).filter(([word]) => word.normalize("NFD").startsWith(letters));
    }

    // The nearest words, an error or two away.
    async near(word) {
      const letters = [...word];
      const most = PAIRED.test(word) ? 1 : letters.length > 7 ? 2 : letters.length > 3 ? 1 : 0;
      if (!most || (PAIRED.test(word) && letters.length < 2)) return [];
      // One error leaves the first or the last letters alone, but for one or two in the middle.
      const half = Math.max(1, (letters.length - 1) >> 1);
      const [starts, ends] = await Promise.all([
        this.starting(letters.slice(0, half).join("")),
        this.starting(`~${reversed(letters.slice(-half).join(""))}`),
      ]);
      const found = new Map([...starts, ...ends.map(([end, count]) => [reversed(end.slice(1)), count])]);
      const near = [...found].map(([other, count]) => ({ word: other, count, errors: distance(word, other, most) }));
      const least = Math.min(...near.map(({ errors }) => errors));
      return least > most ? [] : near.filter(({ errors }) => errors === least);
    }

    // The words that a typed word stands for: itself, those it starts if it may go on, or else the nearest.
    async meant({ word, typed, loose, within }, goesOn) {
      const forms = [word, otherForm(word), within].filter(Boolean);
      const onPages = async (words) => {
        const all = await Promise.all(words.map(async (one) => ({ ...one, ...await this.pages(one.word) })));
        return all.filter(({ listed }) => listed);
      };
      const meant = await onPages(forms.map((form) => ({ word: form, factor: 1 })));
      const many = (words) => words.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1)).slice(0, MOST_MEANT);
      let others = [];
      if (goesOn && (PAIRED.test(typed) || [...typed].length >= SHORTEST_START)) {
        const started = await this.starting(typed);
        others = many(started.filter(([other]) => !forms.includes(other)).map(([other, count]) => ({ word: other, count, factor: MEANT_COUNTS })));
      }
      if (!meant.length && !others.length && !loose) {
        others = many(await this.near(word)).map((other) => ({ ...other, factor: ERROR_COUNTS ** other.errors }));
      }
      return meant.concat(await onPages(others));
    }

    // The pages that have the words of a query, best first, and what was meant by it.
    async search(query, { sort = "", tag = "" } = {}) {
      const { pages, sorts } = await this.file("index");
      const typed = cut(query).filter(({ joins }) => !joins);
      const goesOn = /[\p{Alphabetic}\p{N}\p{M}]$/u.test(query);
      const groups = await Promise.all(typed.map((word, at) => this.meant(word, goesOn && at === typed.length - 1)));
      const { scored, whole } = scores(groups, typed.map(({ loose }) => loose), pages);
      const enough = scored.filter(({ has }) => has >= ENOUGH * whole - 1e-9);
      const [from, to] = ofSort(sorts, sort, pages);
      const tagged = tag && new Map((await this.pages(`-${tag}`))?.listed);
      const found = (enough.length ? enough : scored)
        .filter(({ page }) => page >= from && page < to && (!tagged || tagged.has(page)))
        .sort((a, b) => b.score - a.score || a.page - b.page);
      const wrong = groups.filter((group) => group.some(({ errors }) => errors)).map(([{ word }]) => word);
      return {
        found: found.map(({ page }) => page),
        words: new Set(groups.flat().map(({ word }) => word)),
        some: !enough.length && found.length > 0,
        instead: wrong.join(" "),
        cut: groups.flat().some(({ count, listed }) => count > listed.length),
      };
    }

    // What a result shows of a page.
    async page(number) {
      const { pages_a_file: size } = await this.file("index");
      const file = await this.file(`pages-${Math.floor(number / size)}`);
      return file[number % size];
    }
  }

  // Scored pages with the weight of their words, and that of all. A `loose` word is not demanded.
  function scores(groups, loose, pages) {
    const rarity = (count) => Math.log(1 + (pages - count + 0.5) / (count + 0.5));
    const scored = new Map();
    let whole = 0;
    for (const [at, group] of groups.entries()) {
      const weight = group.length ? Math.min(...group.map(({ count, factor }) => factor * rarity(count))) : rarity(0);
      // Of a word that most pages have, not all are listed: nothing can be demanded of it, nor of a particle.
      if (!loose[at] && group.every(({ count, listed }) => count === listed.length)) whole += weight;
      const best = new Map();
      for (const { count, listed, factor } of group) {
        for (const [page, level] of listed) {
          best.set(page, Math.max(best.get(page) ?? 0, factor * rarity(count) * level / HIGHEST));
        }
      }
      for (const [page, score] of best) {
        const before = scored.get(page) ?? { score: 0, has: 0 };
        scored.set(page, { page, score: before.score + score, has: before.has + (loose[at] ? 0 : weight) });
      }
    }
    return { scored: [...scored.values()], whole };
  }

  // Where a sort's pages begin and end; of no such sort: all.
  function ofSort(sorts, sort, pages) {
    const at = sorts.findIndex(([name]) => name === sort);
    return at < 0 ? [0, pages] : [sorts[at][1], sorts[at + 1]?.[1] ?? pages];
  }

  // The last text of the index that starts like this one. A syllable of Hangul may still get its last consonant.
  function lastStart(start) {
    const last = start.charCodeAt(start.length - 1);
    const isOpen = last >= 0xac00 && last <= 0xd7a3 && (last - 0xac00) % 28 === 0;
    return `${isOpen ? start.slice(0, -1) + String.fromCharCode(last + 27) : start}\uffff`;
  }

  // The stretches of a text that are the words searched for.
  function matches(text, words) {
    const stretches = [];
    for (const { word, start, end } of cut(text)) {
      if (!words.has(word)) continue;
      const last = stretches.at(-1);
      if (last && last.end >= start) last.end = Math.max(last.end, end);
      else stretches.push({ start, end, word });
    }
    return stretches;
  }

  // Words with commas: pairs that go on from one another are one word again.
  function joined(words) {
    const texts = [];
    for (const word of words) {
      const [first, ...rest] = word;
      const goesOn = rest.length === 1 && PAIRED.test(word) && texts.at(-1)?.endsWith(first);
      if (goesOn) texts[texts.length - 1] += rest[0];
      else texts.push(word);
    }
    return texts.join(", ");
  }

  // The page: what is typed goes into the address, and what the address says is searched for.

  const SHOWN = 10;
  const MOST_HEADINGS = 3;
  const PAUSE = 150;
  // Letters of an excerpt before the first match, and in all.
  const LEAD = 60;
  const EXCERPT = 200;
  const NOTHING = { found: [], words: new Set() };

  async function read(address, as) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer[as]();
  }

  // The part of a text around its first match, as nodes with the matches marked.
  function excerpt(said, words) {
    const text = said.normalize("NFC");
    const found = matches(text, words);
    let from = Math.max(0, (found[0]?.start ?? 0) - LEAD);
    if (from > 0) from = text.indexOf(" ", from - 1) + 1 || from;
    if (from > (found[0]?.start ?? 0)) from = found[0].start;
    let to = Math.min(text.length, from + EXCERPT);
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), found[0]?.end ?? 0, from + EXCERPT / 2);
    const nodes = [from > 0 ? "… " : ""];
    let at = from;
    for (const { start, end } of found.filter((match) => match.end <= to)) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      nodes.push(text.slice(at, start), mark);
      at = end;
    }
    nodes.push(text.slice(at, to), to < text.length ? " …" : "");
    return nodes;
  }

  // Of some texts the one with the most of the words, and how many those are.
  function best(texts, words) {
    const counted = texts.map((text) => {
      const plain = text.replace(/\s+/g, " ").trim();
      return { text: plain, has: new Set(matches(plain, words).map(({ word }) => word)).size };
    });
    return counted.reduce((one, other) => (other.has > one.has ? other : one), counted[0] ?? { text: "", has: 0 });
  }

  // The texts of a page, read from the page itself.
  async function texts(address) {
    const page = new DOMParser().parseFromString(await read(address, "text"), "text/html");
    // Marks of sources and notes are no words.
    page.querySelectorAll("sup a, .back, .footnote-back").forEach((mark) => mark.remove());
    const blocks = [...page.querySelectorAll("main :is(p, li, dd, td, blockquote, summary, figcaption)")];
    return blocks.filter((block) => !block.closest("nav, aside, [hidden]") && !block.querySelector("p, li, td")).map((block) => block.textContent);
  }

  function start(form) {
    const part = (name) => document.getElementById(`search-${name}`);
    const { q, kind, tag } = form.elements;
    const index = new Index((name) => read(`${form.getAttribute("action")}${encodeURIComponent(name.normalize("NFC"))}.json`, "json"));
    const language = document.documentElement.lang;
    const plurals = new Intl.PluralRules(language);
    const title = document.title;
    let settled = true;
    let turn = 0;
    let waiting = 0;
    let now = NOTHING;

    // What was found, in words.
    function status(query, { found: { length: count }, words, some, instead, cut: most }) {
      const key = !count ? "found-none" : some ? "found-some" : instead ? "found-instead" : most ? "found-many" : "found";
      const phrase = (category) => form.getAttribute(`data-${key}-${category}`);
      const gaps = { query, instead: joined(words), count: count.toLocaleString(language) };
      return (phrase(plurals.select(count)) ?? phrase("other") ?? "").replace(/\{(\w+)\}/g, (_, name) => gaps[name] ?? "");
    }

    async function item(number, words) {
      const page = await index.page(number);
      const result = part("result").content.cloneNode(true);
      const link = result.querySelector("h2 a");
      link.href = page.address;
      link.replaceChildren(...excerpt(page.title, words));
      result.querySelector(".eyebrow").textContent = page.label;
      const text = result.querySelector(".excerpt");
      const told = best(page.texts, words);
      text.replaceChildren(...excerpt(told.text, words));
      const headings = page.headings.filter(({ title: heading }) => matches(heading, words).length).slice(0, MOST_HEADINGS);
      const list = result.querySelector("ul");
      if (!headings.length) list.remove();
      for (const heading of headings) {
        const to = document.createElement("a");
        to.href = `${page.address}#${encodeURIComponent(heading.id)}`;
        to.append(...excerpt(heading.title, words));
        list.append(document.createElement("li"));
        list.lastChild.append(to);
      }
      // What is in the text alone is shown from the page, which the reader may open next.
      if (!told.has && !headings.length && !matches(page.title, words).length) {
        texts(page.address).then((all) => best(all, words)).then(({ text: own, has }) => has && text.replaceChildren(...excerpt(own, words))).catch(() => {});
      }
      return result;
    }

    const items = ({ found, words }, from) => Promise.all(found.slice(from, from + SHOWN).map((number) => item(number, words)));

    // Adds the next results and goes on with the first.
    async function more() {
      const list = part("results");
      const shown = list.children.length;
      const [mine, button] = [now, part("more")];
      if (button.disabled) return;
      button.disabled = true;
      const next = await items(mine, shown).catch(() => null);
      if (mine !== now) return;
      button.disabled = false;
      part("failed").hidden = next !== null;
      list.append(...next ?? []);
      button.hidden = list.children.length >= mine.found.length;
      (next ? list.children[shown]?.querySelector("a") : part("again"))?.focus();
    }

    // Asks once more; then the pressed button is gone.
    async function again() {
      if (part("results").children.length) return void more();
      await run();
      if (part("failed").hidden) (part("results").querySelector("a") ?? q).focus();
    }

    async function run() {
      turn += 1;
      const mine = turn;
      const query = q.value.trim();
      part("results").setAttribute("aria-busy", "true");
      document.title = query ? `${query} | ${title}` : title;
      let [found, first, failed] = [NOTHING, [], false];
      try {
        if (query) found = await index.search(query, { sort: kind.value, tag: tag.value });
        if (mine === turn) first = await items(found, 0);
      } catch {
        [found, failed] = [NOTHING, true];
      }
      if (mine !== turn) return;
      now = found;
      const says = query && !failed;
      part("count").textContent = says ? status(query, found) : "";
      part("none").hidden = !says || found.found.length > 0;
      part("failed").hidden = !failed;
      part("results").replaceChildren(...first);
      part("more").hidden = first.length >= found.found.length;
      part("more").disabled = false;
      part("results").removeAttribute("aria-busy");
    }

    const wanted = () => {
      const choices = [q, kind, tag].map(({ name, value }) => [name, value.trim()]).filter(([, value]) => value);
      return location.pathname + (choices.length ? `?${new URLSearchParams(choices)}` : "");
    };

    // A new search is a step in the history; what is typed on the way is not.
    function go(isSettled) {
      const address = wanted();
      if (address !== location.pathname + location.search) history[settled ? "pushState" : "replaceState"](null, "", address);
      settled = isSettled;
      clearTimeout(waiting);
      run();
    }

    function follow() {
      const asked = new URLSearchParams(location.search);
      for (const field of [q, kind, tag]) field.value = asked.get(field.name) ?? "";
      for (const choice of [kind, tag]) if (choice.selectedIndex < 0) choice.value = "";
      settled = true;
      run();
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      go(true);
    });
    q.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => go(false), PAUSE);
    });
    for (const choice of [kind, tag]) {
      choice.addEventListener("change", () => go(true));
      choice.disabled = false;
    }
    part("more").addEventListener("click", more);
    part("again").addEventListener("click", again);
    addEventListener("popstate", follow);
    part("off").hidden = true;
    part("choices").hidden = false;
    follow();
  }

  globalThis.diptychSearch = { cut, distance, joined, matches, ofSort, scores, texts, Index };
  const form = globalThis.document?.getElementById("search");
  if (form) start(form);
})();
