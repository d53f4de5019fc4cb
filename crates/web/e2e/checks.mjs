// What has to hold on every page. Each check gives the defects that it found, in words.

import { AxeBuilder } from "@axe-core/playwright";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Most bytes of a page with all that it loads. */
const HEAVIEST = 400_000;

/** Notes all that a page does which it may not: errors, words on the console, requests to another host. */
export function watch(page, origin) {
  const seen = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) seen.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => seen.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !["data:", "blob:"].includes(url.protocol)) seen.push(`asks another host: ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && response.request().resourceType() !== "document") {
      seen.push(`${response.status()} for ${response.url()}`);
    }
  });
  return () => seen.splice(0);
}

/** Rules of WCAG 2.2 AA that a program can judge. */
export async function axe(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ target, failureSummary }) => {
      const why = failureSummary.split("\n").slice(1, 3).join(" ").trim();
      return `axe ${id}: ${target.join(" ")} (${why}) [${nodes.length}]`;
    }),
  );
}

/** At this width nothing has to be scrolled sideways to be read. */
export async function fits(page, width) {
  await page.setViewportSize({ width, height: 800 });
  const { wide, widest } = await page.evaluate(() => {
    const root = document.documentElement;
    const inScroller = (element) => {
      for (let up = element.parentElement; up; up = up.parentElement) {
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX)) return true;
      }
      return false;
    };
    const outside = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 1 && !inScroller(element),
    );
    const name = (element) => `${element.tagName.toLowerCase()}.${element.className}`;
    return { wide: root.scrollWidth - root.clientWidth, widest: outside.slice(0, 3).map(name) };
  });
  return wide > 1 ? [`${wide} px too wide at ${width} px: ${widest.join(", ")}`] : [];
}

/** With the spacing that WCAG 1.4.12 grants to readers, nothing is cut off sideways. */
export async function takesSpacing(page) {
  const style = await page.evaluateHandle(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }");
    document.adoptedStyleSheets.push(sheet);
  });
  await style.dispose();
  const defects = await fits(page, 390);
  await page.evaluate(() => document.adoptedStyleSheets.pop());
  return defects.map((defect) => `with wide spacing: ${defect}`);
}

/** What the page and all that it loads weigh as they are sent. */
export async function weight(page) {
  const bytes = await page.evaluate(() =>
    [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].reduce(
      (sum, entry) => sum + entry.encodedBodySize,
      0,
    ),
  );
  return { bytes, defects: bytes > HEAVIEST ? [`weighs ${Math.round(bytes / 1000)} kB`] : [] };
}

/** Every link of the page that leads to this server finds something. */
export async function links(page, origin, known) {
  const hrefs = await page.$$eval("a[href]", (links) => links.map((link) => link.href));
  const defects = [];
  for (const href of new Set(hrefs.map((href) => href.split("#")[0]))) {
    if (!href.startsWith(`${origin}/`) || known.has(href)) continue;
    known.add(href);
    const answer = await page.request.get(href, { headers: { accept: "text/html" }, maxRedirects: 0 });
    if (answer.status() !== 200) defects.push(`leads to ${href}, which answers ${answer.status()}`);
  }
  return defects;
}
