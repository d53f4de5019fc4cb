// Every page in a real browser: `node run.mjs [FOLDER FOR SCREENSHOTS]`.
//
// RAPPORTEUR is the program (else target/release/rapporteur), RAPPORTEUR_URL a server that already runs, CHROMIUM the
// browser. Ends with 1 where any page has a defect.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { axe, fits, links, takesSpacing, watch, weight } from "./checks.mjs";
import { walk } from "./keyboard.mjs";
import { demo } from "./server.mjs";

const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
/** The narrowest that has to do: 1280 px at 400 %. */
const NARROWEST = 320;
const ARABIC = "قال وزير الخارجية يوم الاثنين إن المحادثات ستبدأ في جنيف.\n\n\"لن نقبل شروطا مسبقة\"، قال الوزير.";

const folder = process.argv[2];
const server = process.env.RAPPORTEUR_URL ? { url: process.env.RAPPORTEUR_URL, end: () => {} } : await demo();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
let defects = 0;
const note = (where, found) => {
  found.forEach((defect) => console.log(`${where}: ${defect}`));
  defects += found.length;
};

try {
  if (folder) await mkdir(folder, { recursive: true });
  const pages = await addresses();
  const page = await open({ viewport: SIZES.desktop });
  note("walk", await walk(page, server.url));
  await page.context().close();
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ["light", "dark"]) await look(pages, size, { viewport, colorScheme });
  }
  await withoutScript(pages);
  await pasted();
  console.log(`${pages.length} pages, ${defects} defects`);
} finally {
  await browser.close();
  server.end();
}
process.exitCode = defects ? 1 : 0;

async function open(settings) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...settings });
  return context.newPage();
}

/** The pages that the navigation names, and one of each kind that they lead to. */
async function addresses() {
  const page = await open({});
  await page.goto(server.url);
  const named = await page.$$eval("nav.pages a", (links) => links.map((link) => new URL(link.href).pathname));
  const first = async (path, selector) => {
    await page.goto(server.url + path);
    const href = await page.$eval(selector, (link) => link.href).catch(() => null);
    if (!href) note(path, [`no link ${selector}`]);
    return href ? [href.slice(server.url.length)] : [];
  };
  const found = [
    ...(await first("/reports", 'main a[href^="/reports/"]')),
    ...(await first("/quotes", 'main a[href^="/reports/"][href*="mark="]')),
    ...(await first("/actors", 'main a[href^="/actors/"]')),
    ...(await first("/events", 'main a[href*="country="]')),
  ];
  await page.context().close();
  return [...named, ...found, "/reports?q=border", "/quotes?act=demand&since=2026-02", "/reports?q=nothinglikethis", "/nowhere"];
}

/** A file's name for a page. */
function named(path) {
  return path.replace(/#.*/, "").replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "overview";
}

async function look(pages, size, settings) {
  const page = await open(settings);
  const seen = watch(page, server.url);
  const known = new Set();
  for (const path of pages) {
    const where = `${path} (${size}, ${settings.colorScheme})`;
    await page.setViewportSize(settings.viewport);
    await page.goto(server.url + path, { waitUntil: "load" });
    const { bytes, defects: heavy } = await weight(page);
    if (size === "desktop" && settings.colorScheme === "light") console.log(`${path}  ${Math.round(bytes / 1000)} kB`);
    note(where, heavy);
    note(where, await axe(page));
    // The page of a problem has its status as an error on the console.
    note(where, seen().filter((defect) => path !== "/nowhere" || !defect.includes("404")));
    const shot = folder && join(folder, `${named(path)}-${size}-${settings.colorScheme}.png`);
    if (shot) await page.screenshot({ path: shot, fullPage: true });
    if (size === "phone" && settings.colorScheme === "light") {
      note(where, await fits(page, NARROWEST));
      if (folder) await page.screenshot({ path: join(folder, `${named(path)}-narrowest.png`), fullPage: true });
      note(where, await takesSpacing(page));
      if (path !== "/nowhere") note(where, await links(page, server.url, known));
    }
    if (size === "desktop" && settings.colorScheme === "light" && folder) {
      await page.emulateMedia({ media: "print", colorScheme: "light" });
      await page.setViewportSize({ width: 720, height: 1000 });
      await page.screenshot({ path: join(folder, `${named(path)}-print.png`), fullPage: true });
      await page.emulateMedia({ media: "screen", colorScheme: settings.colorScheme });
    }
  }
  await page.context().close();
}

/** Every page says what it says before any script runs. */
async function withoutScript(pages) {
  const page = await open({ javaScriptEnabled: false });
  for (const path of pages) {
    await page.goto(server.url + path);
    const words = (await page.locator("main").innerText()).split(/\s+/).length;
    if (words < 15 && path !== "/nowhere") note(path, [`${words} words without script`]);
  }
  await page.context().close();
}

/** A report that quotes from right to left, one in a language that is not read, and one that means no good, pasted into the box. */
async function pasted() {
  const page = await open({ viewport: SIZES.desktop });
  const seen = watch(page, server.url);
  const texts = {
    quoted: `The minister spoke in Geneva on Monday. Her office published the statement in Arabic.\n\n${ARABIC}\n\nThe talks begin on Tuesday, she said.`,
    arabic: ARABIC,
    hostile: `"<img src=x onerror=alert(1)>", she said. ${"w".repeat(3000)} \u202Egnorw\u202C <script>alert(2)</script>\n${"́".repeat(200)}`,
  };
  page.on("dialog", (dialog) => {
    note("pasted", [`it opens “${dialog.message()}”`]);
    dialog.dismiss();
  });
  for (const [name, text] of Object.entries(texts)) {
    await page.goto(`${server.url}/read`);
    await page.fill("textarea[name=text]", text);
    await page.click("form.paste button.main, form.paste button[type=submit]");
    await page.waitForLoadState("networkidle");
    note(`pasted ${name}`, await axe(page));
    // What cannot be read is refused with a status, which stands as an error on the console.
    note(`pasted ${name}`, seen().filter((defect) => name !== "arabic" || !defect.includes("422")));
    if (name === "arabic" && !(await page.locator("main").innerText()).includes("only English")) note("pasted arabic", ["nothing says why it is not read"]);
    if (name === "quoted") {
      const directions = await page.$$eval("article p", (paragraphs) => paragraphs.map((paragraph) => getComputedStyle(paragraph).direction));
      if (!directions.includes("rtl") || !directions.includes("ltr")) note("pasted quoted", [`it is shown ${directions.join(", ") || "without text"}`]);
    }
    if (folder) await page.screenshot({ path: join(folder, `pasted-${name}.png`), fullPage: true });
    note(`pasted ${name}`, await fits(page, NARROWEST));
    await page.setViewportSize(SIZES.desktop);
  }
  await page.context().close();
}
