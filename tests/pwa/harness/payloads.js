/** Today's payload as docs/formats.md has it; `changes` replace members of it or of its data. */
export function alertPayload(changes = {}, data = {}) {
  return {
    notification: {
      title: "Flood: evacuation order 避難指示",
      body: "In or near Hashiba.\nLeave dangerous places.\n22 Nov 14:02",
      lang: "en",
      dir: "ltr",
      tag: "abcdefgh23456789",
      renotify: true,
      silent: false,
      navigate: "https://town.example/en/alerts/abcdefgh23456789",
      ...changes,
      data: {
        v: 1,
        id: "abcdefgh23456789",
        rev: 1,
        kind: "flood",
        strength: "leave",
        level: 4,
        action: "leave_for_site",
        phase: "live",
        mode: "real",
        relation: "new",
        lang: "en",
        area: "wuhiag0k_Gw-BAAw-B.",
        slack_m: 25,
        sent: 1795323720,
        until: null,
        review: 1795366920,
        ...data,
      },
    },
  };
}

/** Revision `rev` of the same alert, with words of its own. */
export function revision(rev, changes = {}, data = {}) {
  return alertPayload({ body: `Revision ${rev}`, ...changes }, { rev, ...data });
}

export function held(payload, { shown = true } = {}) {
  return { payload, received: 1795323721, shown };
}

export const GREETING = {
  notification: {
    title: "Hansho reaches this phone",
    body: "You will be warned.",
    lang: "en",
    dir: "ltr",
    tag: "hansho-greeting",
    silent: false,
    data: { v: 1, nonce: "n0nce" },
  },
};
