// Events and meetings over time, in lanes. A day is a dot, a stretch within which the day is not known a bar as long; what
// no text dates is hollow.

import { below, day, lively, pack, say, surface, time } from "./plot.js";

const LANES = ["meeting", "cooperation", "conflict"];
const NAMES = { meeting: "Meetings", cooperation: "Cooperation", conflict: "Conflict" };
const ROW = 11;

export function timeline(figure, rows) {
  const all = rows.map(([since, until, dated, lane, what, headline, href]) => {
    return { from: day(since), to: day(until), dated, lane, what, headline, href };
  });
  const near = middle(all);
  outside(figure, all, near);
  if (near.length < 2) return;
  const lanes = LANES.filter((lane) => near.some((row) => row.lane === lane));
  const margin = { left: figure.clientWidth < 520 ? 8 : 104, right: 12, top: 4, bottom: 26 };
  const width = Math.max(280, figure.clientWidth);
  const x = time(near.flatMap((row) => [row.from, row.to]), margin.left, width - margin.right);
  const tall = new Map();
  for (const lane of lanes) {
    const own = near.filter((row) => row.lane === lane).sort((a, b) => a.from - b.from || a.to - b.to);
    const spans = own.map((row) => [x(row.from) - 5, Math.max(x(row.to), x(row.from)) + 5]);
    pack(spans).forEach((place, at) => (own[at].place = place));
    tall.set(lane, Math.max(...own.map((row) => row.place)) + 1);
  }
  const head = margin.left < 20 ? 18 : 0;
  let height = margin.top;
  const tops = new Map();
  for (const lane of lanes) {
    tops.set(lane, height + head);
    height += head + tall.get(lane) * ROW + 14;
  }
  const plot = surface(figure, height + margin.bottom, margin);
  below(plot, x);
  for (const lane of lanes) {
    const top = tops.get(lane);
    plot.svg
      .append("text")
      .attr("class", "lane")
      .attr("x", head ? margin.left : margin.left - 14)
      .attr("y", head ? top - 6 : top + 10)
      .attr("text-anchor", head ? "start" : "end")
      .text(NAMES[lane]);
    plot.svg.append("line").attr("class", "rule").attr("x1", margin.left).attr("x2", plot.right).attr("y1", top + tall.get(lane) * ROW + 6).attr("y2", top + tall.get(lane) * ROW + 6);
  }
  const marks = plot.svg
    .selectAll("g.entry")
    .data(near)
    .join("g")
    .attr("class", (row) => `entry ${row.lane}${row.dated ? "" : " undated"}`)
    .attr("transform", (row) => `translate(${x(row.from)},${tops.get(row.lane) + row.place * ROW + 6})`);
  marks.each(function (row) {
    const length = x(row.to) - x(row.from);
    const shape = this.ownerDocument.createElementNS("http://www.w3.org/2000/svg", "rect");
    this.append(shape);
    const wide = row.to > row.from;
    const box = wide ? [-1, -3.5, Math.max(length, 5) + 2, 7, 3.5] : row.lane === "conflict" ? [-3.6, -3.6, 7.2, 7.2, 0] : [-4.2, -4.2, 8.4, 8.4, 4.2];
    ["x", "y", "width", "height", "rx"].forEach((name, at) => shape.setAttribute(name, box[at]));
    if (!wide && row.lane === "conflict") shape.setAttribute("transform", "rotate(45)");
  });
  const when = (row) => (row.to > row.from ? `between ${say(row.from)} and ${say(row.to)}` : say(row.from));
  lively(figure, marks, (row) => `${when(row)}${row.dated ? "" : " (day of the report)"} · ${row.what}\n${row.headline}`, (row) => row.href);
}

/// The entries among which most lie: background of long ago, and stretches without an end, would squeeze all others.
function middle(all) {
  const days = all.map((row) => +row.from).sort((a, b) => a - b);
  const at = (share) => days[Math.floor((days.length - 1) * share)];
  const room = Math.max(3 * (at(0.75) - at(0.25)), 45 * 864e5);
  return all.filter((row) => row.from >= at(0.25) - room && row.to <= at(0.75) + room);
}

/// Says how many lie outside, and between which days.
function outside(figure, all, near) {
  const rest = all.filter((row) => !near.includes(row));
  let line = figure.querySelector(".outside");
  if (!rest.length) return line?.remove();
  line ??= figure.querySelector("figcaption").appendChild(Object.assign(document.createElement("span"), { className: "outside" }));
  const first = new Date(Math.min(...rest.map((row) => row.from)));
  const last = new Date(Math.max(...rest.map((row) => row.to)));
  const end = last.getUTCFullYear() > 9000 ? "without an end" : `to ${say(last)}`;
  line.textContent = ` Not drawn, for they lie far from the others: ${rest.length}, from ${say(first)} ${end}.`;
}
