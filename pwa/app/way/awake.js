// @ts-check
/** Keeps the screen on while somebody is guided, where the browser can; let go when they leave. */

/** @returns {() => void} lets the screen sleep again */
export function keepAwake() {
  /** @type {WakeLockSentinel | null} */
  let held = null;
  let wanted = true;
  const ask = () => {
    if (!wanted || document.visibilityState !== "visible") return;
    navigator.wakeLock?.request("screen").then(
      (lock) => {
        held = lock;
        if (!wanted) void lock.release();
      },
      () => {
        // A low battery refuses it; the way is shown all the same.
      },
    );
  };
  document.addEventListener("visibilitychange", ask);
  ask();
  return () => {
    wanted = false;
    document.removeEventListener("visibilitychange", ask);
    void held?.release().catch(() => {});
  };
}
