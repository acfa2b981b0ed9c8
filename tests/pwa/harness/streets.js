/** Random streets, grounds and sites, small enough for the slowest of solvers; and their bytes. */

import { createHash } from "node:crypto";
import { crc32 } from "../../../pwa/app/way/bundle.js";
import { graphOf } from "../../../pwa/app/way/graph.js";
import { HAZARDS } from "../../../pwa/app/way/hazards.js";

export const KX = 895_000;
export const KY = 1_113_195;

/** Numbers in [0, 1) from a seed (mulberry32), so that a failing graph can be made again. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Some nodes, edges between many of the near ones, every flag now and then. */
export function randomStreets(seed, n = 24) {
  const next = random(seed);
  const lon5 = Int32Array.from({ length: n }, () => 13_660_000 + Math.floor(next() * 200));
  const lat5 = Int32Array.from({ length: n }, () => 3_656_000 + Math.floor(next() * 200));
  const pairs = [];
  for (let u = 0; u < n; u++) {
    for (let v = u + 1; v < n; v++) if (next() < 3 / n) pairs.push([u, v]);
  }
  const m = pairs.length;
  const flag = () => (next() < 0.35 ? 1 << Math.floor(next() * 12) : 0);
  return {
    n,
    m,
    lon5,
    lat5,
    u: Int32Array.from(pairs, ([u]) => u),
    v: Int32Array.from(pairs, ([, v]) => v),
    kind: Uint8Array.from(pairs, () => 1 + Math.floor(next() * 5)),
    flags: Uint16Array.from(pairs, () => flag() | flag()),
    name: Int32Array.from(pairs, () => Math.floor(next() * 3)),
    kx: KX,
    ky: KY,
    mostName: 2,
  };
}

export function randomGround(seed, m, zoned = 0.5) {
  const next = random(seed ^ 0x5eed);
  const bits = (share) => Uint8Array.from({ length: m }, () => (next() < share ? 1 : 0));
  return HAZARDS.map(() => ({
    hasZone: true,
    zone: bits(zoned),
    closed: bits(0.08),
    costly: bits(0.1),
  }));
}

export function randomStarts(seed, n) {
  const next = random(seed ^ 0xf00d);
  const count = Math.floor(next() * 4);
  return new Map(
    Array.from({ length: count }, () => [Math.floor(next() * n), Math.floor(next() * 3) * 100]),
  );
}

/** A street of nodes 0, 1, 2, … 50 m apart to the east, and what the caller makes of it. */
export function row(n, change = {}) {
  const step = Math.round(50_000_000 / KX);
  const streets = {
    n,
    m: n - 1,
    lon5: Int32Array.from({ length: n }, (_, i) => 13_660_000 + i * step),
    lat5: new Int32Array(n).fill(3_656_000),
    u: Int32Array.from({ length: n - 1 }, (_, i) => i),
    v: Int32Array.from({ length: n - 1 }, (_, i) => i + 1),
    kind: new Uint8Array(n - 1).fill(3),
    flags: new Uint16Array(n - 1),
    name: new Int32Array(n - 1),
    kx: KX,
    ky: KY,
    mostName: 0,
  };
  return graphOf({ ...streets, ...change });
}

/** Nothing mapped but what the caller names: `{ tsunami: { hasZone: true, zone: [0, 1] } }`. */
export function ground(m, layers = {}) {
  const bits = (edges = []) => Uint8Array.from({ length: m }, (_, i) => (edges.includes(i) ? 1 : 0));
  return HAZARDS.map((hazard) => {
    const { hasZone = false, zone, closed, costly } = layers[hazard] ?? {};
    return { hasZone, zone: bits(zone), closed: bits(closed), costly: bits(costly) };
  });
}

export const HEAD = {
  v: 1,
  id: "test",
  name: { ja: "試験市", en: "Test City" },
  made: 1_700_000_000,
  bbox5: [13_650_000, 3_650_000, 13_670_000, 3_670_000],
  kx: KX,
  ky: KY,
  coverage: [
    [
      [13_650_000, 3_650_000],
      [13_680_000, 3_650_000],
      [13_680_000, 3_670_000],
      [13_650_000, 3_670_000],
    ],
  ],
  sources: [],
  fictional: true,
};

/** The bytes of a bundle, written from docs/formats.md and from nothing of the app's reader. */
export function bundleOf({ streets, ground, sites = [], names = [{}], fields = [], extra = [] }) {
  const json = (value) => Buffer.from(JSON.stringify(value));
  return joined([
    ["HEAD", json(HEAD)],
    ["GRPH", graphBytes(streets)],
    ["NAME", json(names)],
    ["GRND", groundBytes(ground)],
    ["SITE", json({ sites, shelters: [] })],
    ["FLDS", Buffer.from([fields.length, ...fields.flatMap(([one, bytes]) => [one, ...bytes])])],
    ...extra,
  ]);
}

export function joined(sections) {
  const table = sections.map(([tag, bytes]) => {
    const entry = Buffer.alloc(12);
    entry.write(tag, 0, "latin1");
    entry.writeUInt32LE(bytes.length, 4);
    entry.writeUInt32LE(crc32(bytes), 8);
    return entry;
  });
  const parts = sections.map(([, bytes]) => bytes);
  const body = Buffer.concat([
    Buffer.from("HANSHOCB\x01", "latin1"),
    Buffer.from([sections.length]),
    ...table,
    ...parts,
  ]);
  return new Uint8Array(Buffer.concat([body, createHash("sha256").update(body).digest()]));
}

function unsigned(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return [...bytes, value];
}

function signed(value) {
  return unsigned(value < 0 ? -2 * value - 1 : 2 * value);
}

function runs(values, write) {
  const bytes = [];
  for (let at = 0; at < values.length; ) {
    let end = at;
    while (end < values.length && values[end] === values[at]) end++;
    bytes.push(...unsigned(end - at), ...write(values[at]));
    at = end;
  }
  return bytes;
}

function graphBytes({ n, m, lon5, lat5, u, v, kind, flags, name }) {
  const bytes = [...unsigned(n), ...unsigned(m)];
  for (const column of [lon5, lat5]) {
    column.forEach((value, i) => bytes.push(...signed(value - (column[i - 1] ?? 0))));
  }
  let edge = 0;
  for (let node = 0; node < n; node++) {
    const uppers = [];
    while (edge < m && u[edge] === node) uppers.push(v[edge++]);
    bytes.push(...unsigned(uppers.length));
    uppers.forEach((upper, i) => bytes.push(...unsigned(upper - (uppers[i - 1] ?? node))));
  }
  bytes.push(...runs(kind, (one) => [one]), ...runs(flags, unsigned), ...runs(name, unsigned));
  return Buffer.from(bytes);
}

function groundBytes(layers) {
  return Buffer.from(
    layers.flatMap(({ hasZone, zone, closed, costly }) => [
      hasZone ? 1 : 0,
      ...[zone, closed, costly].flatMap(bits),
    ]),
  );
}

function bits(values) {
  const bytes = [];
  let value = 0;
  for (let at = 0; at < values.length; value = 1 - value) {
    let end = at;
    while (end < values.length && values[end] === value) end++;
    bytes.push(...unsigned(end - at));
    at = end;
  }
  return bytes;
}
