// Where what is shown comes from: the server on this machine or, in a report opened from a disk, what
// the report carries. Pages ask here and nowhere else.

/** @typedef {{status: number, message: string}} Refusal */

/** @type {Object<string, any>|undefined} */
const carried = /** @type {any} */ (globalThis).wwwwReport;

/** Whether this is a report without a server: nothing can be decided. */
export const isReport = carried !== undefined;

/** Scripts of a report that hand over answers and faces, each loaded once. @type {Map<string, Promise<void>>} */
const scripts = new Map();

/** @param {string} name @param {boolean} [isNeeded] */
function load(name, isNeeded = true) {
  if (!scripts.has(name)) {
    scripts.set(name, new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = `data/${name}.js`;
      script.onload = () => done();
      script.onerror = () => (isNeeded ? failed(new Error("The report does not hold this.")) : done());
      document.head.append(script);
    }));
  }
  return /** @type {Promise<void>} */ (scripts.get(name));
}

/** Files in one script of a report. */
const filesPerScript = 100;

/** An answer that a report carries. @param {string} path @returns {Promise<any>} */
async function carriedAnswer(path) {
  const [kind, a, b] = path.split("?")[0].split("/");
  if (a === undefined) return carried?.answers[kind];
  let name = `${kind}/${a}`;
  if (kind === "people") await Promise.all([load(`person-${a}`), load(`faces-${a}`, false)]);
  else if (kind === "media") await load(`media-${Math.floor(Number(a) / filesPerScript)}`);
  else if (kind === "pairs") {
    const [low, high] = [Number(a), Number(b)].sort((x, y) => x - y);
    name = `pairs/${low}/${high}`;
    await Promise.all([load(`pairs-${low}`), load(`faces-${low}`, false), load(`faces-${high}`, false)]);
  }
  const answer = carried?.answers[name];
  if (answer === undefined) throw new Error("The report does not hold this.");
  const shown = new Set((answer.face_list ?? []).map((/** @type {any} */ f) => f.person ?? "nobody"));
  await Promise.all([...shown].map((person) => load(`faces-${person}`, false)));
  return answer;
}

/** @param {string} path below `api/` @returns {Promise<any>} */
export async function get(path) {
  return carried ? carriedAnswer(path) : answer(await fetch(`api/${path}`));
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

/** The moment nearest to one that is asked for, of those a report shows. @param {number} media @param {number} time */
function nearest(media, time) {
  const times = carried?.moments[media] ?? [];
  return times.reduce((/** @type {number|undefined} */ best, /** @type {number} */ t) =>
    (best === undefined || Math.abs(t - time) < Math.abs(best - time) ? t : best), undefined);
}

/** The picture of a face. @param {number} face @param {number} side */
export const faceImage = (face, side) => (carried ? carried.faces[face] ?? "pictures/none" : `api/faces/${face}/crop?side=${side}`);
/** A person's best face. @param {number} person @param {number} side */
export const portrait = (person, side) => (carried ? `pictures/person-${person}.jpg` : `api/people/${person}/portrait?side=${side}`);
/** A whole photo, or a moment of a video. @param {number} media @param {number} side @param {?number} [time] */
export function mediaImage(media, side, time) {
  const isMoment = time !== null && time !== undefined;
  if (carried) return isMoment ? `pictures/m${media}-${nearest(media, time)}.jpg` : `pictures/m${media}.jpg`;
  return `api/media/${media}/picture?side=${side}${isMoment ? `&time=${time}` : ""}`;
}
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
