// What every page shares: messages, dialogs, keys, decisions and undo.
import { h, fill } from "./dom.js";
import { get, post, isReport } from "./data.js";
import { personName } from "./words.js";

/** @type {{readOnly: boolean, author: string, names: Array<{person: number, name: string}>}} */
export const state = { readOnly: isReport, author: "", names: [] };

/** Tells something for a few seconds. @param {string} text @param {boolean} [isBad] */
export function tell(text, isBad = false) {
  const place = /** @type {HTMLElement} */ (document.getElementById("told"));
  const line = h(isBad ? "p.bad" : "p", {}, text);
  place.append(line);
  setTimeout(() => line.remove(), isBad ? 9000 : 4000);
  while (place.childElementCount > 4) place.firstElementChild?.remove();
}

/** Runs a task and tells what went wrong. @template T @param {() => Promise<T>} task @returns {Promise<T|undefined>} */
export async function attempt(task) {
  try { return await task(); } catch (error) {
    tell(error instanceof Error ? error.message : String(error), true);
    return undefined;
  }
}

/**
 * Records a decision, as `wwww people …` does.
 * @param {{decision: string, [key: string]: any}} decision
 * @returns {Promise<any>} what was recorded; `undefined` where it was refused
 */
export function decide(decision) {
  if (state.readOnly) {
    tell("This case can only be read here.", true);
    return Promise.resolve(undefined);
  }
  return attempt(async () => {
    const done = await post("decisions", decision);
    tell(done.summary);
    return done;
  });
}

/** Takes the last decision back. */
export async function undo() {
  return attempt(async () => {
    const done = await post("undo", {});
    tell(`Taken back: ${done.summary}`);
    dispatchEvent(new Event("decided"));
    return done;
  });
}

/**
 * Asks in a dialog; resolves with what `content` hands to `close`, or `undefined` when dismissed.
 * @param {string} title @param {(close: (value?: any) => void) => Array<Node>} content
 */
export function ask(title, content) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("dialog"));
  return new Promise((resolve) => {
    /** @type {any} */
    let result;
    const close = (/** @type {any} */ value) => { result = value; dialog.close(); };
    fill(dialog, h("h2", { id: "dialog-title" }, title), ...content(close));
    dialog.onclose = () => resolve(result);
    dialog.showModal();
    dialog.querySelector("input")?.select();
  });
}

/** Asks yes or no. @param {string} title @param {string} text @param {string} yes */
export const confirmed = (title, text, yes) => ask(title, (close) => [
  h("p", {}, text),
  h("div.acts", {},
    h("button.main", { type: "button", onclick: () => close(true) }, yes),
    h("button", { type: "button", onclick: () => close(false) }, "Cancel")),
]);

/**
 * Asks for a name, with known names to complete it.
 * @param {string} title @param {string} present
 * @returns {Promise<{name: string, known?: number}|undefined>} `known` where somebody has this name
 */
export function askName(title, present) {
  return ask(title, (close) => {
    const list = h("ul.suggest", { role: "listbox", id: "names", "aria-label": "Known names" });
    let chosen = -1;
    /** @type {Array<{person: number, name: string}>} */
    let matches = [];
    const input = /** @type {HTMLInputElement} */ (h("input", {
      type: "text", value: present, autocomplete: "off", role: "combobox", "aria-controls": "names",
      "aria-expanded": "true", "aria-label": "Name", maxlength: 200,
      oninput: () => { chosen = -1; show(); },
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
          event.preventDefault();
          chosen = Math.max(-1, Math.min(matches.length - 1, chosen + (event.key === "ArrowDown" ? 1 : -1)));
          if (chosen >= 0) input.value = matches[chosen].name;
          mark();
        }
      },
    }));
    const show = () => {
      const text = input.value.trim().toLocaleLowerCase();
      matches = text ? state.names.filter((n) => n.name.toLocaleLowerCase().includes(text)).slice(0, 8) : [];
      fill(list, matches.map((match, index) => h("li", {
        role: "option", id: `name-${index}`, "aria-selected": "false",
        onclick: () => { input.value = match.name; input.focus(); show(); },
      }, `${match.name} (person ${match.person})`)));
      mark();
    };
    const mark = () => {
      [...list.children].forEach((li, i) => li.setAttribute("aria-selected", String(i === chosen)));
      input.setAttribute("aria-activedescendant", chosen >= 0 ? `name-${chosen}` : "");
    };
    const form = h("form", { method: "dialog", onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      const name = input.value.trim();
      close({ name, known: state.names.find((n) => n.name === name)?.person });
    } }, input, list, h("div.acts", {},
      h("button.main", { type: "submit" }, "Save"),
      h("button", { type: "button", onclick: () => close() }, "Cancel")));
    show();
    return [form];
  });
}

