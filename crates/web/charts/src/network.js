// Who acts on whom. Nodes are placed by forces that start from fixed places, so that the same data always give the same
// picture, and nothing moves. Width is the number of distinct events; conflict is dashed, so that colour is not alone.

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { scaleSqrt } from "d3-scale";
import { lively, number, surface } from "./plot.js";

export function network(figure, all, names) {
  // A narrow surface has room for the busiest arrows only; the table has all.
  const edges = all.slice(0, Math.max(8, Math.floor(figure.clientWidth / 18)));
  const weight = new Map();
  for (const [from, to, events] of edges) {
    for (const end of [from, to]) weight.set(end, (weight.get(end) ?? 0) + events);
  }
  const nodes = [...weight].map(([at, events]) => ({ at, events, ...names[at] }));
  const place = new Map(nodes.map((node) => [node.at, node]));
  const links = edges.map(([from, to, events, cooperation, conflict, href]) => ({ source: place.get(from), target: place.get(to), events, cooperation, conflict, href }));
  const height = figure.clientWidth < 520 ? 380 : 520;
  const plot = surface(figure, height, { left: 16, right: 16, top: 16, bottom: 16 });
  const radius = scaleSqrt().domain([0, Math.max(...weight.values())]).range([5, 26]);
  const width = scaleSqrt().domain([1, Math.max(2, ...links.map((link) => link.events))]).range([1.2, 7]);
  forceSimulation(nodes)
    .force("link", forceLink(links).distance(plot.width / 6).strength(0.2))
    .force("charge", forceManyBody().strength(-plot.width * 1.1))
    .force("x", forceX(plot.width / 2).strength(0.07 * (plot.height / plot.width)))
    .force("y", forceY(plot.height / 2).strength(0.11))
    .force("collide", forceCollide((node) => Math.max(radius(node.events) + 20, room(node) * 0.8)))
    .stop()
    .tick(400);
  spread(nodes, plot, radius);
  for (const kind of ["cooperation", "conflict"]) {
    plot.svg.append("defs").append("marker").attr("id", `tip-${kind}`).attr("class", `tip ${kind}`).attr("viewBox", "0 0 8 8").attr("refX", 7).attr("refY", 4)
      .attr("markerWidth", 9).attr("markerHeight", 9).attr("markerUnits", "userSpaceOnUse").attr("orient", "auto").append("path").attr("d", "M0,0L8,4L0,8z");
  }
  const kind = (link) => (link.conflict > link.cooperation ? "conflict" : "cooperation");
  const arrows = plot.svg
    .selectAll("path.edge")
    .data(links)
    .join("path")
    .attr("class", (link) => `edge ${kind(link)}`)
    .attr("stroke-width", (link) => width(link.events))
    .attr("marker-end", (link) => `url(#tip-${kind(link)})`)
    .attr("d", (link) => curve(link, radius));
  lively(figure, arrows, (link) => `${link.source.name} → ${link.target.name}\n${number(link.events)} events: ${link.cooperation} of cooperation, ${link.conflict} of conflict`, (link) => link.href);
  const circles = plot.svg.selectAll("g.node").data(nodes).join("g").attr("class", "node").attr("transform", (node) => `translate(${node.x},${node.y})`);
  circles.append("circle").attr("r", (node) => radius(node.events));
  circles.append("text").attr("y", (node) => radius(node.events) + 13).attr("text-anchor", "middle").text((node) => (node.name.length > 22 ? `${node.name.slice(0, 21)}…` : node.name));
  lively(figure, circles, (node) => `${node.name}\npart in ${number(node.events)} directed events`, (node) => node.href);
}

const room = (node) => Math.min(node.name.length, 22) * 3.2;

/// Fills the surface, and moves apart whose names would overlap.
function spread(nodes, plot, radius) {
  for (const [axis, from, to] of [["x", plot.left + 50, plot.right - 50], ["y", plot.top + 28, plot.bottom - 36]]) {
    const least = Math.min(...nodes.map((node) => node[axis]));
    const size = Math.max(...nodes.map((node) => node[axis])) - least || 1;
    const order = [...nodes].sort((a, b) => a[axis] - b[axis]);
    // Half by their places, half by their order: what hangs together is not pressed by what stands apart.
    order.forEach((node, at) => (node[axis] = from + (0.45 * ((node[axis] - least) / size) + (0.55 * at) / Math.max(1, order.length - 1)) * (to - from)));
  }
  for (let round = 0; round < 120; round++) {
    for (const [at, one] of nodes.entries()) {
      for (const other of nodes.slice(at + 1)) {
        const wide = room(one) + room(other) + 6 - Math.abs(one.x - other.x);
        const tall = (radius(one.events) + radius(other.events)) + 20 - Math.abs(one.y - other.y);
        if (wide <= 0 || tall <= 0) continue;
        const [axis, step] = wide < tall ? ["x", wide / 4] : ["y", tall / 4];
        const sign = one[axis] < other[axis] ? -1 : 1;
        one[axis] += sign * step;
        other[axis] -= sign * step;
      }
    }
    for (const node of nodes) {
      node.x = Math.min(Math.max(node.x, plot.left + room(node)), plot.right - room(node));
      node.y = Math.min(Math.max(node.y, plot.top + radius(node.events)), plot.bottom - radius(node.events) - 16);
    }
  }
}

/// An arc from rim to rim, bent to the right of its way, so that both directions are seen.
function curve({ source, target }, radius) {
  const [dx, dy] = [target.x - source.x, target.y - source.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const bend = Math.min(38, length * 0.16);
  const [mx, my] = [(source.x + target.x) / 2 - uy * bend, (source.y + target.y) / 2 + ux * bend];
  const rim = (node, room) => {
    const [vx, vy] = [mx - node.x, my - node.y];
    const far = Math.hypot(vx, vy) || 1;
    return [node.x + (vx / far) * (radius(node.events) + room), node.y + (vy / far) * (radius(node.events) + room)];
  };
  const [from, to] = [rim(source, 1), rim(target, 4)];
  return `M${from[0]},${from[1]}Q${mx},${my} ${to[0]},${to[1]}`;
}
