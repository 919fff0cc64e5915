// The first page of a report: what it shows, how it came about, how sure it is, and a search over all of it.
import { h, fill, image, table } from "./dom.js";
import { get } from "./data.js";
import { attempt, keys } from "./shell.js";
import { count, day, personName } from "./words.js";

/** @param {HTMLElement} main */
export async function show(main) {
  await attempt(async () => {
    const [report, people, media] = await Promise.all([get("report"), get("people"), get("media")]);
    const found = h("div", { role: "status" });
    const search = h("input", {
      type: "search", placeholder: "A name, a number, a file, a date", "aria-label": "Search the report", style: { width: "24em" },
      oninput: (/** @type {any} */ e) => look(e.target.value.trim().toLocaleLowerCase()),
    });

    /** @param {string} text */
    function look(text) {
      if (!text) { fill(found); return; }
      const persons = people.filter((/** @type {any} */ p) => String(p.person) === text || personName(p).toLocaleLowerCase().includes(text)).slice(0, 30);
      const files = media.filter((/** @type {any} */ m) => m.path.toLocaleLowerCase().includes(text) || (m.date ?? "").includes(text)).slice(0, 60);
      fill(found,
        persons.length > 0 && h("ul", {}, persons.map((/** @type {any} */ p) => h("li", {}, h("a", { href: `#/person/${p.person}` }, personName(p)), `, ${count(p.faces, "face")}`))),
        files.length > 0 && h("ul", {}, files.map((/** @type {any} */ m) => h("li", {}, h("a", { href: `#/media/${m.media}`, class: "path" }, m.path), `, ${day(m.date)}`))),
        !persons.length && !files.length && h("p.quiet", {}, "Nothing in this report."));
    }

    fill(main, h("h1", {}, report.title),
      h("div.tools", { style: { padding: "8px 0", border: "0" } }, search, h("button", { type: "button", onclick: () => print() }, "Print")), found,
      ...report.sections.map((/** @type {any} */ s) => h("section.block", {}, h("h2", {}, s.title),
        s.paragraphs.map((/** @type {string} */ p) => h("p.path", { style: { maxWidth: "80ch", margin: "0 0 8px" } }, p)),
        s.rows.length > 0 && table(s.columns.map((/** @type {string} */ c) => ({ title: c, cell: (/** @type {any} */ r) => r[c] === null ? "" : h("span.path", {}, String(r[c])) })), s.rows))),
      h("section.block", {}, h("h2", {}, "Who was seen with whom"),
        h("a", { href: "#/graph" }, image("people_graph.svg", "The people graph; opens the graph to explore", { style: { width: "100%", maxHeight: "80vh" } }))));
    keys([{ keys: ["/"], what: "search", act: () => search.focus() }, { keys: ["p"], what: "print", act: () => print() }]);
  });
}
