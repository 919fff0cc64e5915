// How values are told: the words of the command line.

/** @param {number} n @param {string} one @param {string} [many] */
export const count = (n, one, many = one + "s") => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** What a person is called; a name that a machine gave and nobody confirmed says so.
 * @param {{person: number, name?: ?string, unconfirmed?: any}} row */
export const personName = (row) => (row.name ? row.name + (row.unconfirmed ? " (machine, unconfirmed)" : "") : `Person ${row.person}`);

/** A date without seconds, as UTC. @param {?string|undefined} iso */
export const day = (iso) => (iso ? iso.slice(0, 16).replace("T", " ") : "no date");

/** From when to when. @param {?string|undefined} first @param {?string|undefined} last */
export function span(first, last) {
  if (!first) return "no date";
  const [a, b] = [first.slice(0, 10), (last || first).slice(0, 10)];
  return a === b ? a : `${a} to ${b}`;
}

/** A moment of a video. @param {?number|undefined} ms */
export function moment(ms) {
  if (ms === null || ms === undefined) return "";
  const s = ms / 1000, m = Math.floor(s / 60), h = Math.floor(m / 60);
  const two = (/** @type {number} */ n) => String(Math.floor(n)).padStart(2, "0");
  return (h ? `${h}:${two(m % 60)}` : `${m}`) + ":" + two(s % 60) + "." + String(Math.floor(ms % 1000)).padStart(3, "0");
}

/** A probability. @param {?number|undefined} p */
export const percent = (p) => (p === null || p === undefined ? "unknown" : p > 0.995 && p < 1 ? "over 99 %" : `${Math.round(p * 100)} %`);

/** The file's own name. @param {string} path */
export const fileName = (path) => path.slice(path.lastIndexOf("/") + 1);
