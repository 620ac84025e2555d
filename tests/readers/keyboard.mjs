// The pages by keyboard, and as Chromium's own accessibility tree hands them to a screen reader.

/** The first stop is the skip link, every stop can be seen, and questions open with Enter. */
export async function keyboard(browser, site, base, judge) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const guides = site.with(/<body class="guide-page"/);
  const asks = site.with(/class="block decide"/);
  judge(guides.length > 0, "keyboard had nothing to look at");
  judge(asks.length > 0, "keyboard: questions had nothing to look at");
  for (const file of new Set([...asks.slice(0, 1), ...guides.slice(0, 3)])) {
    const address = site.address(file);
    await page.goto(base + address);
    await page.keyboard.press("Tab");
    const first = await page.evaluate(() => document.activeElement?.getAttribute("href") ?? "");
    judge(first.startsWith("#"), `keyboard ${address}: the first stop is ${first}, not the skip link`);
    await stops(page, address, judge);
    const summary = page.locator("main .decide summary").first();
    if (!(await summary.count())) continue;
    const open = () => summary.evaluate((element) => element.parentElement.open);
    const before = await open();
    await summary.focus();
    await page.keyboard.press("Enter");
    judge((await open()) !== before, `keyboard ${address}: a question does not open with Enter`);
  }
  await context.close();
}

async function stops(page, address, judge) {
  for (let stop = 0; stop < 60; stop += 1) {
    const seen = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return "end";
      const style = getComputedStyle(element);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 ? "seen" : `${element.tagName} ${element.textContent?.trim().slice(0, 30)}`;
    });
    if (seen === "end") return;
    judge(seen === "seen", `keyboard ${address}: no focus to be seen on ${seen}`);
    await page.keyboard.press("Tab");
  }
}

/** Tables reach a screen reader as tables, with their headers. */
export async function tree(browser, site, base, judge) {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  const tables = site.with(/<table class="compare /);
  judge(tables.length > 0, "screen reader had nothing to look at");
  // From all over the site, so that tables of two and of many columns are among them.
  for (const file of tables.filter((_, at) => at % Math.ceil(tables.length / 6) === 0)) {
    await page.goto(base + site.address(file));
    const session = await context.newCDPSession(page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const count = (role) => nodes.filter((node) => !node.ignored && node.role?.value === role).length;
    for (const role of ["table", "rowheader", "columnheader", "cell"]) judge(count(role) > 0, `screen reader ${site.address(file)}: no ${role}`);
    await session.detach();
  }
  await context.close();
}
