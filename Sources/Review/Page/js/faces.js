// A list of faces with selection, for persons, splits and unassigned faces.
import { h, image } from "./dom.js";
import { faceImage } from "./data.js";
import { day, moment, fileName, percent } from "./words.js";

/** @typedef {{face: number, media?: number, path: string, time?: ?number, date?: ?string, quality?: number, confidence?: ?number, confirmed?: ?string}} Face */

/**
 * @param {Array<Face>} faces @param {Set<number>} selection changed in place
 * @param {() => void} selected @param {{label: string}} options
 */
export function faceList(faces, selection, selected, options) {
  let last = 0;
  const list = h("ul.thumbs", { role: "listbox", "aria-multiselectable": "true", "aria-label": options.label });
  faces.forEach((face, index) => {
    const words = [day(face.date), moment(face.time), face.path, face.confidence != null && `sure: ${percent(face.confidence)}`]
      .filter(Boolean).join("\n");
    const item = h("li.thumb", {
      role: "option", tabindex: index === 0 ? "0" : "-1", "aria-selected": String(selection.has(face.face)), title: words,
      "aria-label": `Face ${face.face}, ${words.replaceAll("\n", ", ")}`,
      onclick: (/** @type {MouseEvent} */ e) => choose(index, e.shiftKey),
      ondblclick: () => { if (face.media !== undefined) location.hash = `#/media/${face.media}`; },
      onkeydown: (/** @type {KeyboardEvent} */ e) => {
        const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: perRow(), ArrowUp: -perRow() }[e.key];
        if (step !== undefined) focus(index + step);
        else if (e.key === " ") choose(index, e.shiftKey);
        else if (e.key === "Enter" && face.media !== undefined) location.hash = `#/media/${face.media}`;
        else return;
        e.preventDefault(); e.stopPropagation();
      },
    }, image(faceImage(face.face, 128), ""),
      h("p", {}, (face.date ?? "").slice(0, 10) || fileName(face.path)),
      face.confidence != null && h(face.confidence < 0.8 ? "p.warn" : "p", {}, `sure: ${percent(face.confidence)}`),
      face.confirmed && h("p", {}, `confirmed`));
    list.append(item);
  });
  const perRow = () => {
    const [a, ...rest] = /** @type {Array<HTMLElement>} */ ([...list.children]);
    return Math.max(1, rest.findIndex((li) => li.offsetTop !== a.offsetTop) + 1 || list.children.length);
  };
  /** @param {number} index */
  function focus(index) {
    const item = /** @type {HTMLElement|undefined} */ (list.children[index]);
    if (!item) return;
    for (const li of list.children) li.setAttribute("tabindex", "-1");
    item.setAttribute("tabindex", "0");
    item.focus();
  }
  /** @param {number} index @param {boolean} isRange */
  function choose(index, isRange) {
    const from = isRange ? last : index;
    const [a, b] = [Math.min(from, index), Math.max(from, index)];
    if (isRange) for (let i = a; i <= b; i++) selection.add(faces[i].face);
    else if (!selection.delete(faces[index].face)) selection.add(faces[index].face);
    last = index;
    [...list.children].forEach((li, i) => li.setAttribute("aria-selected", String(selection.has(faces[i].face))));
    focus(index);
    selected();
  }
  return list;
}
