// The filters of the command line, as a row of fields.
import { h } from "./dom.js";

/** What can be chosen, in the words of `wwww graph --help`. */
const fields = [
  { name: "event", label: "Event", title: "A folder, or a span of time such as 2024-05-01..2024-05-03", size: 14 },
  { name: "since", label: "Since", title: "Nothing earlier, such as 2024-05", size: 10 },
  { name: "until", label: "Until", title: "Nothing later", size: 10 },
  { name: "place", label: "Place", title: "Latitude, longitude and radius, such as 48.1,11.5,3km", size: 14 },
];
const weights = [
  { name: "min-weight", label: "Weight from", title: "Links of less weight are left out", size: 4 },
  { name: "min-confidence", label: "Confidence from", title: "0 to 1: links that are less sure are left out", size: 4 },
  { name: "significance", label: "Significance", title: "Keep only links that chance does not explain, such as 0.05", size: 5 },
];

/**
 * @param {Object<string, string>} values filled in place
 * @param {() => void} changed @param {{ofLinks?: boolean}} [options]
 */
export function filters(values, changed, options = {}) {
  const shown = options.ofLinks ? [...fields, ...weights] : fields;
  /** @type {any} */
  let timer;
  return [
    ...shown.map((field) => h("label", { title: field.title }, field.label, h("input", {
      type: "text", size: String(field.size), value: values[field.name] ?? "", name: field.name,
      oninput: (/** @type {Event} */ event) => {
        values[field.name] = /** @type {HTMLInputElement} */ (event.target).value.trim();
        clearTimeout(timer);
        timer = setTimeout(changed, 350);
      },
    }))),
    options.ofLinks && h("label", { title: "What two people must share to be linked" }, "Together", h("select", {
      name: "within", onchange: (/** @type {Event} */ event) => {
        values.within = /** @type {HTMLSelectElement} */ (event.target).value;
        changed();
      },
    }, [["once", "at the same moment"], ["10s", "within 10 seconds"], ["media", "in the same file"]].map(([v, text]) => h("option", { value: v, selected: (values.within ?? "once") === v }, text)))),
    options.ofLinks && h("label", { title: "Things taken for faces, and blurred or cut-off faces of several people" }, h("input", {
      type: "checkbox", name: "artefacts", checked: values.artefacts === "true",
      onchange: (/** @type {Event} */ event) => {
        values.artefacts = /** @type {HTMLInputElement} */ (event.target).checked ? "true" : "";
        changed();
      },
    }), "Artefacts"),
  ].filter(Boolean);
}
