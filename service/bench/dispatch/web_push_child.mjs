// `node web_push_child.mjs JOB MODULES`: sends a job as users of npm's web-push do. One call of
// sendNotification for each phone, 50 under way at once over kept connections; each call agrees a
// key, seals and signs a token. JOB is what `peers.py` writes, MODULES the folder node_modules that
// has web-push. Prints {"cpu_s", "wall_s"} as one JSON line.
import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { createRequire } from "node:module";

const AT_ONCE = 50;
const [jobFile, modules] = process.argv.slice(2);
const webpush = createRequire(`${modules}/`)("web-push");
const job = JSON.parse(readFileSync(jobFile, "utf8"));
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE, ca: readFileSync(job.ca_file) });
const options = {
  vapidDetails: { subject: job.contact, publicKey: job.public_key, privateKey: job.private_key },
  TTL: job.ttl,
  topic: job.topic,
  urgency: "high",
  agent,
};

let next = 0;
async function sendOneAfterTheOther() {
  while (next < job.phones.length) {
    const phone = job.phones[next++];
    await webpush.sendNotification(phone.subscription, job.payloads[phone.language], options);
  }
}

const cpu = process.cpuUsage();
const start = process.hrtime.bigint();
await Promise.all(Array.from({ length: AT_ONCE }, sendOneAfterTheOther));
const wall = Number(process.hrtime.bigint() - start) / 1e9;
const used = process.cpuUsage(cpu);
agent.destroy();
console.log(JSON.stringify({ cpu_s: (used.user + used.system) / 1e6, wall_s: wall }));
