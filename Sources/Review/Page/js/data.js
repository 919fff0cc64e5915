// Where what is shown comes from: the server on this machine or, in a report opened from a disk, what
// the report carries. Pages ask here and nowhere else.

/** @typedef {{status: number, message: string}} Refusal */

/** @type {Object<string, any>|undefined} */
const carried = /** @type {any} */ (globalThis).wwwwReport;

/** Whether this is a report without a server: nothing can be decided. */
export const isReport = carried !== undefined;

/** @param {string} path below `api/` @returns {Promise<any>} */
export async function get(path) {
  if (carried) {
    if (path in carried.answers) return carried.answers[path];
    throw new Error("The report does not hold this.");
  }
  return answer(await fetch(`api/${path}`));
}

/** @param {string} path @param {any} body @returns {Promise<any>} */
export async function post(path, body) {
  return answer(await fetch(`api/${path}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  }));
}

/** @param {string} path @param {Blob} file @returns {Promise<any>} */
export async function upload(path, file) {
  return answer(await fetch(`api/${path}`, {
    method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file,
  }));
}

/** @param {Response} response */
async function answer(response) {
  if (response.status === 401) throw new Error("This address is no longer valid; use the one that `wwww review` printed.");
  const text = await response.text();
  const value = text ? JSON.parse(text) : null;
  if (!response.ok) throw new Error(value?.error || `The server answered ${response.status}.`);
  return value;
}

/** @param {string} path */
const picture = (path) => (carried ? carried.pictures[path] ?? "missing.jpg" : `api/${path}`);

/** The picture of a face. @param {number} face @param {number} side */
export const faceImage = (face, side) => picture(`faces/${face}/crop?side=${side}`);
/** A person's best face. @param {number} person @param {number} side */
export const portrait = (person, side) => picture(`people/${person}/portrait?side=${side}`);
/** A whole photo, or a moment of a video. @param {number} media @param {number} side @param {?number} [time] */
export const mediaImage = (media, side, time) =>
  picture(`media/${media}/picture?side=${side}${time === null || time === undefined ? "" : `&time=${time}`}`);
/** The file itself, for players. @param {number} media */
export const mediaFile = (media) => `api/media/${media}/file`;

/** Calls back whenever the case has changed, here or elsewhere.
 * @param {(change: {revision: number}) => void} changed */
export function follow(changed) {
  if (carried) return;
  const source = new EventSource("api/events");
  source.addEventListener("change", (event) => changed(JSON.parse(event.data)));
}

/** A query from what is set. @param {Object<string, any>} parameters */
export function query(parameters) {
  const set = Object.entries(parameters).filter(([, v]) => v !== "" && v !== null && v !== undefined && v !== false);
  return set.length ? "?" + new URLSearchParams(set.map(([k, v]) => [k, String(v)])).toString() : "";
}
