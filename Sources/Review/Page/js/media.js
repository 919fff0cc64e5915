// Photos and videos: all of them, or one with boxes and names over it.
import { h, fill, image, table } from "./dom.js";
import { get, query, mediaImage, mediaFile, faceImage, isReport } from "./data.js";
import { keys, attempt, decide, state, tell, askOwner, askPerson } from "./shell.js";
import { boxes } from "./boxes.js";
import { drawBox } from "./draw.js";
import { filters } from "./filters.js";
import { Grid } from "./grid.js";
import { count, day, moment, percent, fileName, personName } from "./words.js";

/** @type {Object<string, string>} */
const values = {};

/** @param {HTMLElement} main @param {Array<string>} path */
export const show = (main, path) => (path[0] ? one(main, Number(path[0])) : all(main));

/** @param {HTMLElement} main */
async function all(main) {
  main.className = "whole";
  const told = h("span.count", { role: "status" });
  const grid = new Grid({
    tile: 176, height: 176, label: "Photos and videos", key: (/** @type {any} */ m) => m.media,
    draw(element, media) {
      element.style.width = "172px";
      fill(element, image(mediaImage(media.media, 240, media.kind === "video" ? 0 : null), "", { style: { aspectRatio: "4/3" } }),
        h("div.name", {}, fileName(media.path)), h("div.figures", {}, `${(media.date ?? "no date").slice(0, 10)}, ${count(media.faces ?? 0, "face")}`));
      element.setAttribute("aria-label", `${media.path}, ${day(media.date)}, ${count(media.faces ?? 0, "face")}`);
      element.title = media.path;
    },
    open: (media) => { location.hash = `#/media/${media.media}`; },
    selected() {},
  });
  fill(main, h("h1.skip", {}, "Photos and videos"), h("div.tools", {}, ...(isReport ? [] : filters(values, load)), told), grid.element);
  async function load() {
    await attempt(async () => {
      const rows = await get("media" + query(values));
      grid.show(rows);
      told.textContent = count(rows.length, "file");
    });
  }
  keys([{ keys: ["Enter"], what: "open", act: () => { const m = grid.items[grid.cursor]; if (m) location.hash = `#/media/${m.media}`; } },
    { keys: ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"], what: "move", act: (e) => { grid.element.focus(); grid.key(e); } }]);
  await load();
  grid.element.focus({ preventScroll: true });
  return { changed: load, left: () => grid.stop() };
}

/** @param {HTMLElement} main @param {number} id */
async function one(main, id) {
  /** @type {any} */
  let media;
  async function load() {
    await attempt(async () => {
      media = await get(`media/${id}`);
      const named = media.face_list.map((/** @type {any} */ f) => ({ ...f, name: f.person == null ? "?" : f.name ? personName(f) : String(f.person), unconfirmed: null }));
      const isVideo = media.kind === "video";
      const times = [...new Set(media.face_list.map((/** @type {any} */ f) => f.time))].sort((a, b) => Number(a) - Number(b));
      fill(main,
        h("div.head", {}, h("h1.path", {}, fileName(media.path)),
          h("div.acts", {}, !state.readOnly && !isVideo && h("button", { type: "button", onclick: () => draw() }, "Add a face"), media.previous != null && h("a", { href: `#/media/${media.previous}` }, "← previous"), media.next != null && h("a", { href: `#/media/${media.next}` }, "next →"))),
        h("div.columns", {},
          h("div", {}, isVideo ? video(media, named, times, state.readOnly ? undefined : draw) : boxes(mediaImage(id, 1600), media, named, chosen)),
          h("div", {},
            h("section.block", {}, h("h2", {}, count(media.face_list.length, "face")), named.length ? table([
              { title: "", cell: (f) => image(faceImage(f.face, 128), f.name, { style: { width: "52px", borderRadius: "6px" } }) },
              { title: "Person", cell: (f) => (f.person == null ? h("span.quiet", {}, "unidentified") : h("a", { href: `#/person/${f.person}` }, personName(f))) },
              isVideo ? { title: "Moment", cell: (f) => moment(f.time) } : { title: "Quality", number: true, cell: (f) => (f.quality ?? 0).toFixed(2) },
              { title: "Sure", number: true, cell: (f) => (f.person == null ? "" : percent(f.confidence)) },
              { title: "", cell: (f) => !state.readOnly && h("button.plain", { type: "button", onclick: () => chosen(f) }, "change") }], named) : h("p.quiet", {}, "No face was found.")),
            h("section.block", {}, h("h2", {}, "The file"), h("p.small.path", {}, media.path), (media.paths ?? []).slice(1).map((/** @type {string} */ p) => h("p.small.path.quiet", {}, `also ${p}`)),
              h("p.small", {}, day(media.date), media.latitude != null ? `, ${media.latitude.toFixed(5)}, ${media.longitude.toFixed(5)}` : "", media.camera ? `, ${media.camera}` : ""),
              h("p.small.quiet", {}, `${media.width} × ${media.height}, ${media.format}`), h("p.small.quiet.path", {}, `SHA-256 ${media.sha256}`)))));
    });
  }

  /** Adds a face that the detector missed. @param {Element} [picture] of a moment @param {{width: number, height: number}} [size] @param {number} [time] */
  async function draw(picture = main.querySelector(".picture") ?? undefined, size = media, time = undefined) {
    if (state.readOnly || !picture || picture.querySelector(".drawing")) return;
    tell("Draw a box around the face; Escape gives up.");
    const box = await drawBox(picture, size);
    if (!box) return;
    const person = await askOwner("Whose face is this?");
    if (person === undefined) return;
    if (await decide({ decision: "add", media: id, time, box: [box.top, box.right, box.bottom, box.left], person })) await load();
  }

  /** @param {any} face */
  async function chosen(face) {
    if (state.readOnly) { if (face.person != null) location.hash = `#/person/${face.person}`; return; }
    const person = await askPerson(face.person == null ? "Whose face is this?" : `This face is not ${face.name}, but`);
    if (person !== undefined && await decide({ decision: "assign", person, faces: [face.face] })) await load();
  }

  keys([
    { keys: ["ArrowLeft"], what: "previous", act: () => { if (media?.previous != null) location.hash = `#/media/${media.previous}`; } },
    { keys: ["ArrowRight"], what: "next", act: () => { if (media?.next != null) location.hash = `#/media/${media.next}`; } },
    { keys: ["d"], what: "add a face that was missed", act: () => { if (media?.kind !== "video") draw(); } },
    { keys: ["Backspace"], what: "all photos and videos", act: () => { location.hash = "#/media"; } },
  ]);
  await load();
  return { changed: load };
}

/** A player where the browser can play the file, else key frames.
 * @param {any} media @param {Array<any>} faces @param {Array<any>} times
 * @param {(picture: Element, size: {width: number, height: number}, time: number) => void} [draw] */
function video(media, faces, times, draw) {
  /** @param {number} time */
  const moments = (time) => {
    const here = faces.filter((f) => f.time === time);
    const size = { width: here[0]?.frame_width ?? media.width, height: here[0]?.frame_height ?? media.height };
    const picture = boxes(mediaImage(media.media, 900, time), size, here);
    return h("figure", { style: { margin: "0 0 12px" } }, picture,
      h("figcaption.small", {}, moment(time), " ", draw && h("button.plain", { type: "button", onclick: () => draw(picture, size, time) }, "add a face")));
  };
  const frames = h("div", {}, h("h2", { style: { marginTop: "12px" } }, "Moments"), times.slice(0, 60).map(moments));
  if (isReport) return frames;
  const player = /** @type {HTMLVideoElement} */ (h("video", { controls: true, preload: "metadata", src: mediaFile(media.media), style: { width: "100%" } }));
  player.addEventListener("error", () => player.replaceWith(h("p.quiet", {}, "This browser cannot play the file; its moments are below.")));
  // The moment that the player shows may have no face yet.
  const here = draw && h("button", { type: "button", onclick: () => {
    player.pause();
    const figure = moments(Math.round(player.currentTime * 1000));
    frames.children[0].after(figure);
    figure.scrollIntoView({ block: "nearest" });
  } }, "Show the moment");
  return h("div", {}, player, h("div.acts", { style: { marginTop: "8px" } }, here, times.slice(0, 80).map((t) => h("button", { type: "button", onclick: () => { player.currentTime = t / 1000; } }, moment(t)))), frames);
}
