// Search by a photo: drop it, get its faces, get the matches.
import { h, fill, image } from "./dom.js";
import { upload, faceImage } from "./data.js";
import { attempt, keys } from "./shell.js";
import { count, day, percent } from "./words.js";

/** @param {HTMLElement} main */
export async function show(main) {
  const found = h("div", { "aria-live": "polite" });
  const choose = /** @type {HTMLInputElement} */ (h("input", { type: "file", accept: "image/*", id: "photo", "aria-label": "A photo of whom to look for",
    onchange: () => { if (choose.files?.[0]) look(choose.files[0]); } }));
  const drop = h("div.drop", {
    ondragover: (/** @type {DragEvent} */ e) => { e.preventDefault(); drop.classList.add("over"); },
    ondragleave: () => drop.classList.remove("over"),
    ondrop: (/** @type {DragEvent} */ e) => { e.preventDefault(); drop.classList.remove("over"); const file = e.dataTransfer?.files[0]; if (file) look(file); },
  }, h("p", {}, "Drop a photo here, or choose one. It is compared on this machine and not kept."), choose);
  fill(main, h("div.head", {}, h("h1", {}, "Search by a photo")), drop, found);

  /** @param {File} file */
  async function look(file) {
    fill(found, h("p.empty", {}, "Looking …"));
    const answer = await attempt(() => upload("search?limit=24", file));
    if (!answer) { fill(found); return; }
    const address = URL.createObjectURL(file);
    fill(found, h("div.head", { style: { marginTop: "14px" } }, h("img", { src: address, alt: "The photo that was dropped" }),
      h("p", {}, `${count(answer.length, "face")} found in ${file.name}`)),
    answer.map((/** @type {any} */ face, /** @type {number} */ i) => h("section.block", {},
      h("h2", {}, answer.length > 1 ? `Face ${i + 1}, at ${face.left}, ${face.top}` : "Nearest faces"),
      face.matches.length ? h("ul.thumbs", {}, face.matches.map((/** @type {any} */ m) => h("li.thumb", {},
        h("a", { href: `#/media/${m.media}`, title: `${day(m.date)}\n${m.path}` }, image(faceImage(m.face, 128), m.name ?? "")),
        h("p", {}, m.person != null ? h("a", { href: `#/person/${m.person}` }, m.name ?? `Person ${m.person}`) : "nobody known"),
        h("p", {}, `distance ${m.distance.toFixed(2)}`, m.probability != null ? `, ${percent(m.probability)}` : "")))) : h("p.quiet", {}, "Nobody is near."))));
  }
  keys([{ keys: ["/"], what: "choose a photo", act: () => choose.click() }]);
  return {};
}
