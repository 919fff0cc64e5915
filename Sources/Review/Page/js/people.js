// All persons as piles of faces.
import { h, fill, image } from "./dom.js";
import { get, query, portrait, isReport } from "./data.js";
import { state, decide, keys, namePerson, confirmed, attempt } from "./shell.js";
import { Grid } from "./grid.js";
import { filters } from "./filters.js";
import { count, personName, span, percent } from "./words.js";

/** @typedef {{person: number, name: ?string, faces: number, media: number, first: ?string, last: ?string, degree: number, community: ?number, confidence?: ?number}} Person */

/** The measure by which people stand in order. @type {Map<number, number>} */
let centrality = new Map();
/** @param {Person} person */
const central = (person) => centrality.get(person.person) ?? -1;

/** @type {Object<string, {title: string, by: (a: Person, b: Person) => number, measure?: string}>} */
const orders = {
  faces: { title: "most faces", by: (a, b) => b.faces - a.faces },
  media: { title: "most files", by: (a, b) => b.media - a.media },
  first: { title: "first seen", by: (a, b) => (a.first ?? "9").localeCompare(b.first ?? "9") },
  degree: { title: "seen with most", by: (a, b) => (b.degree ?? 0) - (a.degree ?? 0) },
  betweenness: { title: "links groups (betweenness)", by: (a, b) => central(b) - central(a), measure: "betweenness" },
  pagerank: { title: "central (PageRank)", by: (a, b) => central(b) - central(a), measure: "pagerank" },
  closeness: { title: "near everybody (closeness)", by: (a, b) => central(b) - central(a), measure: "closeness" },
  doubt: { title: "least sure", by: (a, b) => (a.confidence ?? 1) - (b.confidence ?? 1) },
  person: { title: "number", by: () => 0 },
};

const wanted = { text: "", order: "faces", community: "" };
/** @type {Object<string, string>} */
const values = {};

