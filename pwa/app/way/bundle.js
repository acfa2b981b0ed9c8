// @ts-check
/**
 * `city.bundle` (docs/formats.md): one city in one file, checked whole before a byte of it is used.
 * A bundle that is not what it says is refused: no map is better than a wrong one.
 */

import { decodeContext } from "./context_layers.js";
import { decodeGraph } from "./graph.js";
import { decodeGround } from "./ground.js";
import { Reader, Unreadable } from "./reader.js";

/** @typedef {import("./graph.js").Graph} Graph */
/** @typedef {import("./ground.js").Ground} Ground */
/** @typedef {import("./context_layers.js").Feature} Feature */

/** @typedef {Readonly<Record<string, string>>} Named a text per language; always has `ja` */

/**
 * @typedef {object} Site where to save one's life now; state is never in the bundle.
 * @property {string} id
 * @property {Named} name
 * @property {[number, number]} at lon5, lat5
 * @property {number | null} node its access, null where it lies off the streets
 * @property {number} off_dm straight from the site to its access
 * @property {number} hazards a bit for each hazard that it is designated for
 * @property {string} [remark] as the town wrote it
 * @property {number} [capacity]
 * @property {Readonly<Record<string, number>>} [spread] dm, where capacity is known
 * @property {Readonly<Record<string, number>>} [floors] the lowest floor to go to, by hazard
 * @property {Readonly<Record<string, string>>} [parts] `indoors` or `outdoors`, by hazard
 * @property {string} [address]
 */

/**
 * @typedef {object} Head
 * @property {number} v
 * @property {string} id
 * @property {Named} name
 * @property {number} made epoch seconds
 * @property {[number, number, number, number]} bbox5
 * @property {number} kx
 * @property {number} ky
 * @property {[number, number][][]} coverage rings of lon5, lat5
 * @property {{ name: string, attribution?: string, licence?: string, date?: string }[]} sources
 * @property {boolean} fictional
 */

/**
 * @typedef {object} Shelter where one stays afterwards: shown, never walked to by us.
 * @property {string} id
 * @property {Named} name
 * @property {[number, number]} at
 * @property {string} [remark]
 * @property {string} [for] whom it is kept for
 */

/**
 * @typedef {object} City
 * @property {Head} head
 * @property {Graph} graph
 * @property {readonly Named[]} names of streets and features; 0 is none
 * @property {Ground} ground
 * @property {readonly Site[]} sites
 * @property {readonly Shelter[]} shelters
 * @property {ReadonlyMap<number, Uint8Array>} fields shipped: hazard → a byte per node
 * @property {readonly Feature[]} features for orientation
 * @property {readonly Feature[]} [zones] to be drawn; `layer` is the hazard's number, from 1
 */

const MAGIC = "HANSHOCB";
const VERSION = 1;
const START = 10;
const ENTRY = 12;
const DIGEST = 32;
/** Unpacked: what no phone should be asked to keep. A city core is a tenth of it. */
export const MOST_BYTES = 8 * 1024 * 1024;
const MOST_SECTIONS = 32;

/**
 * @param {Uint8Array} bytes
 * @param {{ crypto?: Crypto }} [how] without `subtle` (no secure context) the CRCs must do
 * @returns {Promise<City>}
 * @throws {Unreadable}
 */
export async function decodeBundle(bytes, { crypto = globalThis.crypto } = {}) {
  const subtle = crypto?.subtle;
  // The digest speaks for every section too.
  const sections = sectionsOf(bytes, subtle ? () => true : (section, crc) => crc32(section) === crc);
  if (subtle) await verify(bytes, subtle);
  try {
    return decodeSections(sections);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(`a section cannot be read: ${error}`);
  }
}

