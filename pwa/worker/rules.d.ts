/** The app's own module, laid into the worker by pwa/serving.py. */
declare const rules: typeof import("../app/phone/notice.js");
