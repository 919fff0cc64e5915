// The frame around the pages: which page is shown, what changed elsewhere, undo and keys.
import { h, fill } from "./dom.js";
import { get, follow, isReport } from "./data.js";
import { state, attempt, undo, keys, showKeys, readNames } from "./shell.js";
import { count } from "./words.js";

/**
 * A page: `show` fills the given element and may return what to do when the case has changed and when
 * the page is left.
 * @typedef {{changed?: () => void, left?: () => void}} Life
 * @type {Object<string, () => Promise<{show: (place: HTMLElement, path: Array<string>, query: URLSearchParams) => Promise<Life|void>}>>}
 */
const pages = {
  summary: () => import("./summary.js"),
  people: () => import("./people.js"),
  person: () => import("./person.js"),
  pair: () => import("./pair.js"),
  queue: () => import("./queue.js"),
  graph: () => import("./graph.js"),
  media: () => import("./media.js"),
  search: () => import("./search.js"),
  history: () => import("./history.js"),
};

const first = isReport ? "summary" : "people";
const main = /** @type {HTMLElement} */ (document.getElementById("main"));
/** @type {Life|void} */
let life;
let shown = 0;

async function route() {
  const [path, text] = (location.hash.replace(/^#\/?/, "") || first).split("?");
  const parts = path.split("/");
  const name = parts[0] in pages ? parts[0] : first;
  const turn = ++shown;
  if (life?.left) life.left();
  life = undefined;
  keys([]);
  for (const link of document.querySelectorAll("[data-place]")) {
    const isHere = /** @type {HTMLElement} */ (link).dataset.place === ({ person: "people", pair: "people" }[name] ?? name);
    if (isHere) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
  document.title = `wwww: ${name}`;
  // Each visit has a place of its own, so that a page that is left cannot write over the next.
  const place = h("div", { tabindex: "-1" });
  await attempt(async () => {
    const page = await pages[name]();
    if (turn !== shown) return;
    fill(main, place);
    const begun = await page.show(place, parts.slice(1).map(decodeURIComponent), new URLSearchParams(text));
    if (turn === shown) life = begun; else if (begun?.left) begun.left();
  });
}

async function tellState() {
  await attempt(async () => {
    const about = await get("case");
    state.readOnly = isReport || about.read_only;
    state.author = about.author;
    /** @type {HTMLElement} */ (document.getElementById("state")).textContent =
      `${count(about.persons, "person", "people")}, ${count(about.faces, "face")}, ${count(about.media, "file")}`
      + (about.busy ? `, ${about.busy}` : "")
      + (isReport ? "" : state.readOnly ? ", read only" : `, as ${about.author}`);
    document.getElementById("undo")?.toggleAttribute("disabled", state.readOnly);
  });
}

document.getElementById("undo")?.addEventListener("click", undo);
document.getElementById("help")?.addEventListener("click", showKeys);
addEventListener("hashchange", route);
addEventListener("decided", () => { tellState(); life?.changed?.(); });
follow(() => { tellState(); readNames(); life?.changed?.(); });

await tellState();
await attempt(readNames);
await route();