/** @param {HTMLElement} main */
export async function show(main) {
  /** @type {Array<Person>} */
  let people = [];
  const told = h("span.count", { role: "status" });
  const grid = new Grid({
    tile: 132, height: 178, label: "People", key: (/** @type {Person} */ p) => p.person,
    draw(element, person) {
      element.classList.toggle("pile", person.faces > 1);
      const name = personName(person);
      element.setAttribute("aria-label", `${name}, ${count(person.faces, "face")} in ${count(person.media, "file")}`);
      const [picture, label, figures] = element.children;
      const source = portrait(person.person, 128);
      if (picture instanceof HTMLImageElement) {
        picture.setAttribute("src", source);
        label.textContent = name;
        figures.textContent = `${person.faces} in ${person.media}`;
      } else fill(element, image(source, "", { width: 120, height: 120 }), h("div.name", {}, name), h("div.figures", {}, `${person.faces} in ${person.media}`));
      element.title = `${name}\n${count(person.faces, "face")} in ${count(person.media, "file")}\n${span(person.first, person.last)}`
        + (person.confidence != null ? `\nsure: ${percent(person.confidence)}` : "");
    },
    open: (person) => { location.hash = `#/person/${person.person}`; },
    selected: () => tools(),
    dropped: (from, onto) => merge([onto.person, ...from]),
  });
  const acts = h("div.acts", {});
  const bar = h("div.tools", { role: "toolbar", "aria-label": "People shown" },
    h("input", { type: "search", placeholder: "Name or number", "aria-label": "Name or number", value: wanted.text,
      oninput: (/** @type {any} */ e) => { wanted.text = e.target.value; list(); } }),
    h("label", {}, "Order", h("select", { onchange: (/** @type {any} */ e) => { wanted.order = e.target.value; measured(); } },
      Object.entries(orders).map(([key, o]) => h("option", { value: key, selected: key === wanted.order }, o.title)))),
    h("label", {}, "Community", h("select", { id: "community", onchange: (/** @type {any} */ e) => { wanted.community = e.target.value; list(); } })),
    ...(isReport ? [] : filters(values, load)), told, acts);
  main.className = "whole";
  fill(main, h("h1.skip", {}, "People"), bar, grid.element);

  /** Reads the measure by which people are to stand, where there is one. */
  async function measured() {
    const measure = orders[wanted.order].measure;
    if (measure) {
      await attempt(async () => {
        const rows = await get("centrality" + query({ by: measure }));
        centrality = new Map(rows.map((/** @type {any} */ r) => [r.person, r.value]));
      });
    }
    list();
  }

  function list() {
    const text = wanted.text.trim().toLocaleLowerCase();
    const shown = people.filter((p) =>
      (!text || String(p.person) === text || (p.name ?? "").toLocaleLowerCase().includes(text))
      && (wanted.community === "" || String(p.community) === wanted.community));
    shown.sort((a, b) => orders[wanted.order].by(a, b) || a.person - b.person);
    grid.show(shown);
    told.textContent = shown.length === people.length ? count(people.length, "person", "people")
      : `${shown.length} of ${count(people.length, "person", "people")}`;
    if (!people.length) told.textContent = "nobody here yet";
  }

  function tools() {
    const chosen = grid.selection.size;
    fill(acts,
      chosen > 1 && h("button.main", { type: "button", onclick: () => merge(grid.chosen()) }, `Merge ${chosen}`),
      chosen > 0 && h("button", { type: "button", onclick: name, disabled: chosen !== 1 || state.readOnly }, "Name"),
      chosen > 0 && h("button", { type: "button", onclick: ignore, disabled: state.readOnly }, "Ignore"),
      chosen === 2 && h("a", { href: `#/pair/${grid.chosen().join("/")}` }, "Evidence of this pair"));
  }

  async function load() {
    await attempt(async () => {
      people = await get("people" + query(values));
      const communities = [...new Set(people.map((p) => p.community).filter((c) => c !== null && c !== undefined))].sort((a, b) => Number(a) - Number(b));
      fill(/** @type {Element} */ (document.getElementById("community")), h("option", { value: "" }, "all"),
        communities.slice(0, 60).map((c) => h("option", { value: String(c), selected: String(c) === wanted.community }, String(c))));
      await measured();
    });
  }

  /** @param {Array<number>} persons */
  async function merge(persons) {
    const unique = [...new Set(persons)];
    if (unique.length < 2) return;
    const names = unique.map((id) => personName(people.find((p) => p.person === id) ?? { person: id }));
    if (!await confirmed("Merge", `${names.slice(0, 6).join(", ")}${names.length > 6 ? ` and ${names.length - 6} more` : ""} become one person.`, "Merge")) return;
    if (await decide({ decision: "merge", persons: unique })) { grid.selection.clear(); await load(); }
  }
  async function name() {
    const person = people.find((p) => p.person === grid.chosen()[0]);
    if (person && await namePerson(person)) await load();
  }
  async function ignore() {
    const chosen = grid.chosen();
    if (chosen.length > 1 && !await confirmed("Ignore", `${chosen.length} people are put aside.`, "Ignore")) return;
    for (const person of chosen) await decide({ decision: "ignore", person });
    grid.selection.clear();
    await load();
  }

  keys([
    { keys: ["n"], what: "name the person", act: name },
    { keys: ["m"], what: "merge the selected people", act: () => merge(grid.chosen()) },
    { keys: ["i"], what: "ignore the selected people", act: ignore },
    { keys: ["Enter"], what: "open the person", act: () => { const p = grid.items[grid.cursor]; if (p) location.hash = `#/person/${p.person}`; } },
    { keys: ["/"], what: "search for a name", act: () => /** @type {HTMLElement} */ (bar.querySelector("input")).focus() },
    { keys: ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", " ", "Escape"], what: "move, select, select nothing", act: (e) => { grid.element.focus(); grid.key(e); } },
  ]);
  await load();
  grid.element.focus({ preventScroll: true });
  return { changed: load, left: () => grid.stop() };
}
