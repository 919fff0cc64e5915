// The people graph on a canvas. What was drawn is kept as a picture larger than the view: panning and
// zooming move that picture, and it is drawn anew when the hand rests.

/**
 * @typedef {{person: number, name: string, x: number, y: number, color: string, size: number, faces: number}} Node
 * @typedef {{a: number, b: number, weight: number, confidence: ?number, title: string}} Link indices of nodes
 */

const margin = 0.25;

export class GraphView {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {{hovered: (hit: {node?: Node, link?: Link}|null, x: number, y: number) => void, opened: (hit: {node?: Node, link?: Link}) => void, portrait: (person: number) => string}} handlers
   */
  constructor(canvas, handlers) {
    this.canvas = canvas;
    this.handlers = handlers;
    this.pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
    this.layer = document.createElement("canvas");
    this.brush = /** @type {CanvasRenderingContext2D} */ (this.layer.getContext("2d", { alpha: false }));
    /** @type {Array<Node>} */
    this.nodes = [];
    /** @type {Array<Link>} */
    this.links = [];
    this.scale = 1; this.x = 0; this.y = 0;
    /** @type {{scale: number, x: number, y: number}} what the kept picture shows */
    this.drawn = { scale: 1, x: 0, y: 0 };
    /** @type {Set<number>} */
    this.marked = new Set();
    this.cursor = -1;
    /** @type {Map<number, HTMLImageElement>} */
    this.portraits = new Map();
    this.redrawTime = 0;
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(canvas);
    this.listen();
  }

  /** @param {Array<Node>} nodes @param {Array<Link>} links @param {boolean} keepsView */
  show(nodes, links, keepsView) {
    this.nodes = nodes;
    this.links = links;
    this.classes = this.classify();
    this.room = this.measure();
    this.byDegree = nodes.map((_, i) => i).sort((i, j) => nodes[j].size - nodes[i].size || i - j);
    this.cursor = Math.min(this.cursor, nodes.length - 1);
    if (!keepsView) this.fit(); else this.redraw();
  }

  /** Links in classes of width and certainty, so that the pen is seldom changed. */
  classify() {
    const heaviest = this.links.reduce((m, l) => Math.max(m, l.weight), 1);
    /** @type {Array<{width: number, isWeak: boolean, links: Array<Link>}>} */
    const classes = [];
    for (const isWeak of [true, false]) for (const width of [0.6, 1.2, 2.2, 3.6]) classes.push({ width, isWeak, links: [] });
    for (const link of this.links) {
      const step = Math.min(3, Math.floor(4 * Math.log1p(link.weight - 1) / Math.log1p(heaviest)));
      const isWeak = link.confidence !== null && link.confidence < 0.9;
      classes[(isWeak ? 0 : 4) + Math.max(0, step)].links.push(link);
    }
    return classes.filter((c) => c.links.length);
  }

  /** How far persons typically are from their nearest, where they are few enough to show their faces. */
  measure() {
    if (this.nodes.length > 300) return 0;
    const nearest = this.nodes.map((n) => this.nodes.reduce((d, m) => (m === n ? d : Math.min(d, Math.hypot(m.x - n.x, m.y - n.y))), Infinity));
    const known = nearest.filter(Number.isFinite).sort((a, b) => a - b);
    return known.length ? known[Math.floor(known.length / 5)] : 0;
  }

