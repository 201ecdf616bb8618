// What the proof rests on: calls with their event ids, what was read and up to when, what is missing.
import { html } from "hono/html";
import type { Presented } from "../../answers.ts";
import type { ObservedCall } from "../../evidence.ts";
import { HOW_SURE } from "../../words/how-sure.ts";
import { facts } from "./facts.ts";
import { code, type Html, said } from "./html-text.ts";
import { instant, moment } from "./moment.ts";
import { table } from "./table.ts";

export function evidenceSection({ proof, evidence }: Presented, now: number): Html {
  if (!evidence) return html`<p>${HOW_SURE[proof]}</p>`;
  const { ownWrite, denied, unstoppable, allowed, lastDenied, readThrough, regions, asked, missing } = evidence;
  return html`<p>${HOW_SURE[proof]}</p>
${missing.length === 0 ? "" : html`<p>Missing for more:</p><ul>${missing.map((text) => html`<li>${said(text)}</li>`)}</ul>`}
${facts([
  ["Our write of the deny", ownWrite ? html`event ${code(ownWrite.eventId)}, ${instant(ownWrite.at)}` : undefined],
  ["Calls refused since", denied],
  ["Calls that no policy stops", unstoppable],
  [
    "Last refused call",
    lastDenied
      ? html`${said(lastDenied.call)} with ${code(lastDenied.accessKeyId)}, ${instant(lastDenied.at)}, event ${code(lastDenied.eventId)}${lastDenied.explicit ? ", by an explicit deny" : ""}`
      : undefined,
  ],
  ["CloudTrail read up to", readThrough ? moment(readThrough, now) : undefined],
  ["Regions read", regions],
  ["Keys asked for", asked ? html`${asked.keys.map((key) => html`${code(key)} `)}` : undefined],
])}
${table({
  caption: "Calls that got through after the deny",
  columns: ["Event", "When", "Call", "Key", "Region"],
  rows: allowed.map(callRow),
})}`;
}

function callRow({ eventId, at, call, accessKeyId, region }: ObservedCall) {
  return [code(eventId), instant(at), said(call), code(accessKeyId), said(region)];
}
