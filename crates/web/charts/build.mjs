// Remakes web/charts.js, web/map.js, web/*.woff2 and web/LICENSES.txt:  npm ci && node build.mjs
// What it makes is committed, so that the program builds without Node. The outline of the world is thinned here from
// world-atlas (Natural Earth, public domain): fewer points, no names.

import { build } from "esbuild";
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { presimplify, quantile, simplify } from "topojson-simplify";

const KEPT = 0.16; // share of the outline's points that stays
const raw = JSON.parse(readFileSync("node_modules/world-atlas/countries-50m.json"));
const { land, ...objects } = raw.objects;
const weighed = presimplify({ ...raw, objects });
const thin = simplify(weighed, quantile(weighed, KEPT));
const places = 2;
const unit = 10 ** places;
const round = (arc) => {
  let last = [0, 0];
  const steps = arc.map(([x, y]) => {
    const at = [Math.round(x * unit), Math.round(y * unit)];
    const step = [at[0] - last[0], at[1] - last[1]];
    last = at;
    return step;
  });
  return steps.filter(([x, y], at) => at === 0 || at === steps.length - 1 || x || y);
};
const bare = (geometry) => ({ type: geometry.type, arcs: geometry.arcs, id: geometry.id });
const world = {
  type: "Topology",
  transform: { scale: [1 / unit, 1 / unit], translate: [0, 0] },
  objects: { countries: { type: "GeometryCollection", geometries: objects.countries.geometries.filter((g) => g.arcs).map(bare) } },
  arcs: thin.arcs.map(round),
};
writeFileSync("world.json", JSON.stringify(world));

const { metafile } = await build({
  entryPoints: { charts: "src/charts.js", map: "src/mapped.js" },
  outdir: "../web",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  banner: { js: "/* Made by crates/web/charts/build.mjs; libraries and their licences: LICENSES.txt */" },
  metafile: true,
});
rmSync("world.json");

const used = new Set(Object.keys(metafile.inputs).map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter(Boolean));
for (const name of ["world-atlas", "@fontsource-variable/source-serif-4", "@fontsource-variable/source-sans-3"]) used.add(name);
const notices = [...used].sort().map((name) => {
  const folder = `node_modules/${name}`;
  const { version } = JSON.parse(readFileSync(`${folder}/package.json`));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version}\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
});
writeFileSync("../web/LICENSES.txt", `Libraries in charts.js and map.js, and letters. The outline of the world: Natural Earth, public domain.\n\n${notices.join("\n----\n\n")}`);

for (const [family, name] of [["source-serif-4", "serif"], ["source-sans-3", "sans"]]) {
  for (const [part, end] of [["latin", ""], ["latin-ext", "-more"]]) {
    copyFileSync(`node_modules/@fontsource-variable/${family}/files/${family}-${part}-wght-normal.woff2`, `../web/${name}${end}.woff2`);
  }
}
