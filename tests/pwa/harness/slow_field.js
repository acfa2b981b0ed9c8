/**
 * The field of docs/formats.md by the slowest plain method: pairs [inside, after], improved until
 * nothing improves. Shares no code with pwa/app/way/field.js, and no idea of order.
 */

const NEVER = [Infinity, Infinity];

export function slowField(graph, terrain, starts, leaving) {
  const arcs = arcsOf(graph, terrain);
  const zoned = Array.from({ length: graph.n }, (_, node) => {
    const own = arcs.filter(({ from }) => from === node);
    return own.length > 0 && own.every(({ zone }) => zone);
  });
  const out = leaving && terrain.hasZone ? lasting(graph, arcs, zoned, starts) : new Set();
  const inside = zoned.map((one, node) => one || (leaving && terrain.hasZone && !out.has(node)));
  const cost = Array.from({ length: graph.n }, (_, node) => [0, starts.get(node) ?? Infinity]);
  for (const [node, pair] of cost.entries()) if (pair[1] === Infinity) cost[node] = NEVER;
  for (const node of out) cost[node] = [0, 0];
  const usable = arcs.filter(
    ({ from, to, zone, closed }) =>
      !closed && (inside[from] || (!zone && !inside[to])),
  );
  for (let better = true; better; ) {
    better = false;
    for (const arc of usable) {
      const found = through(arc, inside, cost);
      if (!isLess(found, cost[arc.from])) continue;
      cost[arc.from] = found;
      better = true;
    }
  }
  return { cost, inside, step: cost.map((pair, node) => stepOf(node, pair)) };

  function stepOf(node, pair) {
    if (pair === NEVER) return 255;
    if (starts.has(node) && isSame(pair, [0, starts.get(node)])) return 254;
    if (out.has(node)) return 253;
    const all = [...new Set(arcs.filter(({ from }) => from === node).map(({ to }) => to))];
    all.sort((a, b) => a - b);
    const good = usable.filter((arc) => arc.from === node && isSame(through(arc, inside, cost), pair));
    return all.indexOf(Math.min(...good.map(({ to }) => to)));
  }
}

function through({ from, to, weight }, inside, cost) {
  if (cost[to] === NEVER) return NEVER;
  const [a, b] = cost[to];
  return inside[from] ? [a + weight, b] : [0, b + weight];
}

function isLess([a, b], [c, d]) {
  return a < c || (a === c && b < d);
}

function isSame([a, b], [c, d]) {
  return a === c && b === d;
}

function arcsOf({ m, u, v }, { zone, closed, along, back }) {
  return Array.from({ length: m }, (_, edge) => {
    const facts = { zone: Boolean(zone[edge]), closed: Boolean(closed[edge]), edge };
    return [
      { from: u[edge], to: v[edge], weight: along[edge], ...facts },
      { from: v[edge], to: u[edge], weight: back[edge], ...facts },
    ];
  }).flat();
}

/** Outside nodes of pieces that are long enough, or have a site. */
function lasting({ n, length }, arcs, zoned, starts) {
  const piece = Array.from({ length: n }, (_, node) => node);
  const dry = arcs.filter(({ zone }) => !zone);
  for (let round = 0; round < n; round++) {
    for (const { from, to } of dry) piece[from] = piece[to] = Math.min(piece[from], piece[to]);
  }
  const lasts = (name) => {
    const long = dry.filter(({ from }) => piece[from] === name);
    const total = long.reduce((all, { edge }) => all + length[edge], 0) / 2;
    return total >= 10_000 || [...starts.keys()].some((node) => !zoned[node] && piece[node] === name);
  };
  return new Set([...piece.keys()].filter((node) => !zoned[node] && lasts(piece[node])));
}