  fit() {
    const w = this.canvas.clientWidth, h = this.canvas.clientHeight;
    if (!this.nodes.length || !w) return this.redraw();
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const n of this.nodes) { left = Math.min(left, n.x); right = Math.max(right, n.x); top = Math.min(top, n.y); bottom = Math.max(bottom, n.y); }
    this.scale = Math.min((w - 140) / Math.max(1e-9, right - left), (h - 120) / Math.max(1e-9, bottom - top), 200);
    this.x = w / 2 - (this.scale * (left + right)) / 2;
    this.y = h / 2 - (this.scale * (top + bottom)) / 2;
    this.redraw();
  }

  resize() {
    const ratio = devicePixelRatio || 1, w = this.canvas.clientWidth, h = this.canvas.clientHeight;
    if (!w || !h) return;
    const isFirst = this.canvas.width === 300 && !this.sized;
    this.sized = true;
    this.canvas.width = Math.round(w * ratio); this.canvas.height = Math.round(h * ratio);
    this.layer.width = Math.round(w * (1 + 2 * margin) * ratio); this.layer.height = Math.round(h * (1 + 2 * margin) * ratio);
    if (isFirst) this.fit(); else this.redraw();
  }

  /** Radius on the screen. @param {Node} node */
  radius(node) {
    const usual = (2.2 + Math.sqrt(node.size) * 1.3) * Math.min(4, Math.max(0.7, this.zoom()));
    return Math.max(usual, Math.min(5 * usual, 28, 0.3 * (this.room ?? 0) * this.scale));
  }
  zoom() { return this.scale / (this.base ??= this.scale || 1); }

  /** Draws everything anew. */
  redraw() {
    clearTimeout(this.resting);
    const began = performance.now();
    const style = getComputedStyle(document.documentElement);
    const ratio = devicePixelRatio || 1, pen = this.brush;
    const w = this.canvas.clientWidth, h = this.canvas.clientHeight, mx = w * margin, my = h * margin;
    this.base ??= this.scale;
    this.drawn = { scale: this.scale, x: this.x, y: this.y };
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const [ground, ink] = dark ? ["#16191c", "#e6e9eb"] : ["#fbfbfa", "#1d2327"];
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = ground;
    pen.fillRect(0, 0, w + 2 * mx, h + 2 * my);
    const px = (/** @type {number} */ x) => x * this.scale + this.x + mx, py = (/** @type {number} */ y) => y * this.scale + this.y + my;
    const isIn = (/** @type {number} */ x, /** @type {number} */ y) => x > -40 && y > -40 && x < w + 2 * mx + 40 && y < h + 2 * my + 40;
    const isFocused = this.marked.size > 0;
    const shade = this.links.length > 5000 ? 0.16 : this.links.length > 800 ? 0.3 : 0.5;
    for (const { width, isWeak, links } of this.classes ?? []) {
      pen.lineWidth = this.links.length > 5000 ? Math.min(width, 1.2) : width;
      pen.setLineDash(isWeak ? [4, 3] : []);
      pen.strokeStyle = ink;
      pen.globalAlpha = isFocused ? shade / 3 : shade;
      let inPath = 0;
      pen.beginPath();
      for (const link of links) {
        const a = this.nodes[link.a], b = this.nodes[link.b];
        const ax = px(a.x), ay = py(a.y), bx = px(b.x), by = py(b.y);
        if ((ax < 0 && bx < 0) || (ay < 0 && by < 0) || (ax > w + 2 * mx && bx > w + 2 * mx) || (ay > h + 2 * my && by > h + 2 * my)) continue;
        pen.moveTo(ax, ay); pen.lineTo(bx, by);
        if (++inPath === 64) { pen.stroke(); pen.beginPath(); inPath = 0; }
      }
      if (inPath) pen.stroke();
    }
    pen.setLineDash([]);
    if (isFocused) {
      pen.globalAlpha = 0.85; pen.lineWidth = 1.6; pen.strokeStyle = style.getPropertyValue("--accent") || "#1f5f9a";
      pen.strokeStyle = dark ? "#7fb6e8" : "#1f5f9a";
      for (const link of this.links) {
        if (!this.marked.has(link.a) && !this.marked.has(link.b)) continue;
        const a = this.nodes[link.a], b = this.nodes[link.b];
        pen.setLineDash(link.confidence !== null && link.confidence < 0.9 ? [4, 3] : []);
        pen.beginPath(); pen.moveTo(px(a.x), py(a.y)); pen.lineTo(px(b.x), py(b.y)); pen.stroke();
      }
      pen.setLineDash([]);
    }
    pen.globalAlpha = 1;
    for (let i = 0; i < this.nodes.length; i++) {
      const n = this.nodes[i], x = px(n.x), y = py(n.y);
      if (!isIn(x, y)) continue;
      const r = this.radius(n);
      pen.globalAlpha = isFocused && !this.marked.has(i) && !this.isNear(i) ? 0.35 : 1;
      pen.fillStyle = n.color;
      pen.beginPath(); pen.arc(x, y, r, 0, 6.2832); pen.fill();
      if (r > 14) this.portrait(pen, n, x, y, r);
      if (i === this.cursor) { pen.lineWidth = 3; pen.strokeStyle = ink; pen.stroke(); }
    }
    pen.globalAlpha = 1;
    this.label(pen, px, py, isIn, ink, ground);
    this.redrawTime = performance.now() - began;
    this.blit();
  }

  /** @param {number} index */
  isNear(index) {
    if (!this.near) {
      this.near = new Set();
      for (const l of this.links) { if (this.marked.has(l.a)) this.near.add(l.b); if (this.marked.has(l.b)) this.near.add(l.a); }
    }
    return this.near.has(index);
  }

  /** @param {CanvasRenderingContext2D} pen @param {Node} n @param {number} x @param {number} y @param {number} r */
  portrait(pen, n, x, y, r) {
    let picture = this.portraits.get(n.person);
    if (!picture) {
      if (this.portraits.size > 400) return;
      picture = new Image();
      picture.onload = () => this.rest();
      picture.src = this.handlers.portrait(n.person);
      this.portraits.set(n.person, picture);
    }
    if (!picture.complete || !picture.naturalWidth) return;
    pen.save();
    pen.beginPath(); pen.arc(x, y, r - 2, 0, 6.2832); pen.clip();
    pen.drawImage(picture, x - r, y - r, 2 * r, 2 * r);
    pen.restore();
  }

  /** Names of the most central first, where nothing is in the way. */
  label(/** @type {CanvasRenderingContext2D} */ pen, /** @type {(x: number) => number} */ px, /** @type {(y: number) => number} */ py, /** @type {(x: number, y: number) => boolean} */ isIn, /** @type {string} */ ink, /** @type {string} */ ground) {
    const cell = 28, taken = new Set();
    let written = 0;
    pen.font = "12px system-ui, sans-serif";
    pen.textBaseline = "top"; pen.lineJoin = "round";
    for (const i of this.byDegree ?? []) {
      if (written > 160) break;
      const n = this.nodes[i];
      if (this.marked.size && !this.marked.has(i) && !this.isNear(i)) continue;
      const x = px(n.x), y = py(n.y);
      if (!isIn(x, y)) continue;
      const text = n.name.length > 28 ? n.name.slice(0, 27) + "…" : n.name;
      const width = pen.measureText(text).width, left = x - width / 2, top = y + this.radius(n) + 2;
      const keys = [];
      for (let cx = Math.floor(left / cell); cx <= Math.floor((left + width) / cell); cx++)
        for (let cy = Math.floor(top / cell); cy <= Math.floor((top + 13) / cell); cy++) keys.push(`${cx},${cy}`);
      if (keys.some((k) => taken.has(k))) continue;
      keys.forEach((k) => taken.add(k));
      pen.strokeStyle = ground; pen.lineWidth = 3; pen.strokeText(text, left, top);
      pen.fillStyle = ink; pen.fillText(text, left, top);
      written += 1;
    }
  }

  /** Moves the kept picture to where the view is. */
  blit() {
    const ratio = devicePixelRatio || 1, w = this.canvas.clientWidth, h = this.canvas.clientHeight;
    const k = this.scale / this.drawn.scale;
    this.pen.setTransform(1, 0, 0, 1, 0, 0);
    this.pen.fillStyle = matchMedia("(prefers-color-scheme: dark)").matches ? "#16191c" : "#fbfbfa";
    this.pen.fillRect(0, 0, this.canvas.width, this.canvas.height);
    const dx = this.x - this.drawn.x * k - w * margin * k, dy = this.y - this.drawn.y * k - h * margin * k;
    this.pen.imageSmoothingEnabled = k !== 1;
    this.pen.drawImage(this.layer, Math.round(dx * ratio), Math.round(dy * ratio), this.layer.width * k, this.layer.height * k);
  }

  /** Draws anew soon, when nothing moves any more. */
  rest() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.redraw(), 140);
  }

  move() {
    if (this.moving) return;
    this.moving = true;
    requestAnimationFrame(() => { this.moving = false; this.blit(); });
    this.rest();
  }

  /** @param {number} factor @param {number} x @param {number} y */
  zoomAt(factor, x, y) {
    const next = Math.max(this.zoom() * factor, 0.05) > 60 ? 1 : factor;
    this.x = x - (x - this.x) * next; this.y = y - (y - this.y) * next; this.scale *= next;
    this.move();
  }

  /** What is at a point of the view. @param {number} x @param {number} y @returns {{node?: Node, link?: Link}|null} */
  hit(x, y) {
    for (let k = this.byDegree ? this.byDegree.length - 1 : -1; k >= 0; k--) {
      const n = this.nodes[/** @type {Array<number>} */ (this.byDegree)[k]];
      const dx = n.x * this.scale + this.x - x, dy = n.y * this.scale + this.y - y, r = this.radius(n) + 3;
      if (dx * dx + dy * dy <= r * r) return { node: n };
    }
    let best = null, least = 25;
    for (const link of this.links) {
      const a = this.nodes[link.a], b = this.nodes[link.b];
      const ax = a.x * this.scale + this.x, ay = a.y * this.scale + this.y, bx = b.x * this.scale + this.x - ax, by = b.y * this.scale + this.y - ay;
      const t = Math.max(0, Math.min(1, ((x - ax) * bx + (y - ay) * by) / (bx * bx + by * by || 1)));
      const d = (ax + t * bx - x) ** 2 + (ay + t * by - y) ** 2;
      if (d < least) { least = d; best = link; }
    }
    return best ? { link: best } : null;
  }

  /** Shows some nodes and their links, the rest faint. @param {Iterable<number>} indices */
  mark(indices) { this.marked = new Set(indices); this.near = undefined; this.redraw(); }

  /** @param {number} index */
  centerOn(index) {
    const n = this.nodes[index];
    if (!n) return;
    this.x = this.canvas.clientWidth / 2 - n.x * this.scale; this.y = this.canvas.clientHeight / 2 - n.y * this.scale;
    this.redraw();
  }

  listen() {
    const c = this.canvas;
    /** @type {Map<number, {x: number, y: number}>} */
    const hands = new Map();
    let travelled = 0;
    c.addEventListener("pointerdown", (e) => { hands.set(e.pointerId, { x: e.offsetX, y: e.offsetY }); c.setPointerCapture(e.pointerId); travelled = 0; });
    c.addEventListener("pointermove", (e) => {
      const hand = hands.get(e.pointerId);
      if (!hand) {
        clearTimeout(this.pointing);
        this.pointing = setTimeout(() => this.handlers.hovered(this.hit(e.offsetX, e.offsetY), e.offsetX, e.offsetY), 40);
        return;
      }
      const dx = e.offsetX - hand.x, dy = e.offsetY - hand.y;
      travelled += Math.abs(dx) + Math.abs(dy);
      if (hands.size === 2) {
        const other = [...hands].find(([id]) => id !== e.pointerId)?.[1] ?? hand;
        const before = Math.hypot(hand.x - other.x, hand.y - other.y), after = Math.hypot(e.offsetX - other.x, e.offsetY - other.y);
        if (before > 0) this.zoomAt(after / before, other.x, other.y);
      } else { this.x += dx; this.y += dy; this.move(); }
      hands.set(e.pointerId, { x: e.offsetX, y: e.offsetY });
    });
    const up = (/** @type {PointerEvent} */ e) => {
      if (hands.delete(e.pointerId) && travelled < 5) {
        const hit = this.hit(e.offsetX, e.offsetY);
        if (hit) this.handlers.opened(hit); else this.mark([]);
      }
    };
    c.addEventListener("pointerup", up);
    c.addEventListener("pointercancel", (e) => hands.delete(e.pointerId));
    c.addEventListener("pointerleave", () => { clearTimeout(this.pointing); this.handlers.hovered(null, 0, 0); });
    c.addEventListener("wheel", (e) => { e.preventDefault(); this.zoomAt(Math.exp(-e.deltaY * 0.0015), e.offsetX, e.offsetY); }, { passive: false });
  }

  stop() { this.observer.disconnect(); clearTimeout(this.resting); clearTimeout(this.pointing); }
}
