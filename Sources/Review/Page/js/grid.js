// A grid of tiles of which only those in sight exist, with selection by mouse and keyboard.
import { h } from "./dom.js";

/**
 * @template T
 * @typedef {Object} GridOptions
 * @property {number} tile width of a tile, pixels
 * @property {number} height height of a tile, pixels
 * @property {string} label what the grid holds, for screen readers
 * @property {(item: T) => number} key
 * @property {(element: HTMLElement, item: T) => void} draw fills an element, which may have shown another item
 * @property {(item: T) => void} open
 * @property {() => void} selected called when the selection has changed
 * @property {(from: Array<number>, onto: T) => void} [dropped] tiles were dragged onto another
 */

/** @template T */
export class Grid {
  /** @param {GridOptions<T>} options */
  constructor(options) {
    this.options = options;
    /** @type {Array<T>} */
    this.items = [];
    /** @type {Set<number>} */
    this.selection = new Set();
    this.cursor = 0;
    this.anchor = 0;
    this.columns = 1;
    /** @type {Map<number, {element: HTMLElement, item: T}>} */
    this.live = new Map();
    /** @type {Array<HTMLElement>} */
    this.spare = [];
    this.canvas = h("div.canvas-of-tiles", {});
    this.element = h("div.scroller", {
      role: "listbox", "aria-multiselectable": "true", "aria-label": options.label, tabindex: "0",
      onscroll: () => this.schedule(), onkeydown: (/** @type {KeyboardEvent} */ e) => this.key(e),
    }, this.canvas);
    this.observer = new ResizeObserver(() => this.layout());
    this.observer.observe(this.element);
    this.canvas.addEventListener("click", (e) => this.click(/** @type {MouseEvent} */ (e)));
    this.canvas.addEventListener("dblclick", (e) => { const i = this.at(e); if (i >= 0) options.open(this.items[i]); });
    this.dragging();
  }

  /** @param {Array<T>} items */
  show(items) {
    this.items = items;
    const keys = new Set(items.map(this.options.key));
    for (const key of this.selection) if (!keys.has(key)) this.selection.delete(key);
    this.cursor = Math.max(0, Math.min(this.cursor, items.length - 1));
    for (const { element } of this.live.values()) element.remove();
    this.live.clear();
    this.layout();
    this.options.selected();
  }

  layout() {
    this.columns = Math.max(1, Math.floor((this.element.clientWidth - 12) / this.options.tile));
    this.canvas.style.height = `${Math.ceil(this.items.length / this.columns) * this.options.height + 12}px`;
    for (const [index, { element }] of this.live) this.place(element, index);
    this.render();
  }

