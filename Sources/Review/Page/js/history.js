// What was decided and clustered, by whom, and undo.
import { h, fill, table } from "./dom.js";
import { get } from "./data.js";
import { attempt, undo, state } from "./shell.js";
import { day } from "./words.js";

/** @param {HTMLElement} main */
export async function show(main) {
  async function load() {
    await attempt(async () => {
      const rows = [...await get("decisions")].reverse();
      fill(main, h("div.head", {}, h("h1", {}, "History"),
        !state.readOnly && h("button", { type: "button", onclick: async () => { await undo(); } }, "Undo the last")),
      h("section.block", {}, rows.length ? table([
        { title: "Number", number: true, cell: (r) => r.decision },
        { title: "When", cell: (r) => day(r.time) }, { title: "Who", cell: (r) => r.author },
        { title: "What", cell: (r) => r.kind },
        { title: "Person", cell: (r) => (r.person != null && r.person >= 0 ? h("a", { href: `#/person/${r.person}` }, String(r.person)) : "") },
        { title: "Other", cell: (r) => (r.other != null ? String(r.other) : "") },
        { title: "Name", cell: (r) => r.name ?? "" },
        { title: "Faces", number: true, cell: (r) => r.faces },
        { title: "", cell: (r) => (r.undone ? `taken back by ${r.undone_by ?? "somebody"}` : "") }], rows)
        : h("p.quiet", {}, "Nothing was decided yet.")));
    });
  }
  await load();
  return { changed: load };
}
