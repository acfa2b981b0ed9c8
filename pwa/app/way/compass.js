// @ts-check
/**
 * Where the phone points, while that is known: a compass that says how far off it may be, or the
 * direction of walking. An arrow from an old heading would turn people the wrong way.
 */

/** @typedef {{ degrees: number, at: number }} Heading from north, clockwise; epoch milliseconds */

/** An arrow may be off by this much, and no more. */
const MOST_OFF = 30;
const FRESH_MS = 2_500;
const WALKING_M_S = 0.8;

/**
 * @param {any} event of `deviceorientation` or `deviceorientationabsolute`
 * @param {number} turned degrees by which the screen is turned
 * @returns {number | null} degrees, or null where it says nothing about north
 */
export function fromOrientation(event, turned) {
  const { webkitCompassHeading: compass, webkitCompassAccuracy: accuracy } = event;
  if (Number.isFinite(compass)) {
    const isSure = accuracy >= 0 && accuracy <= MOST_OFF;
    return isSure ? (compass + turned + 360) % 360 : null;
  }
  const isNorth = event.type === "deviceorientationabsolute" || event.absolute === true;
  if (!isNorth || !Number.isFinite(event.alpha)) return null;
  return (360 - event.alpha + turned + 360) % 360;
}

/**
 * @param {{ heading: number | null, speed: number | null }} coords of a fix
 * @returns {number | null}
 */
export function fromWalking({ heading, speed }) {
  const isWalking = speed !== null && speed >= WALKING_M_S;
  return isWalking && heading !== null && Number.isFinite(heading) ? heading : null;
}

/** @param {Heading | null} heading @param {number} now epoch milliseconds */
export function isFresh(heading, now) {
  return heading !== null && now - heading.at >= 0 && now - heading.at <= FRESH_MS;
}

/**
 * Calls `changed` with every heading of the compass; the answer stops it.
 * @param {(degrees: number) => void} changed
 */
export function watchCompass(changed) {
  const hear = (/** @type {Event} */ event) => {
    const degrees = fromOrientation(event, screen.orientation?.angle ?? 0);
    if (degrees !== null) changed(degrees);
  };
  const names = ["deviceorientationabsolute", "deviceorientation"];
  for (const name of names) addEventListener(name, hear);
  return () => names.forEach((name) => removeEventListener(name, hear));
}
