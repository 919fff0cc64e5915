// The people graph: who was seen with whom.
import { h, fill } from "./dom.js";
import { get, query, portrait, isReport } from "./data.js";
import { keys, attempt, tell } from "./shell.js";
import { GraphView } from "./graph-view.js";
import { filters } from "./filters.js";
import { count, personName, span, percent } from "./words.js";

/** @type {Object<string, string>} */
const values = {};
/** Places of the whole graph, kept while a part of it is shown. @type {Map<number, {x: number, y: number}>} */
const places = new Map();

/** @param {HTMLElement} main @param {Array<string>} path */
export async function show(main, path) {
  main.className = "whole";
  const told = h("span.count", { role: "status" });
  const tip = h("div.tip", { hidden: true });
  const legend = h("div.legend");
  const canvas = /** @type {HTMLCanvasElement} */ (h("canvas", { tabindex: "0", role: "img", "aria-label": "The people graph; arrow keys go from person to person, Enter opens" }));
  const stage = h("div.stage", {}, canvas, tip, legend);
  /** @type {any} */
  let answer;
  const view = new GraphView(canvas, {
    portrait: (person) => portrait(person, 96),
    hovered(hit, x, y) {
      tip.hidden = !hit;
      if (!hit) return;
      tip.style.left = `${Math.min(x + 14, stage.clientWidth - 290)}px`; tip.style.top = `${Math.min(y + 14, stage.clientHeight - 60)}px`;
      tip.textContent = hit.node ? `${hit.node.name}: ${count(hit.node.faces, "face")}, seen with ${hit.node.size}` : hit.link?.title ?? "";
    },
    opened(hit) {
      if (hit.link) location.hash = `#/pair/${view.nodes[hit.link.a].person}/${view.nodes[hit.link.b].person}`;
      else if (hit.node) {
        const index = view.nodes.indexOf(hit.node);
        if (view.marked.has(index)) location.hash = `#/person/${hit.node.person}`;
        else { view.cursor = index; view.mark([index]); tell(`${hit.node.name}: click once more to open`); }
      }
    },
  });
  const find = h("input", { type: "search", placeholder: "Find a person", "aria-label": "Find a person", oninput: (/** @type {any} */ e) => {
    const text = e.target.value.trim().toLocaleLowerCase();
    const found = text ? view.nodes.flatMap((n, i) => (n.name.toLocaleLowerCase().includes(text) || String(n.person) === text ? [i] : [])) : [];
    view.mark(found);
    if (found.length === 1) view.centerOn(found[0]);
  } });
  const slider = h("div.slider", {});
  fill(main, h("h1.skip", {}, "Graph"), h("div.tools", {}, find, ...(isReport ? [] : filters(values, load, { ofLinks: true })),
    h("button", { type: "button", onclick: () => { view.base = undefined; view.fit(); } }, "Fit"),
    h("button", { type: "button", onclick: saveSVG }, "SVG"), h("button", { type: "button", onclick: savePNG }, "PNG"),
    !isReport && h("button", { type: "button", onclick: () => save(`api/graph.gexf${query(values)}`, "people_graph.gexf") }, "GEXF"), told), stage, slider);

  async function load() {
    await attempt(async () => {
      answer = await get("graph" + query(values));
      if (!places.size) for (const n of answer.nodes) places.set(n.person, { x: n.x, y: n.y });
      /** @type {Map<number, number>} */
      const index = new Map();
      const linked = new Set(answer.links.flatMap((/** @type {any} */ l) => [l.source, l.target]));
      const alone = answer.nodes.length - linked.size;
      const nodes = answer.nodes.filter((/** @type {any} */ n) => linked.has(n.person)).map((/** @type {any} */ n, /** @type {number} */ i) => {
        index.set(n.person, i);
        const place = places.get(n.person) ?? n;
        return { person: n.person, name: personName(n), x: place.x, y: place.y, color: n.color, size: n.degree, faces: n.faces };
      });
      const links = answer.links.map((/** @type {any} */ l) => {
        const a = index.get(l.source) ?? 0, b = index.get(l.target) ?? 0;
        return { a, b, weight: l.weight, confidence: l.confidence ?? null,
          title: `${nodes[a].name} and ${nodes[b].name}: ${count(l.media, "file")}, ${span(l.first, l.last)}${l.confidence != null ? `; sure: ${percent(l.confidence)}` : ""}` };
      });
      view.show(nodes, links, view.nodes.length > 0);
      told.textContent = `${count(nodes.length, "person", "people")}, ${count(links.length, "link")}${alone ? `; ${count(alone, "person", "people")} without a link not drawn` : ""}${answer.note ? `; ${answer.note}` : ""}`;
      fill(legend, "Color: community. Width: weight.", links.some((/** @type {any} */ l) => l.confidence !== null && l.confidence < 0.9) ? " Dashed: less than 90 % sure." : "");
      if (path[0]) { const i = index.get(Number(path[0])); if (i !== undefined) { view.mark([i]); view.centerOn(i); } path = []; }
      if (!slider.childElementCount && !isReport) times();
    });
  }

  function times() {
    const { first, last } = answer;
    if (!first || !last || first === last) return;
    const [low, high] = [Date.parse(first), Date.parse(last)];
    const word = h("span", {}, `${first.slice(0, 10)} to ${last.slice(0, 10)}`);
    const end = (/** @type {string} */ label, /** @type {number} */ value) => /** @type {HTMLInputElement} */ (h("input", { type: "range", min: "0", max: "1000", value: String(value), "aria-label": label, oninput: slide }));
    const since = end("Since", 0), until = end("Until", 1000);
    /** @type {any} */
    let timer;
    function slide() {
      const [a, b] = [Number(since.value), Number(until.value)].sort((x, y) => x - y);
      const iso = (/** @type {number} */ t) => new Date(low + ((high - low) * t) / 1000).toISOString().slice(0, 19) + "Z";
      word.textContent = `${iso(a).slice(0, 10)} to ${iso(b).slice(0, 10)}`;
      clearTimeout(timer);
      timer = setTimeout(() => { values.since = a > 0 ? iso(a) : ""; values.until = b < 1000 ? iso(b) : ""; load(); }, 200);
    }
    fill(slider, h("span.quiet", {}, "Time"), since, until, word);
  }

  function saveSVG() {
    const w = canvas.clientWidth, height = canvas.clientHeight;
    const x = (/** @type {number} */ v) => (v * view.scale + view.x).toFixed(1), y = (/** @type {number} */ v) => (v * view.scale + view.y).toFixed(1);
    const svg = h("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${w} ${height}`, width: w, height },
      h("rect", { width: w, height, fill: "#fff" }),
      (view.classes ?? []).flatMap((c) => c.links.map((l) => h("line", { x1: x(view.nodes[l.a].x), y1: y(view.nodes[l.a].y), x2: x(view.nodes[l.b].x), y2: y(view.nodes[l.b].y), stroke: "#1d2327", "stroke-opacity": .4, "stroke-width": c.width, "stroke-dasharray": c.isWeak ? "4 3" : null }))),
      view.nodes.map((n) => h("g", {}, h("circle", { cx: x(n.x), cy: y(n.y), r: view.radius(n).toFixed(1), fill: n.color }),
        view.nodes.length <= 400 && h("text", { x: x(n.x), y: Number(y(n.y)) + view.radius(n) + 12, "text-anchor": "middle", "font-size": 12, "font-family": "sans-serif" }, n.name))));
    download(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }), "people_graph.svg");
  }
  function savePNG() { canvas.toBlob((blob) => { if (blob) download(blob, "people_graph.png"); }); }
  /** @param {Blob} blob @param {string} name */
  function download(blob, name) { const address = URL.createObjectURL(blob); save(address, name); setTimeout(() => URL.revokeObjectURL(address), 5000); }
  /** @param {string} address @param {string} name */
  function save(address, name) { const a = h("a", { href: address, download: name }); document.body.append(a); a.click(); a.remove(); }

  /** @param {number} dx @param {number} dy */
  function step(dx, dy) {
    const from = view.nodes[view.cursor] ?? { x: 0, y: 0 };
    let best = -1, least = Infinity;
    view.nodes.forEach((n, i) => {
      const x = n.x - from.x, y = n.y - from.y, along = x * dx + y * dy, across = Math.abs(x * dy) + Math.abs(y * dx);
      if (i !== view.cursor && along > 0 && along + 2 * across < least) { least = along + 2 * across; best = i; }
    });
    if (best >= 0) {
      view.cursor = best; view.mark([best]);
      const n = view.nodes[best];
      canvas.setAttribute("aria-label", `${n.name}: ${count(n.faces, "face")}, seen with ${n.size}`);
    }
  }
  keys([
    { keys: ["+", "="], what: "nearer", act: () => view.zoomAt(1.4, canvas.clientWidth / 2, canvas.clientHeight / 2) },
    { keys: ["-"], what: "farther", act: () => view.zoomAt(1 / 1.4, canvas.clientWidth / 2, canvas.clientHeight / 2) },
    { keys: ["0"], what: "everything", act: () => { view.base = undefined; view.fit(); } },
    { keys: ["ArrowRight"], what: "to the person on the right (and left, up, down)", act: () => step(1, 0) },
    { keys: ["ArrowLeft"], what: "to the left", act: () => step(-1, 0) },
    { keys: ["ArrowUp"], what: "up", act: () => step(0, -1) },
    { keys: ["ArrowDown"], what: "down", act: () => step(0, 1) },
    { keys: ["Enter"], what: "open the person", act: () => { const n = view.nodes[view.cursor]; if (n) location.hash = `#/person/${n.person}`; } },
    { keys: ["Escape"], what: "show everybody alike", act: () => view.mark([]) },
    { keys: ["/"], what: "find a person", act: () => find.focus() },
  ]);
  await load();
  /** @type {any} */ (globalThis).wwwwGraph = view;
  return { changed: () => { places.clear(); load(); }, left: () => view.stop() };
}
