// One series of figures: each figure on its day, with a sign for its bound and one shade for each who says it; behind
// them the span from the lowest to the highest of a day.

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
  const y = scaleLinear().domain([least > most / 3 ? least * 0.85 : 0, most * 1.06 || 1]).nice().range([plot.bottom, plot.top]);
  beside(plot, y, 4, number);
  below(plot, x);
  const days = [...new Set(points.map((point) => +point.on))].sort((a, b) => a - b).map((on) => {
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
  legend(figure, speakers);
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
