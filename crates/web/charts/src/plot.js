// What all charts share: a surface in a figure, axes, a note beside the pointer, and leads to what a mark stands for.
// Colours and strokes are classes of style.css: the policy of the pages forbids inline styles.

import { axisBottom, axisLeft } from "d3-axis";
import { create, pointer, select } from "d3-selection";
import { scaleUtc } from "d3-scale";

export const day = (text) => new Date(`${text}T00:00:00Z`);
const spoken = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
export const say = (date) => spoken.format(date);
const months = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });
/// A day of an axis: the year where one begins, the month where one does, else day and month.
const short = (date) => {
  if (date.getUTCDate() > 1) return `${date.getUTCDate()} ${months.format(date)}`;
  return date.getUTCMonth() ? months.format(date) : `${date.getUTCFullYear()}`;
};
export const number = new Intl.NumberFormat("en").format;

/// An SVG of the figure's width, hidden from readers of the page by ear: its caption and table say the same.
export function surface(figure, height, margin) {
  const width = Math.max(280, Math.floor(figure.clientWidth));
  const svg = create("svg")
    .attr("viewBox", `0 0 ${width} ${height}`)
    .attr("width", width)
    .attr("height", height)
    .attr("role", "img")
    .attr("aria-label", figure.querySelector("figcaption")?.textContent.trim() ?? "Chart");
  figure.querySelector("svg")?.remove();
  figure.prepend(svg.node());
  return { svg, width, height, left: margin.left, right: width - margin.right, top: margin.top, bottom: height - margin.bottom };
}

/// Time from the first day to the last, with a little room at both ends.
export function time(days, from, to) {
  const least = Math.min(...days);
  const most = Math.max(...days);
  const room = Math.max((most - least) * 0.03, 864e5);
  return scaleUtc().domain([least - room, most + room]).range([from, to]);
}

export function below(plot, scale) {
  plot.svg
    .append("g")
    .attr("class", "axis")
    .attr("transform", `translate(0,${plot.bottom})`)
    .call(axisBottom(scale).ticks(Math.max(2, Math.floor((plot.right - plot.left) / 90))).tickFormat(short).tickSizeOuter(0));
}

export function beside(plot, scale, ticks, format) {
  const axis = axisLeft(scale).ticks(ticks).tickSize(plot.left - plot.right).tickPadding(8);
  plot.svg
    .append("g")
    .attr("class", "axis grid")
    .attr("transform", `translate(${plot.left},0)`)
    .call(format ? axis.tickFormat(format) : axis);
}

/// Marks say what they are beside the pointer, and lead there.
export function lively(figure, marks, text, href) {
  let note = figure.querySelector(".note");
  if (!note) {
    note = select(figure).append("div").attr("class", "note").attr("hidden", "").node();
  }
  marks
    .classed("mark", true)
    .on("pointerenter pointermove", (event, datum) => {
      note.textContent = text(datum);
      note.hidden = false;
      const [x, y] = pointer(event, figure);
      note.style.left = `${Math.min(Math.max(0, x + 14), figure.clientWidth - note.offsetWidth)}px`;
      note.style.top = `${y + 16}px`;
    })
    .on("pointerleave", () => (note.hidden = true));
  if (href) marks.on("click", (_, datum) => location.assign(href(datum)));
}

/// Rows on which nothing overlaps: for each span, in order of its start, the first free row.
export function pack(spans) {
  const ends = [];
  return spans.map(([from, to]) => {
    const free = ends.findIndex((end) => end <= from);
    const row = free < 0 ? ends.length : free;
    ends[row] = to;
    return row;
  });
}
