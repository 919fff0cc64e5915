// A picture with boxes and names over it.
import { h, image } from "./dom.js";

/**
 * @param {string} source @param {{width: number, height: number}} size pixels of the upright picture
 * @param {Array<{top: number, right: number, bottom: number, left: number, name: string, person?: ?number, face?: number}>} faces
 * @param {(face: any) => void} [chosen]
 */
export function boxes(source, size, faces, chosen) {
  const unit = Math.max(size.width, size.height) / 60;
  return h("span.picture", {}, image(source, "The whole picture", { loading: "eager" }),
    h("svg", { viewBox: `0 0 ${size.width} ${size.height}`, preserveAspectRatio: "xMidYMid meet" }, faces.map((face) => h("g", {},
      h("rect.box", {
        x: face.left, y: face.top, width: face.right - face.left, height: face.bottom - face.top,
        stroke: face.person === null || face.person === undefined ? "#c9d1d9" : "#ffd34d", tabindex: chosen ? "0" : null,
        role: chosen ? "button" : null, "aria-label": chosen ? face.name : null,
        onclick: () => chosen?.(face), onkeydown: (/** @type {KeyboardEvent} */ e) => { if (e.key === "Enter") { e.preventDefault(); e.stopPropagation(); chosen?.(face); } },
      }),
      h("text.box-name", { x: face.left, y: face.bottom + unit * 1.2, style: { fontSize: `${Math.max(unit, 12 * size.width / 1600)}px` } }, face.name)))));
}
