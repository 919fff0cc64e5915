// Questions, likeliest first: one card, one key, the next card at once.
import { h, fill, image } from "./dom.js";
import { get, post, faceImage, query } from "./data.js";
import { state, keys, tell, attempt } from "./shell.js";
import { count, personName, span, day, percent } from "./words.js";

const kinds = [
  ["", "all questions"], ["same", "same person?"], ["unassigned", "whose face?"],
  ["misplaced", "does this face belong?"], ["mixed", "one person or several?"],
];
let kind = "";

/** @param {HTMLElement} main */
export async function show(main) {
  main.className = "whole";
  /** @type {Array<{question: any, element: HTMLElement}>} */
  let cards = [];
  let left = 0, answered = 0, changed = 0, isReading = false, isDry = false;
  const began = Date.now();
  const told = h("span.count", { role: "status" });
  const place = h("div", { style: { display: "contents" } });
  const answers = h("div.answers", { role: "group", "aria-label": "Answers" },
    button("same", "Same", "y"), button("different", "Different", "n"), button("unsure", "Unsure", "u"),
    h("button", { type: "button", onclick: takeBack }, "Undo ", h("kbd", {}, "z")));
  fill(main, h("div.tools", {}, h("h1.skip", {}, "Questions"),
    h("label", {}, "Ask", h("select", { onchange: (/** @type {any} */ e) => { kind = e.target.value; restart(); } },
      kinds.map(([v, t]) => h("option", { value: v, selected: v === kind }, t)))), told), place, answers);

  /** @param {string} answer @param {string} title @param {string} key */
  function button(answer, title, key) {
    return h(answer === "same" ? "button.main" : "button", { type: "button", data: { answer }, onclick: () => give(answer) }, `${title} `, h("kbd", {}, key));
  }

  async function read() {
    if (isReading || isDry) return;
    isReading = true;
    await attempt(async () => {
      const known = new Set(cards.map((c) => c.question.id));
      const answer = await get("suggestions" + query({ kind, limit: 12 }));
      left = answer.left;
      const fresh = answer.suggestions.filter((/** @type {any} */ s) => !known.has(s.id) && !given.has(s.id));
      isDry = fresh.length === 0;
      // Cards are built before they are needed, so that their pictures are there.
      cards.push(...fresh.map((/** @type {any} */ question) => ({ question, element: card(question) })));
    });
    isReading = false;
    draw();
  }
  /** @type {Set<any>} */
  const given = new Set();

  function draw() {
    const now = cards[0];
    if (!now) {
      fill(place, h("p.empty", {}, isDry ? "No question is left. New ones come with new photos and other decisions." : "Looking for questions …"));
    } else if (place.firstElementChild !== now.element) {
      fill(place, now.element, cards.slice(1, 4).map((c) => h("div", { hidden: true }, c.element)));
    }
    for (const b of answers.querySelectorAll("button")) b.disabled = state.readOnly || (!now && "answer" in b.dataset);
    const rate = answered / Math.max(1 / 60, (Date.now() - began) / 3600000);
    told.textContent = `${count(left, "question")} left; ${answered} answered` + (answered > 4 ? ` (${Math.round(rate)} an hour)` : "") + (answered ? `; ${count(changed, "face")} changed person` : "");
  }

  /** @param {string} answer */
  async function give(answer) {
    const now = cards.shift();
    if (!now || state.readOnly) return;
    given.add(now.question.id);
    answered += 1;
    left = Math.max(0, left - 1);
    draw();
    const body = now.question.answers[answer];
    // Where nobody can tell and nothing would be recorded, the question is left for another day.
    if (!body) return cards.length < 6 ? read() : undefined;
    const done = await attempt(() => post("decisions", body));
    if (!done) { answered -= 1; given.delete(now.question.id); cards.unshift(now); draw(); return; }
    changed += done.faces ?? 0;
    if (answer !== "unsure" && done.faces) {
      // What was proposed about people who have changed is asked anew.
      const touched = new Set(done.persons ?? []);
      cards = cards.filter((c, i) => i < 1 || !c.question.sides.some((/** @type {any} */ s) => touched.has(s.person)));
      isDry = false;
    }
    if (cards.length < 6) read(); else draw();
  }

  async function takeBack() {
    const done = await attempt(() => post("undo", {}));
    if (!done) return;
    tell(`Taken back: ${done.summary}`);
    answered = Math.max(0, answered - 1);
    restart();
  }
  function restart() { cards = []; given.clear(); isDry = false; draw(); read(); }

  keys([
    { keys: ["y", "1"], what: "same", act: () => give("same") },
    { keys: ["n", "2"], what: "different", act: () => give("different") },
    { keys: ["u", "3"], what: "unsure", act: () => give("unsure") },
    { keys: ["z"], what: "take the last answer back", act: takeBack },
  ]);
  main.focus({ preventScroll: true });
  await read();
  return {};
}

/** @param {any} question */
function card(question) {
  const sides = question.sides.map((/** @type {any} */ side) => h("section.side", { "aria-label": side.title },
    image(faceImage(side.faces[0].face, 420), side.title, { class: "large", loading: "eager" }),
    h("h2", { style: { margin: "0" } }, side.person != null ? h("a", { href: `#/person/${side.person}` }, side.title) : side.title),
    h("div.small.quiet", {}, side.total != null ? `${count(side.total, "face")}, ` : "", span(side.first, side.last)),
    h("div.strip", {}, side.faces.slice(1, 9).map((/** @type {any} */ f) => image(faceImage(f.face, 128), `${day(f.date)}, ${f.path}`, { title: `${day(f.date)}\n${f.path}`, loading: "eager" }))),
    h("div.small.path.quiet", {}, `${day(side.faces[0].date)}, ${side.faces[0].path}`)));
  return h("div", { style: { display: "contents" } },
    h("p.question", {}, h("strong", {}, question.title), " ",
      h("span.meter", { role: "img", "aria-label": `probability ${percent(question.probability)}` }, h("span", { style: { width: `${Math.round(question.probability * 100)}%` } })),
      ` ${percent(question.probability)}`,
      h("span.quiet.small", {}, `; similarity ${question.similarity.toFixed(2)}`),
      question.rival?.similarity != null ? h("span.quiet.small", {}, `; nearest rival: ${personName(question.rival)}, ${question.rival.similarity.toFixed(2)}`) : null),
    h("div.card", {}, sides));
}
