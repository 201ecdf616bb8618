// The report of an incident: what it says as data, and the document that is made of it.
import type { Answers, Presented } from "../answers.ts";
import { sessionGraph } from "../drawing/session-graph.ts";
import { timeline } from "../drawing/timeline.ts";
import { whose } from "../words/whose.ts";
import type { ReportDocument } from "./document.ts";
import type { ReportForm } from "./form.ts";
import { reportData } from "./report-data.ts";
import { sectionsOf } from "./section/index.ts";

export type ReportModel = { readonly data: ReportForm; readonly document: ReportDocument };

/** `verified`: what the responder found when it was asked to verify its record, if it was. `now` in milliseconds. */
export async function reportModel(
  incident: Presented,
  verified: Answers["verify-ledger"] | undefined,
  now: number,
): Promise<ReportModel> {
  const data = reportData(incident, verified, now);
  const figures = { timeline: timeline(incident, now), sessions: await sessionGraph(incident, now) };
  return {
    data,
    document: {
      title: `Leaked credential of ${whose(incident.principal, incident.account)}`,
      madeAt: data.madeAt,
      sections: sectionsOf(data, figures),
    },
  };
}
