// Two persons: the unit of publication. For every shared photo or moment both faces and the picture.
import { h, fill, image } from "./dom.js";
import { get, query, isReport, faceImage, mediaImage, portrait } from "./data.js";
import { keys, attempt, decide, state } from "./shell.js";
import { boxes } from "./boxes.js";
import { count, personName, day, moment, percent } from "./words.js";

/** @param {HTMLElement} main @param {Array<string>} path */
export async function show(main, [a, b]) {
  let takesUnconfirmed = isReport;
  async function load() {
    const refused = await attempt(async () => {
      const people = await Promise.all([a, b].map(async (id) => (await get(`people/${id}`)).person[0]));
      const unsure = people.filter((p) => p?.unconfirmed);
      if (takesUnconfirmed || !unsure.length) return false;
      fill(main, h("section.block", {}, h("h1", {}, "Not confirmed"),
        h("p", {}, `${unsure.map(personName).join(" and ")}: a machine gave this name, and nobody has confirmed it. Look at the faces first.`),
        h("div.acts", {}, unsure.map((p) => h("a", { href: `#/person/${p.person}` }, `Look at ${p.name}`)),
          h("button", { type: "button", onclick: () => { takesUnconfirmed = true; load(); } }, "Show the pair all the same"))));
      return true;
    });
    if (refused) return;
    await attempt(async () => {
      const pair = await get(`pairs/${a}/${b}` + query({ unconfirmed: takesUnconfirmed && !isReport }));
      const [first, second] = pair.persons;
      fill(main,
        h("div.head", {},
          image(portrait(first.person, 168), personName(first)), image(portrait(second.person, 168), personName(second)),
          h("div", {},
            h("h1", {}, h("a", { href: `#/person/${first.person}` }, personName(first)), " and ", h("a", { href: `#/person/${second.person}` }, personName(second))),
            h("p.quiet", { style: { margin: "2px 0" } },
              pair.shared.length ? `Seen in the same picture ${count(pair.shared.length, "time")}, in ${count(new Set(pair.shared.map((/** @type {any} */ s) => s.media)).size, "file")}` : "Never seen in the same picture",
              pair.confidence != null ? `; sure that both were there: ${percent(pair.confidence)}` : "",
              pair.p_value != null ? `; by chance at least as often: ${pair.p_value < 0.001 ? "p below .001" : "p " + pair.p_value.toFixed(3)}` : ""),
            h("p.small.quiet", { style: { margin: "2px 0" } }, "An edge says: in the same picture. Not: know each other. Person numbers are a machine's hypothesis until somebody confirms the faces."),
            h("div.acts", {},
              h("button", { type: "button", onclick: () => print() }, "Print"),
              !state.readOnly && h("button", { type: "button", onclick: () => decide({ decision: "different", persons: [first.person, second.person] }) }, "They are different people"),
              !state.readOnly && !pair.shared.length && h("button", { type: "button", onclick: () => decide({ decision: "merge", persons: [first.person, second.person] }) }, "They are one person")))),
        h("section.block", {}, pair.shared.map((/** @type {any} */ s) => h("div.evidence", {},
          ...s.faces.map((/** @type {any} */ f, /** @type {number} */ i) => h("div.small", {},
            image(faceImage(f.face, 240), personName(pair.persons[i])),
            h("div", {}, personName(pair.persons[i])),
            h("div.quiet", {}, `face ${f.face}`, f.distance != null ? `, distance ${f.distance.toFixed(2)}` : "", f.confidence != null ? `, sure: ${percent(f.confidence)}` : ""))),
          h("div", {},
            h("a", { href: `#/media/${s.media}` }, boxes(mediaImage(s.media, 900, s.time), s, s.faces.map((/** @type {any} */ f, /** @type {number} */ i) => ({ ...f, name: personName(pair.persons[i]) })))),
            h("div.small", {}, h("strong", {}, day(s.date)), s.time != null ? ` at ${moment(s.time)}` : "", s.latitude != null ? `, ${s.latitude.toFixed(5)}, ${s.longitude.toFixed(5)}` : ""),
            h("div.small.path", {}, s.path),
            h("div.small.quiet.path", {}, `SHA-256 ${s.sha256}`))))));
      if (!pair.shared.length) main.append(h("p.empty", {}, "There is no shared picture to show."));
    });
  }
  keys([{ keys: ["p"], what: "print", act: () => print() }, { keys: ["Backspace"], what: "back", act: () => history.back() }]);
  await load();
  return { changed: load };
}