/** @param {ReadonlyMap<string, Uint8Array>} sections @returns {City} */
function decodeSections(sections) {
  const head = /** @type {Head} */ (jsonOf(sections, "HEAD"));
  const names = /** @type {Named[]} */ (jsonOf(sections, "NAME"));
  const { sites, shelters } = placesOf(sections);
  if (head.v !== VERSION) throw new Unreadable(`a head of version ${head.v}`);
  const graph = decodeGraph(needed(sections, "GRPH"), head);
  if (graph.mostName >= names.length && graph.mostName > 0) {
    throw new Unreadable("a street has a name that is not there");
  }
  if (sites.some(({ node }) => node !== null && !(node >= 0 && node < graph.n))) {
    throw new Unreadable("a site stands at a node that is not there");
  }
  const context = sections.get("CTXT");
  const zones = sections.get("ZONE");
  return {
    head,
    graph,
    names,
    ground: decodeGround(needed(sections, "GRND"), graph.m),
    sites,
    shelters,
    fields: decodeFields(sections.get("FLDS"), graph.n),
    features: context ? decodeContext(context) : [],
    zones: zones ? decodeContext(zones) : [],
  };
}

/**
 * Values that are left out where they are nothing stand in.
 * @param {ReadonlyMap<string, Uint8Array>} sections
 * @returns {{ sites: Site[], shelters: Shelter[] }}
 */
function placesOf(sections) {
  const { sites, shelters = [] } = /** @type {any} */ (jsonOf(sections, "SITE"));
  const whole = (/** @type {Site} */ site) => ({ ...site, off_dm: site.off_dm ?? 0 });
  return { sites: sites.map(whole), shelters };
}

/**
 * The table of sections.
 * @param {Uint8Array} bytes
 * @param {(section: Uint8Array, crc: number) => boolean} isWhole
 */
function sectionsOf(bytes, isWhole) {
  if (bytes.length > MOST_BYTES) throw new Unreadable(`${bytes.length} bytes are too many`);
  if (bytes.length < START + DIGEST || text(bytes.subarray(0, 8)) !== MAGIC) {
    throw new Unreadable("this is no city bundle");
  }
  if (bytes[8] !== VERSION) throw new Unreadable(`a bundle of version ${bytes[8]}`);
  const count = bytes[9] ?? 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = START + count * ENTRY;
  const end = bytes.length - DIGEST;
  if (count > MOST_SECTIONS || start > end) throw new Unreadable("the table of sections is broken");
  /** @type {Map<string, Uint8Array>} */
  const sections = new Map();
  for (let at = START; at < START + count * ENTRY; at += ENTRY) {
    const tag = text(bytes.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    if (start + length > end) throw new Unreadable(`${tag} reaches beyond the end`);
    const section = bytes.subarray(start, start + length);
    if (!isWhole(section, view.getUint32(at + 8, true))) throw new Unreadable(`${tag} is damaged`);
    if (sections.has(tag)) throw new Unreadable(`${tag} is there twice`);
    sections.set(tag, section);
    start += length;
  }
  if (start !== end) throw new Unreadable("there are bytes that no section holds");
  return sections;
}

/** @param {Uint8Array} bytes @param {SubtleCrypto} subtle */
async function verify(bytes, subtle) {
  const end = bytes.length - DIGEST;
  const body = /** @type {Uint8Array<ArrayBuffer>} */ (bytes.subarray(0, end));
  const found = new Uint8Array(await subtle.digest("SHA-256", body));
  if (!found.every((byte, i) => byte === bytes[end + i])) {
    throw new Unreadable("the bundle is not whole: its digest differs");
  }
}

/**
 * @param {Uint8Array | undefined} section
 * @param {number} n
 * @returns {Map<number, Uint8Array>}
 */
function decodeFields(section, n) {
  /** @type {Map<number, Uint8Array>} */
  const fields = new Map();
  if (!section) return fields;
  const reader = new Reader(section);
  for (let left = reader.byte(); left > 0; left--) fields.set(reader.byte(), reader.take(n));
  reader.end("FLDS");
  return fields;
}

/** @param {ReadonlyMap<string, Uint8Array>} sections @param {string} tag */
function needed(sections, tag) {
  const section = sections.get(tag);
  if (!section) throw new Unreadable(`${tag} is missing`);
  return section;
}

/** @param {ReadonlyMap<string, Uint8Array>} sections @param {string} tag @returns {unknown} */
function jsonOf(sections, tag) {
  return JSON.parse(text(needed(sections, tag)));
}

/** @param {Uint8Array} bytes */
function text(bytes) {
  return new TextDecoder().decode(bytes);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 of zlib. @param {Uint8Array} bytes */
export function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = (CRC_TABLE[(value ^ byte) & 255] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
