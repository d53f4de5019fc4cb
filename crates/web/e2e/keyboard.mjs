// A walk through the pages with the keyboard alone.

const settled = (page) => page.waitForLoadState("domcontentloaded");
const path = (page) => new URL(page.url()).pathname;

/** The defects of the walk. */
export async function walk(page, origin) {
  const defects = [];
  const expect = (holds, defect) => holds || defects.push(`keyboard: ${defect}`);
  const press = (keys) => keys.split(" ").reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  const focused = (of) => page.evaluate(of);
  const follow = async (keys, wanted) => {
    await Promise.all([page.waitForURL((url) => url.pathname.startsWith(wanted), { timeout: 3000 }).catch(() => {}), press(keys)]);
    await settled(page);
    expect(path(page).startsWith(wanted), `${keys} leads to ${path(page)}, not ${wanted}`);
  };

  await page.goto(`${origin}/`);
  await press("Tab");
  expect(await focused(() => document.activeElement.matches("a.skip")), "the first stop is no link to the content");
  await press("Enter");
  expect(await focused(() => document.activeElement.id === "main"), "the skip link does not reach the content");

  await press("/");
  expect(await focused(() => document.activeElement.matches("input[type=search]")), "/ does not reach the search");
  await page.keyboard.type("border");
  await follow("Enter", "/reports");
  expect(new URL(page.url()).searchParams.get("q") === "border", "the search is not in the address");

  await follow("g t", "/timeline");
  await follow("g m", "/positions");
  await follow("g r", "/reports");

  await press("j j");
  const second = await focused(() => document.activeElement.closest("li, tr, article")?.innerText ?? "");
  await press("k");
  const first = await focused(() => document.activeElement.closest("li, tr, article")?.innerText ?? "");
  expect(first && second && first !== second, "j and k do not go from row to row");
  await follow("Enter", "/reports/");

  const open = () => focused(() => document.querySelector("dialog[open]") !== null);
  await press("?");
  expect(await open(), "? shows no help");
  await press("Escape");
  expect(!(await open()), "Escape does not close the help");

  await press("?");
  await page.uncheck("dialog [data-keys-switch]");
  await press("Escape");
  await press("?");
  expect(!(await open()), "keys of one letter cannot be switched off");
  await page.evaluate(() => localStorage.removeItem("keys"));

  defects.push(...(await stops(page, `${origin}/`)), ...(await stops(page, `${origin}/reports/1`)));
  return defects;
}

/** Each stop of the Tab key is seen: it has a mark of focus and is not hidden under the bar. */
async function stops(page, url) {
  await page.goto(url);
  const defects = [];
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press("Tab");
    const defect = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return "end";
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const name = `${element.tagName.toLowerCase()} “${(element.innerText || element.name || "").trim().slice(0, 30)}”`;
      const isMarked = style.outlineStyle !== "none" || style.boxShadow !== "none";
      if (!isMarked) return `no mark of focus on ${name}`;
      if (box.width === 0 || box.height === 0) return `the focus is on the invisible ${name}`;
      const middle = document.elementFromPoint(box.left + Math.min(box.width / 2, 5), box.top + Math.min(box.height / 2, 5));
      const isCovered = middle && middle !== element && !element.contains(middle) && !middle.contains(element);
      return isCovered ? `${name} has the focus under ${middle.tagName.toLowerCase()}.${middle.className}` : "";
    });
    if (defect === "end") break;
    if (defect) defects.push(`keyboard at ${new URL(url).pathname}: ${defect}`);
  }
  return defects;
}
