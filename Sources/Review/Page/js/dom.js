// Elements from plain descriptions. Text is always text, never markup.

/**
 * An element, or an SVG element for the names in `svgNames`.
 * @param {string} name tag, optionally with classes: "p.quiet.small"
 * @param {Object<string, any>} [properties] attributes; functions become listeners (`onclick`), `data` a data set
 * @param {...(Node|string|number|null|undefined|false|Array<any>)} children
 * @returns {HTMLElement}
 */
export function h(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = /** @type {HTMLElement} */ (svgNames.has(tag)
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag));
  if (classes.length) element.setAttribute("class", classes.join(" "));
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "data") Object.assign(element.dataset, value);
    else if (key === "style") Object.assign(element.style, value);
    else if (key === "value") /** @type {any} */ (element).value = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

const svgNames = new Set(["svg", "g", "rect", "circle", "line", "path", "text", "polyline"]);

/** @param {Node} element @param {Array<any>} children */
function append(element, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(element, child);
    else element.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Puts `children` in place of what an element holds. @param {Element} element @param {...any} children */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/**
 * A face or picture; where it cannot be had, a gray place that says so.
 * @param {string} source @param {string} alt @param {Object<string, any>} [properties]
 */
export function image(source, alt, properties = {}) {
  const element = h("img", { src: source, alt, loading: "lazy", decoding: "async", draggable: "false", ...properties });
  element.addEventListener("error", () => {
    const gone = h("span.gone", { role: "img", "aria-label": `${alt}: the picture cannot be shown` },
      "original missing or changed");
    element.replaceWith(gone);
  }, { once: true });
  return element;
}

/** A table whose columns say how they are shown.
 * @param {Array<{title: string, number?: boolean, cell: (row: any) => any}>} columns @param {Array<any>} rows */
export function table(columns, rows) {
  return h("table", {},
    h("thead", {}, h("tr", {}, columns.map((c) => h(c.number ? "th.number" : "th", { scope: "col" }, c.title)))),
    h("tbody", {}, rows.map((row) =>
      h("tr", {}, columns.map((c) => h(c.number ? "td.number" : "td", {}, c.cell(row)))))));
}