/** Names a person; a name in use asks whether they are the same, and never merges by itself.
 * @param {{person: number, name?: ?string}} row @returns {Promise<any>} */
export async function namePerson(row) {
  const answer = await askName(`Name of person ${row.person}`, row.name ?? "");
  if (!answer) return undefined;
  if (answer.known !== undefined && answer.known !== row.person) {
    const isSame = await confirmed("This name is in use",
      `Person ${answer.known} is called ${answer.name} already. Are person ${row.person} and person ${answer.known} the same? Only then are they merged.`,
      "They are the same: merge");
    return isSame ? decide({ decision: "merge", persons: [answer.known, row.person] }) : undefined;
  }
  return decide({ decision: "name", person: row.person, name: answer.name || null });
}

/** Asks for one person by name or number. @param {string} title */
export async function askPerson(title) {
  const answer = await askName(title, "");
  if (!answer?.name) return undefined;
  if (answer.known !== undefined) return answer.known;
  const number = Number(answer.name.replace(/^person\s*/i, ""));
  if (Number.isInteger(number) && number >= 0) return number;
  tell(`Nobody is called ${answer.name}.`, true);
  return undefined;
}

/** Asks whose a face is; `null` is nobody known. @param {string} title @returns {Promise<?number|undefined>} */
export async function askOwner(title) {
  const isKnown = await ask(title, (close) => [h("div.acts", {},
    h("button.main", { type: "button", onclick: () => close(true) }, "Somebody known"),
    h("button", { type: "button", onclick: () => close(false) }, "Nobody known yet"),
    h("button", { type: "button", onclick: () => close() }, "Cancel"))]);
  return isKnown ? askPerson(title) : isKnown === false ? null : undefined;
}

/** Reads the names anew. */
export async function readNames() {
  const people = await get("people");
  state.names = people.filter((/** @type {any} */ p) => p.name).map((/** @type {any} */ p) => ({ person: p.person, name: p.name }));
  return people;
}

/** @type {Array<{keys: Array<string>, what: string, act: (event: KeyboardEvent) => void}>} */
let bindings = [];

/** Keys of the present page, in place of those of the page before.
 * @param {Array<{keys: Array<string>, what: string, act: (event: KeyboardEvent) => void}>} those */
export function keys(those) { bindings = those; }

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.closest("dialog, input, select, textarea")) return;
  const key = (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + event.key;
  if (key === "Ctrl+z") { event.preventDefault(); undo(); return; }
  if (key === "?") { showKeys(); return; }
  if ((key === "Enter" || key === " ") && target.closest("button, a")) return;
  const binding = bindings.find((b) => b.keys.includes(key));
  if (binding) { event.preventDefault(); binding.act(event); }
});

/** The keys of this page, in a dialog. */
export function showKeys() {
  const rows = [...bindings, { keys: ["Ctrl+z"], what: "take back the last decision" }, { keys: ["?"], what: "these keys" }];
  ask("Keys", (close) => [
    h("table", {}, h("tbody", {}, rows.map((b) => h("tr", {},
      h("td", {}, b.keys.map((k) => [h("kbd", {}, k === " " ? "Space" : k), " "])), h("td", {}, b.what))))),
    h("div.acts", {}, h("button", { type: "button", onclick: () => close() }, "Close")),
  ]);
}

export { personName };
