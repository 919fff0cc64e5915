// One person: faces, when and where, companions, decisions.
import { h, fill, image, table } from "./dom.js";
import { get, portrait } from "./data.js";
import { state, decide, keys, namePerson, askPerson, confirmed, attempt, tell } from "./shell.js";
import { faceList } from "./faces.js";
import { timeline, map } from "./places.js";
import { count, personName, span, day, percent } from "./words.js";

/** @param {HTMLElement} main @param {Array<string>} path */
export async function show(main, [id]) {
  const person = Number(id);
  /** @type {Set<number>} */
  const selection = new Set();
  /** @type {any} */
  let row = { person };
  let order = "doubtful";

  async function load() {
    await attempt(async () => {
      const told = await get(`people/${person}`);
      row = told.person[0];
      if (!row) { fill(main, h("p.empty", {}, `There is no person ${person} any more; a merge or another clustering may have moved the faces. `, h("a", { href: "#/people" }, "All people"))); return; }
      for (const face of [...selection]) if (!told.faces.some((/** @type {any} */ f) => f.face === face)) selection.delete(face);
      draw(told);
    });
  }

  /** @param {any} told */
  function draw(told) {
    const acts = h("div.acts", {});
    const faces = [...told.faces];
    if (order === "doubtful") faces.sort((a, b) => (a.confidence ?? 1) - (b.confidence ?? 1) || a.quality - b.quality);
    else if (order === "time") faces.sort((a, b) => (a.date ?? "9").localeCompare(b.date ?? "9") || (a.time ?? 0) - (b.time ?? 0));
    else faces.sort((a, b) => b.quality - a.quality);
    const onSelected = () => fill(acts, ...buttons(told));
    fill(main,
      h("div.head", {},
        image(portrait(person, 168), personName(row)),
        h("div", {},
          h("h1", {}, personName(row), row.unconfirmed ? h("span.warn.small", {}, " name given by machine, unconfirmed") : null),
          h("p.quiet", { style: { margin: "2px 0" } }, `Person ${person}: ${count(row.faces, "face")} in ${count(row.media, "file")}, ${span(row.first, row.last)}`
            + (row.confidence != null ? `; sure: ${percent(row.confidence)}` : "")),
          acts)),
      h("div.columns", {},
        h("section.block", {},
          h("div.tools", { style: { padding: "0 0 8px", border: "0" } }, h("h2", { style: { margin: "0" } }, "Faces"),
            h("label", {}, "Order", h("select", { onchange: (/** @type {any} */ e) => { order = e.target.value; draw(told); } },
              [["doubtful", "least sure first"], ["time", "by time"], ["best", "clearest first"]].map(([v, t]) => h("option", { value: v, selected: v === order }, t)))),
            h("span.count", {}, "Space selects, Enter opens the photo")),
          faceList(faces, selection, onSelected, { label: "Faces" })),
        h("div", {},
          h("section.block", {}, h("h2", {}, "When"), timeline(unique(told.faces))),
          h("section.block", {}, h("h2", {}, "Where"), map(unique(told.faces)),
            told.places?.length ? table([
              { title: "Place", cell: (r) => r.place }, { title: "Files", number: true, cell: (r) => r.media },
              { title: "First", cell: (r) => day(r.first) }], told.places) : null),
          h("section.block", {}, h("h2", {}, "Seen with"), told.companions.length ? table([
            { title: "Person", cell: (r) => h("a", { href: `#/person/${r.person}` }, personName(r)) },
            { title: "Files", number: true, cell: (r) => r.media },
            { title: "Sure", number: true, cell: (r) => percent(r.confidence) },
            { title: "When", cell: (r) => span(r.first, r.last) },
            { title: "", cell: (r) => h("a", { href: `#/pair/${person}/${r.person}` }, "evidence") }], told.companions)
            : h("p.quiet", {}, "With nobody known.")),
          told.decisions.length ? h("section.block", {}, h("h2", {}, "Decisions"), table([
            { title: "When", cell: (r) => day(r.time) }, { title: "Who", cell: (r) => r.author },
            { title: "What", cell: (r) => r.kind + (r.undone ? " (taken back)" : "") }], told.decisions)) : null)));
    onSelected();
  }

  /** @param {any} told */
  function buttons(told) {
    if (state.readOnly) return [];
    const chosen = selection.size;
    const isAll = chosen === told.faces.length;
    return [
      h("button.main", { type: "button", onclick: name }, row.name ? "Rename" : "Name"),
      h("button", { type: "button", onclick: mergeWith }, "Merge with …"),
      h("button", { type: "button", onclick: () => act({ decision: "confirm", person, faces: [...selection] }) }, chosen ? `Confirm ${chosen}` : "Confirm all"),
      chosen > 0 && h("button", { type: "button", disabled: isAll, onclick: () => act({ decision: "split", person, faces: [...selection] }) }, `Split ${chosen} off`),
      chosen > 0 && h("button", { type: "button", disabled: isAll, onclick: () => act({ decision: "reject", person, faces: [...selection] }) }, `Not this person: ${chosen}`),
      chosen > 0 && h("button", { type: "button", onclick: assign }, `Give ${chosen} to …`),
      h("button", { type: "button", onclick: ignore }, "Ignore"),
    ].filter(Boolean);
  }

  /** @param {any} decision */
  async function act(decision) {
    if (!decision.faces?.length && decision.decision !== "confirm") { tell("Select faces first."); return; }
    if (await decide(decision)) { selection.clear(); await load(); }
  }
  async function name() { if (await namePerson(row)) await load(); }
  async function mergeWith() {
    const other = await askPerson(`Merge person ${person} with`);
    if (other === undefined || other === person) return;
    const done = await decide({ decision: "merge", persons: [person, other] });
    if (done?.person != null && done.person !== person) location.hash = `#/person/${done.person}`;
    else if (done) await load();
  }
  async function assign() {
    const other = await askPerson(`Give ${count(selection.size, "face")} to`);
    if (other !== undefined && await decide({ decision: "assign", person: other, faces: [...selection] })) { selection.clear(); await load(); }
  }
  async function ignore() {
    if (await confirmed("Ignore", `${personName(row)} is put aside: the faces stay in the case as nobody's.`, "Ignore")
      && await decide({ decision: "ignore", person })) location.hash = "#/people";
  }

  keys([
    { keys: ["n"], what: "name", act: name },
    { keys: ["m"], what: "merge with somebody", act: mergeWith },
    { keys: ["c"], what: "confirm the selected faces, or all", act: () => act({ decision: "confirm", person, faces: [...selection] }) },
    { keys: ["s"], what: "split the selected faces off", act: () => act({ decision: "split", person, faces: [...selection] }) },
    { keys: ["x"], what: "the selected faces are not this person", act: () => act({ decision: "reject", person, faces: [...selection] }) },
    { keys: ["g"], what: "give the selected faces to somebody", act: assign },
    { keys: ["Backspace"], what: "back to all people", act: () => { location.hash = "#/people"; } },
  ]);
  await load();
  return { changed: load };
}

/** One row a file. @param {Array<any>} faces */
const unique = (faces) => [...new Map(faces.map((f) => [f.media ?? f.path, f])).values()];
