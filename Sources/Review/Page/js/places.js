// When and where, drawn without anything from outside: a timeline, and points on a plain graticule.
import { h } from "./dom.js";
import { day } from "./words.js";

/** A mark for each file on a line of time. @param {Array<{date?: ?string, path: string, media?: number}>} rows */
export function timeline(rows) {
  const dated = rows.filter((r) => r.date).map((r) => ({ ...r, t: Date.parse(/** @type {string} */ (r.date)) })).filter((r) => !Number.isNaN(r.t));
  if (!dated.length) return h("p.quiet", {}, "No file has a date.");
  const low = Math.min(...dated.map((r) => r.t)), high = Math.max(...dated.map((r) => r.t));
  const x = (/** @type {number} */ t) => (high === low ? 300 : 12 + (576 * (t - low)) / (high - low));
  return h("div", {},
    h("svg", { viewBox: "0 0 600 44", role: "img", "aria-label": `From ${day(new Date(low).toISOString())} to ${day(new Date(high).toISOString())}`, style: { width: "100%" } },
      h("line", { x1: 12, x2: 588, y1: 22, y2: 22, stroke: "currentColor", "stroke-opacity": .3 }),
      dated.map((r) => h("a", {}, h("circle", { cx: x(r.t), cy: 22, r: 5, fill: "var(--accent)", "fill-opacity": .55 }))).map((a) => a.firstChild)),
    h("p.quiet.small", {}, `${day(new Date(low).toISOString())} to ${day(new Date(high).toISOString())}; ${dated.length} of ${rows.length} dated`));
}

/** Points on a graticule that fits them. @param {Array<{latitude?: ?number, longitude?: ?number, place?: ?string, media?: number}>} rows */
export function map(rows) {
  const points = rows.filter((r) => typeof r.latitude === "number" && typeof r.longitude === "number");
  if (!points.length) return h("p.quiet", {}, "No file has a place.");
  const lats = points.map((p) => Number(p.latitude)), lons = points.map((p) => Number(p.longitude));
  const middle = [(Math.min(...lats) + Math.max(...lats)) / 2, (Math.min(...lons) + Math.max(...lons)) / 2];
  const reach = Math.max(0.01, (Math.max(...lats) - Math.min(...lats)) * 0.7, (Math.max(...lons) - Math.min(...lons)) * 0.7 * Math.cos((middle[0] * Math.PI) / 180));
  const step = 10 ** Math.floor(Math.log10(reach)) * (reach / 10 ** Math.floor(Math.log10(reach)) > 5 ? 5 : reach / 10 ** Math.floor(Math.log10(reach)) > 2 ? 2 : 1);
  const squeeze = Math.max(0.05, Math.cos((middle[0] * Math.PI) / 180));
  const x = (/** @type {number} */ lon) => 150 + (150 * (lon - middle[1]) * squeeze) / reach;
  const y = (/** @type {number} */ lat) => 100 - (100 * (lat - middle[0])) / reach * 1.5;
  const lines = [];
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  for (let k = Math.ceil((middle[1] - reach / squeeze) / step); k * step <= middle[1] + reach / squeeze; k++) {
    lines.push(h("line", { x1: x(k * step), x2: x(k * step), y1: 0, y2: 200, stroke: "currentColor", "stroke-opacity": .15 }),
      h("text", { x: x(k * step) + 2, y: 196, "font-size": 8, fill: "currentColor" }, `${(k * step).toFixed(digits)}°`));
  }
  for (let k = Math.ceil((middle[0] - reach) / step); k * step <= middle[0] + reach; k++) {
    lines.push(h("line", { x1: 0, x2: 300, y1: y(k * step), y2: y(k * step), stroke: "currentColor", "stroke-opacity": .15 }),
      h("text", { x: 2, y: y(k * step) - 2, "font-size": 8, fill: "currentColor" }, `${(k * step).toFixed(digits)}°`));
  }
  /** @type {Map<string, {lat: number, lon: number, n: number}>} */
  const spots = new Map();
  for (const p of points) {
    const key = `${Number(p.latitude).toFixed(4)},${Number(p.longitude).toFixed(4)}`;
    const spot = spots.get(key) ?? { lat: Number(p.latitude), lon: Number(p.longitude), n: 0 };
    spot.n += 1;
    spots.set(key, spot);
  }
  return h("svg", { viewBox: "0 0 300 200", role: "img", "aria-label": `${spots.size} places`, style: { width: "100%", background: "var(--sunken)", borderRadius: "8px" } },
    lines, [...spots.values()].map((s) => h("circle", { cx: x(s.lon), cy: y(s.lat), r: 3 + Math.sqrt(s.n), fill: "var(--accent)", "fill-opacity": .6 },
      )));
}
