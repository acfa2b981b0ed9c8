// @ts-check
/** A binary heap of (key, node) over typed arrays: least key first, among equals the lowest node. */

/** @typedef {import("./graph.js").Column} Column */

export class Heap {
  size = 0;
  /** @type {Column} exact integers */
  keys;
  /** @type {Column} */
  nodes;

  /** @param {number} room for this many without growing */
  constructor(room) {
    this.keys = new Float64Array(room + 1);
    this.nodes = new Int32Array(room + 1);
  }

  /** @param {number} key @param {number} node */
  push(key, node) {
    if (this.size + 1 >= this.keys.length) this.#grow();
    const { keys, nodes } = this;
    let at = ++this.size;
    while (at > 1) {
      const above = at >> 1;
      if (keys[above] < key || (keys[above] === key && nodes[above] <= node)) break;
      keys[at] = keys[above];
      nodes[at] = nodes[above];
      at = above;
    }
    keys[at] = key;
    nodes[at] = node;
  }

  /** Removes the first; `keys[0]` and `nodes[0]` hold it then. Only where `size` is above 0. */
  pop() {
    const { keys, nodes } = this;
    keys[0] = keys[1];
    nodes[0] = nodes[1];
    const key = keys[this.size];
    const node = nodes[this.size--];
    let at = 1;
    for (;;) {
      let below = at * 2;
      if (below > this.size) break;
      if (below < this.size && isLess(keys, nodes, below + 1, below)) below++;
      if (key < keys[below] || (key === keys[below] && node <= nodes[below])) break;
      keys[at] = keys[below];
      nodes[at] = nodes[below];
      at = below;
    }
    keys[at] = key;
    nodes[at] = node;
  }

  #grow() {
    const [keys, nodes] = [this.keys, this.nodes];
    this.keys = new Float64Array(keys.length * 2);
    this.nodes = new Int32Array(nodes.length * 2);
    this.keys.set(keys);
    this.nodes.set(nodes);
  }
}

/** @param {Column} keys @param {Column} nodes @param {number} a @param {number} b */
function isLess(keys, nodes, a, b) {
  return keys[a] < keys[b] || (keys[a] === keys[b] && nodes[a] < nodes[b]);
}
