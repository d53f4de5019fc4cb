// Two parties over time: every reported event that one directs at the other, by its Goldstein score; one line and one
// shape for each direction, through the mean of a day.

import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { beside, below, day, lively, say, surface, time } from "./plot.js";

export function dyad(figure, rows, names) {
  const points = rows.map(([on, score, way, what, words, href]) => ({ on: day(on), score, way, what, words, href }));
  const plot = surface(figure, 320, { left: 46, right: 16, top: 14, bottom: 28 });
  const x = time(points.map((point) => point.on), plot.left, plot.right);
  const y = scaleLinear().domain([-10, 10]).range([plot.bottom, plot.top]);
  beside(plot, y, 5);
  below(plot, x);
  plot.svg.append("line").attr("class", "zero").attr("x1", plot.left).attr("x2", plot.right).attr("y1", y(0)).attr("y2", y(0));
  for (const [label, at, anchor] of [["cooperation ↑", y(10) + 4, "hanging"], ["conflict ↓", y(-10) - 6, "auto"]]) {
    plot.svg.append("text").attr("class", "lane").attr("x", plot.right).attr("y", at).attr("text-anchor", "end").attr("dominant-baseline", anchor).text(label);
  }
  for (const way of [0, 1]) {
    const own = points.filter((point) => point.way === way);
    const days = [...new Set(own.map((point) => +point.on))].sort((a, b) => a - b).map((on) => {
      const same = own.filter((point) => +point.on === on);
      return [on, same.reduce((sum, point) => sum + point.score, 0) / same.length];
    });
    plot.svg.append("path").attr("class", `way w${way}`).attr("d", line(([on]) => x(on), ([, mean]) => y(mean))(days));
  }
  const marks = plot.svg
    .selectAll("rect.act")
    .data(points)
    .join("rect")
    .attr("class", (point) => `act w${point.way}`)
    .attr("x", (point) => x(point.on) - 5 + (point.way ? 3 : -3))
    .attr("y", (point) => y(point.score) - 5)
    .attr("width", 10)
    .attr("height", 10)
    .attr("rx", (point) => (point.way ? 0 : 5));
  lively(figure, marks, (point) => `${say(point.on)} · ${names[point.way]} → ${names[1 - point.way]}\n${point.what} “${point.words}”, ${point.score}`, (point) => point.href);
}
