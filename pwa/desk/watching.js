// @ts-check
/**
 * @module How an alert goes, as it happens: by server-sent events, else by asking every ten seconds.
 *
 * Events may not come through: a proxy gathers them, too many pages watch, the line breaks. So
 * whatever has not been heard from for 20 s counts as broken, and is tried again after a minute.
 */

const PATIENCE_MS = 20_000;
const ASKS_EVERY_MS = 10_000;
const AGAIN_MS = 60_000;

/** @param {HTMLElement} element */
export function watch(element) {
  new Watching(element).follow();
}

class Watching {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.path = `/desk/alerts/${element.dataset.alert}`;
    /** @type {EventSource | null} */
    this.source = null;
    this.patience = 0;
    this.asking = 0;
  }

  /** Listens; whatever stands still falls back to asking. */
  follow() {
    this.source = new EventSource(`${this.path}/events`);
    this.source.addEventListener("progress", (event) => {
      this.heard();
      this.show(event.data);
    });
    this.source.addEventListener("beat", () => this.heard());
    this.source.addEventListener("over", () => this.end());
    this.source.addEventListener("error", () => {
      if (this.source?.readyState === EventSource.CLOSED) {
        this.fallBack();
      }
    });
    this.wait();
  }

  heard() {
    clearInterval(this.asking);
    this.asking = 0;
    say("stream");
    this.wait();
  }

  wait() {
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.fallBack(), PATIENCE_MS);
  }

  fallBack() {
    this.source?.close();
    clearTimeout(this.patience);
    setTimeout(() => this.follow(), AGAIN_MS);
    if (!this.asking) {
      this.asking = setInterval(() => this.ask(), ASKS_EVERY_MS);
      this.ask();
    }
  }

  async ask() {
    const headers = { Accept: "text/html" };
    const answer = await fetch(`${this.path}/progress`, { headers, redirect: "manual" }).catch(
      () => null,
    );
    if (answer?.type === "opaqueredirect") {
      this.end();
    } else if (answer?.ok) {
      this.show(await answer.text());
      if (this.asking) {
        say("asking");
      }
    } else if (this.asking) {
      say("lost");
    }
  }

  /** Logged out: nothing comes any more, and the page says so. */
  end() {
    this.source?.close();
    clearTimeout(this.patience);
    clearInterval(this.asking);
    this.follow = () => {};
    say("over");
  }

  /** @param {string} html */
  show(html) {
    const parts = new DOMParser().parseFromString(html, "text/html");
    this.element.replaceChildren(...parts.body.childNodes);
  }
}

/** @param {"stream" | "asking" | "lost" | "over"} way How the page renews itself now. */
function say(way) {
  for (const span of document.querySelectorAll("#renewing [data-way]")) {
    span.toggleAttribute("hidden", span.getAttribute("data-way") !== way);
  }
}
