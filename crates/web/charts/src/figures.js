// One series of figures: each figure on its day, with a sign for its bound and one shade for each who says it; behind
// them the span from the lowest to the highest of a day. Without a best figure, they are of several series.

import { scaleLinear } from "d3-scale";
import { area, curveMonotoneX, symbol, symbolCircle, symbolTriangle } from "d3-shape";
import { beside, below, day, lively, number, say, surface, time } from "./plot.js";

const BOUNDS = { at_least: "at least ", at_most: "at most ", exact: "", range: "" };

export function figures(figure, rows, best) {
  const points = rows.map(([on, value, high, bound, who, href]) => ({ on: day(on), value, high: high ?? value, bound, who, href }));
  const speakers = [...new Set(points.map((point) => point.who))];
  const plot = surface(figure, 230, { left: 62, right: 70, top: 12, bottom: 28 });
  const x = time(points.map((point) => point.on), plot.left, plot.right);
  const most = Math.max(...points.map((point) => point.high));
  const least = Math.min(...points.map((point) => point.value));
  const y = scaleLinear().domain([Math.min(0, least), most * 1.08 || 1]).nice().range([plot.bottom, plot.top]);
  beside(plot, y, 4, number);
  below(plot, x);
  // Only within one series do a day's lowest and highest belong together.
  const days = best == null ? [] : [...new Set(points.map((point) => +point.on))].sort((a, b) => a - b).map((on) => {
    const own = points.filter((point) => +point.on === on);
    return { on, low: Math.min(...own.map((point) => point.value)), high: Math.max(...own.map((point) => point.high)) };
  });
  const band = area().curve(curveMonotoneX).x((at) => x(at.on)).y0((at) => y(at.low)).y1((at) => y(at.high));
  plot.svg.append("path").attr("class", "band").attr("d", band(days));
  plot.svg.selectAll("line.whisker").data(days.filter((at) => at.high > at.low)).join("line")
    .attr("class", "whisker").attr("x1", (at) => x(at.on)).attr("x2", (at) => x(at.on)).attr("y1", (at) => y(at.low)).attr("y2", (at) => y(at.high));
  if (best != null) {
    plot.svg.append("line").attr("class", "best").attr("x1", plot.left).attr("x2", plot.right).attr("y1", y(best)).attr("y2", y(best));
    plot.svg.append("text").attr("class", "best").attr("x", plot.right + 6).attr("y", y(best) + 4).text(`best ${number(best)}`);
  }
  const shape = (point) => symbol(point.bound === "at_least" || point.bound === "at_most" ? symbolTriangle : symbolCircle, 74)();
  const marks = plot.svg
    .selectAll("path.point")
    .data(points)
    .join("path")
    .attr("class", (point) => `point s${speakers.indexOf(point.who) % 5}`)
    .attr("transform", (point) => `translate(${x(point.on)},${y(point.value)})${point.bound === "at_most" ? " rotate(180)" : ""}`)
    .attr("d", shape);
  const range = (point) => (point.high > point.value ? `–${number(point.high)}` : "");
  lively(figure, marks, (point) => `${BOUNDS[point.bound] ?? ""}${number(point.value)}${range(point)}\n${point.who} · ${say(point.on)}`, (point) => point.href);
  if (points.length <= 30) names(plot, points, x, y);
  legend(figure, speakers);
}

/// Who says it, beside the sign, where the names do not run into each other.
function names(plot, points, x, y) {
  const taken = points.map((point) => [x(point.on) - 6, y(point.value) - 6, x(point.on) + 6, y(point.value) + 6]);
  for (const point of points) {
    const length = point.who.length * 6.1;
    const [at, over] = [x(point.on) - length / 2, y(point.value) - 10];
    const box = [at, over - 10, at + length, over + 1];
    if (point.who.length > 24 || taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
    taken.push(box);
    plot.svg.append("text").attr("class", "who").attr("x", x(point.on)).attr("y", over).attr("text-anchor", "middle").text(point.who);
  }
}

function legend(figure, speakers) {
  figure.querySelector(".legend")?.remove();
  const list = document.createElement("ul");
  list.className = "legend";
  speakers.slice(0, 5).forEach((who, at) => {
    const item = document.createElement("li");
    const dot = document.createElement("span");
    dot.className = `dot s${at}`;
    const name = document.createElement("bdi");
    name.textContent = who;
    item.append(dot, name);
    list.append(item);
  });
  figure.querySelector("figcaption").before(list);
}
