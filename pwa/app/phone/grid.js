// @ts-check
/**
 * The grid: point → cell, to the same bit as geo/grid.py (tests/geo/grid-vectors.json).
 * All numbers stay below 2⁵³, so plain numbers are exact; bit operators are not used (32 bits).
 */

const UNITS = 10_000_000;
const ROWS_PER_DEGREE = 480;
const COLUMNS_PER_DEGREE = 320;
const ROWS = 180 * ROWS_PER_DEGREE;
const ROW_STRIDE = 131_072;

/**
 * The cell of a point; longitudes beyond ±180 are turned back.
 * @param {number} lon degrees
 * @param {number} lat degrees
 * @returns {number}
 * @throws {RangeError} for a latitude beyond ±90, NaN or infinity
 */
export function cellAt(lon, lat) {
  if (!Number.isFinite(lon) || !(lat >= -90 && lat <= 90)) {
    throw new RangeError(`not a position: longitude ${lon}, latitude ${lat}`);
  }
  const lat7 = Math.floor(lat * UNITS + 0.5);
  const lon7 = Math.floor(lon * UNITS + 0.5);
  const row = Math.floor(((lat7 + 90 * UNITS) * ROWS_PER_DEGREE) / UNITS);
  const turned = modulo(lon7 + 180 * UNITS, 360 * UNITS);
  const column = Math.floor((turned * COLUMNS_PER_DEGREE) / UNITS);
  return Math.min(row, ROWS - 1) * ROW_STRIDE + column;
}

/**
 * The remainder with the divisor's sign, as Python's `%`; JavaScript's follows the dividend.
 * @param {number} value
 * @param {number} divisor
 */
function modulo(value, divisor) {
  return ((value % divisor) + divisor) % divisor;
}
