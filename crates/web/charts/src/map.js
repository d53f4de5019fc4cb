// Where it happened. A town is a disc; a province or a region a ring in dashes, for it may have been anywhere in it; a country
// that is known by its name alone a square. The outline is Natural Earth's.

import { geoEqualEarth, geoGraticule10, geoPath } from "d3-geo";
import { scaleSqrt } from "d3-scale";
import { feature, mesh } from "topojson-client";
import world from "../world.json";
import { lively, number, surface } from "./plot.js";

export function map(figure, rows) {
  const places = rows.map(([name, longitude, latitude, precision, events, meetings, href]) => ({ name, at: [longitude, latitude], precision, events, meetings, href }));
  const height = Math.round(Math.min(560, Math.max(300, figure.clientWidth * 0.56)));
  const plot = surface(figure, height, { left: 40, right: 40, top: 40, bottom: 40 });
  const projection = framed(places, plot);
  const path = geoPath(projection);
  plot.svg.append("path").attr("class", "sea").attr("d", path({ type: "Sphere" }));
  plot.svg.append("path").attr("class", "net").attr("d", path(geoGraticule10()));
  plot.svg.append("path").attr("class", "land").attr("d", path(feature(world, world.objects.countries)));
  plot.svg.append("path").attr("class", "borders").attr("d", path(mesh(world, world.objects.countries, (a, b) => a !== b)));
  const radius = scaleSqrt().domain([0, Math.max(...places.map((place) => place.events + place.meetings))]).range([4, 22]);
  const sorted = [...places].sort((a, b) => b.events + b.meetings - (a.events + a.meetings));
  const marks = plot.svg
    .selectAll("g.place")
    .data(sorted)
    .join("g")
    .attr("class", (place) => `place ${kind(place)}`)
    .attr("transform", (place) => `translate(${projection(place.at)})`);
  marks.append("rect").each(function (place) {
    const size = radius(place.events + place.meetings);
    for (const [name, value] of [["x", -size], ["y", -size], ["width", 2 * size], ["height", 2 * size], ["rx", kind(place) === "country" ? 2 : size]]) this.setAttribute(name, value);
  });
  labels(plot, sorted, projection, radius);
  const counted = (place) => `${number(place.events)} events, ${number(place.meetings)} meetings`;
  lively(figure, marks, (place) => `${place.name} (${place.precision ?? "precision not known"})\n${counted(place)}`, (place) => place.href);
}

const kind = ({ precision }) => (precision === "city" ? "city" : precision === "country" ? "country" : "area");

/// The view that shows all places, not nearer than a thousand kilometres or so: turned so that their middle is not bent.
function framed(places, plot) {
  const points = { type: "MultiPoint", coordinates: places.map((place) => place.at) };
  const middle = places.reduce(([x, y], place) => [x + place.at[0] / places.length, y + place.at[1] / places.length], [0, 0]);
  const spread = Math.max(...places.map((place) => Math.abs(place.at[0] - middle[0])));
  const projection = geoEqualEarth().rotate([spread > 75 ? 0 : -middle[0], 0]);
  projection.fitExtent([[plot.left, plot.top], [plot.right, plot.bottom]], points);
  const whole = geoEqualEarth().fitSize([plot.width, plot.height], { type: "Sphere" }).scale();
  if (!(projection.scale() < whole * 9)) {
    projection.scale(whole * 9).translate([0, 0]);
    const [x, y] = projection(middle);
    projection.translate([plot.width / 2 - x, plot.height / 2 - y]);
  } else if (projection.scale() < whole) {
    projection.fitSize([plot.width, plot.height], { type: "Sphere" });
  }
  return projection;
}

/// Names, the most frequent places first, where they do not run into each other.
function labels(plot, places, projection, radius) {
  const taken = [];
  for (const place of places) {
    const [x, y] = projection(place.at);
    const size = radius(place.events + place.meetings);
    const length = place.name.length * 6.6;
    const right = x + size + length + 8 < plot.width;
    const box = right ? [x - size, y - 9, x + size + length + 6, y + 9] : [x - size - length - 6, y - 9, x + size, y + 9];
    if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
    taken.push(box);
    plot.svg.append("text").attr("class", "name").attr("x", right ? x + size + 5 : x - size - 5).attr("y", y + 4).attr("text-anchor", right ? "start" : "end").text(place.name);
  }
}
