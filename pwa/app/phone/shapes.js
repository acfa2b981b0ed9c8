// @ts-check
/**
 * The shapes that travel between server, worker and page. Types only: nothing here runs.
 * The payload is described field by field in docs/formats.md; times are epoch seconds.
 */

/**
 * @typedef {object} AlertData `notification.data` of an alert, version 1.
 * @property {1} v
 * @property {string} id
 * @property {number} rev
 * @property {string} kind
 * @property {string} strength
 * @property {number | null} [level] the plate's digit, 5 to 2; null where no level is said
 * @property {string} action
 * @property {"live" | "all_clear" | "withdrawn"} phase
 * @property {"real" | "drill" | "training"} mode
 * @property {"new" | "changed" | "left"} relation
 * @property {string} lang the language that the reader chose
 * @property {number | null} [do] which line of the body is the headline action, from 0
 * @property {number | null} [where] which one names the place
 * @property {number} [second] where the English lines begin in a text of two languages
 * @property {string | null} area the outline
 * @property {number | null} slack_m
 * @property {number} sent
 * @property {number | null} until
 * @property {number | null} review
 * @property {boolean} [stopped] true of an exercise that something real ended
 * @property {import("./retelling.js").Told} [say] what it is said from in another language
 */

/**
 * @typedef {object} AlertNotification
 * @property {string} title
 * @property {string} body lines, parted by "\n"
 * @property {string} lang
 * @property {"ltr" | "rtl"} dir
 * @property {string} tag
 * @property {boolean} renotify
 * @property {boolean} silent
 * @property {string} navigate
 * @property {AlertData} data
 */

/**
 * @typedef {object} Payload what is pushed, and what the API answers.
 * @property {AlertNotification} notification
 * @property {{ own: boolean }} [turned] of one that this phone has put into another language; `own`:
 *   without words that its issuer wrote in that language
 */

/**
 * @typedef {object} HeldAlert one record of the `alerts` store.
 * @property {Payload} payload the newest revision that this phone holds
 * @property {number} received epoch seconds of this phone's clock
 * @property {boolean} shown whether it was shown as a notification
 */

/**
 * @typedef {object} Place a point that never leaves the phone; only `cell` is sent.
 * @property {string} id
 * @property {string} label
 * @property {"here" | "stay" | "home"} class
 * @property {number} lon degrees
 * @property {number} lat degrees
 * @property {number} cell
 * @property {number} [since] when a *here* was seen
 * @property {number} [until] when a *stay* ends
 * @property {number} [floor] the highest that one can go up to, 0 is the ground floor; never sent
 * @property {"wooden" | "solid"} [building] solid: concrete or steel, three storeys or more; never sent
 */

/**
 * @typedef {object} Fix a position from the phone's receiver.
 * @property {number} lon degrees
 * @property {number} lat degrees
 * @property {number} accuracy radius in metres
 * @property {number} at epoch seconds
 */

/**
 * @typedef {object} Registration what the server gave this phone; `secret` authorises.
 * @property {number} id
 * @property {string} secret
 * @property {string} key_id of the key that the phone subscribed with
 * @property {string} public_key that key, base64url
 * @property {string} endpoint
 */

/**
 * @typedef {object} Source a feed of the town; `silent_since` is null while it speaks.
 * @property {string} id
 * @property {string} [title] its name in the language of the answer; older servers gave none
 * @property {number | null} silent_since epoch seconds of its last word
 * @property {boolean} [heard] false if it never answered
 */

/**
 * @typedef {object} Checked the last answer from the server, not from a cache.
 * @property {number} at epoch seconds of this phone's clock
 * @property {number} now epoch seconds of the server's clock in that answer
 * @property {Source[]} sources
 */

export {};
