// @ts-check
/** Numbers out of the bytes of a bundle (docs/formats.md): refused, never guessed, at the first odd one. */

/** What is wrong with a bundle; the message says what, for the log. People read `way.no_map`. */
export class Unreadable extends Error {}

const MOST_BYTES_OF_NUMBER = 5;

export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  /** Whether all was read. */
  get done() {
    return this.at === this.bytes.length;
  }

  byte() {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new Unreadable("a section ends too early");
    return value;
  }

  /** Unsigned LEB128, at most five bytes: below 2^35, exact in a double. */
  unsigned() {
    const value = this.byte();
    return value < 128 ? value : this.#rest(value & 127);
  }

  /** @param {number} value of the first seven bits */
  #rest(value) {
    let place = 128;
    for (let used = 2; ; used++) {
      const byte = this.byte();
      value += (byte & 127) * place;
      if (byte < 128) return value;
      if (used === MOST_BYTES_OF_NUMBER) throw new Unreadable("a number is too long");
      place *= 128;
    }
  }

  /**
   * Signed differences, each from the value before: the first from 0. One plain loop, for a thread
   * that has just begun runs whatever it calls uncompiled.
   * @param {Int32Array} values filled
   */
  sums(values) {
    const { bytes } = this;
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      const byte = bytes[this.at] ?? 255;
      if (byte < 128) this.at++;
      const value = byte < 128 ? byte : this.unsigned();
      sum += value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      values[i] = sum;
    }
    return values;
  }

  /** Zigzag. */
  signed() {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /**
   * A count of things to come, each of at least one byte: no small file asks for much memory.
   * @param {number} most
   */
  count(most) {
    const value = this.unsigned();
    if (value > most) throw new Unreadable(`a count of ${value}, and at most ${most} is read`);
    return value;
  }

  /**
   * `length` bytes as they are.
   * @param {number} length
   */
  take(length) {
    const end = this.at + length;
    if (end > this.bytes.length) throw new Unreadable("a section ends too early");
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }

  /** @param {string} section */
  end(section) {
    if (!this.done) throw new Unreadable(`${section} has bytes left over`);
  }
}
