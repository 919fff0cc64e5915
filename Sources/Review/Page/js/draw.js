// A box drawn by hand over a picture, with the mouse, a pen or the keyboard alone.
import { h } from "./dom.js";

/** @typedef {{top: number, right: number, bottom: number, left: number}} Box */

/**
 * Lets a box be drawn over a picture: dragged, or moved with the arrow keys and sized with Shift and the
 * arrow keys; Enter takes it, Escape gives up.
 * @param {Element} picture what `boxes` made
 * @param {{width: number, height: number}} size pixels of the upright picture
 * @returns {Promise<Box|undefined>} in pixels of the upright picture; `undefined` where it was given up
 */
export function drawBox(picture, size) {
  const unit = Math.max(1, Math.round(Math.max(size.width, size.height) / 100));
  const side = Math.min(size.width, size.height, unit * 12);
  /** @type {Box} */
  const box = {
    left: Math.round((size.width - side) / 2), top: Math.round((size.height - side) / 2),
    right: Math.round((size.width + side) / 2), bottom: Math.round((size.height + side) / 2),
  };
  const frame = h("rect.drawn", {});
  const sheet = h("svg.drawing", {
    viewBox: `0 0 ${size.width} ${size.height}`, tabindex: "0", role: "application",
    "aria-label": "Draw a box around the face: drag, or move it with the arrow keys and size it with Shift and the arrow keys; Enter takes it, Escape gives up.",
  }, frame);
  const show = () => {
    for (const [name, value] of Object.entries({ x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top })) {
      frame.setAttribute(name, String(value));
    }
  };
  /** A place of the picture from one of the screen. @param {PointerEvent} e */
  const place = (e) => {
    const area = sheet.getBoundingClientRect();
    const within = (/** @type {number} */ value, /** @type {number} */ most) => Math.round(Math.max(0, Math.min(most, value)));
    return {
      x: within(((e.clientX - area.left) / area.width) * size.width, size.width),
      y: within(((e.clientY - area.top) / area.height) * size.height, size.height),
    };
  };
  show();
  picture.append(sheet);
  sheet.focus();
  return new Promise((resolve) => {
    /** @param {Box} [result] */
    const end = (result) => {
      sheet.remove();
      resolve(result);
    };
    /** @type {{x: number, y: number}|undefined} */
    let from;
    sheet.addEventListener("pointerdown", (e) => { e.preventDefault(); sheet.setPointerCapture(e.pointerId); from = place(e); });
    sheet.addEventListener("pointermove", (e) => {
      if (!from) return;
      const to = place(e);
      Object.assign(box, { left: Math.min(from.x, to.x), right: Math.max(from.x, to.x), top: Math.min(from.y, to.y), bottom: Math.max(from.y, to.y) });
      show();
    });
    sheet.addEventListener("pointerup", () => {
      from = undefined;
      if (box.right - box.left >= 4 && box.bottom - box.top >= 4) end({ ...box });
    });
    sheet.addEventListener("keydown", (e) => {
      const step = { ArrowLeft: [-unit, 0], ArrowRight: [unit, 0], ArrowUp: [0, -unit], ArrowDown: [0, unit] }[e.key];
      if (e.key === "Enter") end({ ...box });
      else if (e.key === "Escape") end();
      else if (step) {
        const [x, y] = step;
        const moved = e.shiftKey
          ? { ...box, right: box.right + x, bottom: box.bottom + y }
          : { left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y };
        const fits = moved.left >= 0 && moved.top >= 0 && moved.right <= size.width && moved.bottom <= size.height;
        if (fits && moved.right - moved.left >= unit && moved.bottom - moved.top >= unit) Object.assign(box, moved);
        show();
      } else return;
      e.preventDefault();
      e.stopPropagation();
    });
  });
}