  schedule() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => { this.waiting = false; this.render(); });
  }

  /** @param {HTMLElement} element @param {number} index */
  place(element, index) {
    const x = 6 + (index % this.columns) * this.options.tile, y = 6 + Math.floor(index / this.columns) * this.options.height;
    element.style.transform = `translate(${x}px, ${y}px)`;
  }

  render() {
    const { height } = this.options;
    const top = this.element.scrollTop, bottom = top + this.element.clientHeight;
    const first = Math.max(0, Math.floor((top - height) / height) * this.columns);
    const last = Math.min(this.items.length, Math.ceil((bottom + height) / height) * this.columns);
    for (const [index, { element }] of this.live) {
      if (index < first || index >= last) { this.live.delete(index); this.spare.push(element); element.hidden = true; }
    }
    for (let index = first; index < last; index++) {
      if (this.live.has(index)) continue;
      const item = this.items[index];
      let element = this.spare.pop();
      if (!element) {
        element = h("div.tile", { role: "option", draggable: this.options.dropped ? "true" : false });
        this.canvas.append(element);
      } else if (!element.isConnected) this.canvas.append(element);
      element.hidden = false;
      element.dataset.index = String(index);
      element.id = `tile-${this.options.key(item)}`;
      this.place(element, index);
      this.options.draw(element, item);
      this.live.set(index, { element, item });
      this.mark(element, index);
    }
    while (this.spare.length > 40) this.spare.pop()?.remove();
  }

  /** @param {HTMLElement} element @param {number} index */
  mark(element, index) {
    element.setAttribute("aria-selected", String(this.selection.has(this.options.key(this.items[index]))));
    element.classList.toggle("cursor", index === this.cursor);
  }

  marks() {
    for (const [index, { element }] of this.live) this.mark(element, index);
    const item = this.items[this.cursor];
    if (item) this.element.setAttribute("aria-activedescendant", `tile-${this.options.key(item)}`);
    this.options.selected();
  }

  /** @param {Event} event */
  at(event) {
    const tile = /** @type {HTMLElement} */ (event.target).closest?.(".tile");
    return tile ? Number(/** @type {HTMLElement} */ (tile).dataset.index) : -1;
  }

  /** @param {MouseEvent} event */
  click(event) {
    const index = this.at(event);
    if (index < 0) return;
    if (event.shiftKey) this.range(this.anchor, index);
    else {
      const key = this.options.key(this.items[index]);
      if (event.ctrlKey || event.metaKey) {
        if (!this.selection.delete(key)) this.selection.add(key);
      } else { this.selection.clear(); this.selection.add(key); }
      this.anchor = index;
    }
    this.cursor = index;
    this.element.focus({ preventScroll: true });
    this.marks();
  }

  /** @param {number} from @param {number} to */
  range(from, to) {
    this.selection.clear();
    for (let i = Math.min(from, to); i <= Math.max(from, to); i++) this.selection.add(this.options.key(this.items[i]));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.options.height)) * this.columns;
    /** @type {Object<string, number>} */
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: this.columns, ArrowUp: -this.columns, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in steps) {
      this.cursor = Math.max(0, Math.min(this.items.length - 1, this.cursor + steps[event.key]));
      if (event.shiftKey) this.range(this.anchor, this.cursor);
      else if (!event.ctrlKey) this.anchor = this.cursor;
      this.reveal();
      this.marks();
    } else if (event.key === " ") {
      const item = this.items[this.cursor];
      if (!item) return;
      const key = this.options.key(item);
      if (!this.selection.delete(key)) this.selection.add(key);
      this.anchor = this.cursor;
      this.marks();
    } else if (event.key === "Enter") {
      if (this.items[this.cursor]) this.options.open(this.items[this.cursor]);
    } else if (event.key === "Escape") { this.selection.clear(); this.marks(); }
    else if ((event.ctrlKey || event.metaKey) && event.key === "a") {
      this.selection = new Set(this.items.map(this.options.key));
      this.marks();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  reveal() {
    const top = 6 + Math.floor(this.cursor / this.columns) * this.options.height;
    if (top < this.element.scrollTop) this.element.scrollTop = top - 6;
    const bottom = top + this.options.height - this.element.clientHeight;
    if (bottom > this.element.scrollTop) this.element.scrollTop = bottom + 6;
    this.render();
  }

  /** The keys of what is selected, else of the tile under the cursor. */
  chosen() {
    if (this.selection.size) return [...this.selection];
    const item = this.items[this.cursor];
    return item ? [this.options.key(item)] : [];
  }

  dragging() {
    if (!this.options.dropped) return;
    /** @type {Element|null} */
    let over = null;
    const mark = (/** @type {Element|null} */ tile) => { over?.classList.remove("over"); over = tile; over?.classList.add("over"); };
    this.canvas.addEventListener("dragstart", (e) => {
      const index = this.at(e);
      if (index < 0) return;
      const key = this.options.key(this.items[index]);
      this.carried = this.selection.has(key) ? [...this.selection] : [key];
      /** @type {DragEvent} */ (e).dataTransfer?.setData("text/plain", this.carried.join(" "));
    });
    this.canvas.addEventListener("dragover", (e) => {
      const index = this.at(e);
      if (index < 0 || !this.carried || this.carried.includes(this.options.key(this.items[index]))) return mark(null);
      e.preventDefault();
      mark(/** @type {HTMLElement} */ (e.target).closest(".tile"));
    });
    this.canvas.addEventListener("drop", (e) => {
      const index = this.at(e);
      mark(null);
      if (index >= 0 && this.carried) { e.preventDefault(); this.options.dropped?.(this.carried, this.items[index]); }
      this.carried = undefined;
    });
    this.canvas.addEventListener("dragend", () => { mark(null); this.carried = undefined; });
  }

  stop() { this.observer.disconnect(); }
}
