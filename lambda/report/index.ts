// The report of an incident in each form that it comes in.
import type { Answers, Presented } from "../answers.ts";
import type { ReportFormat } from "./formats.ts";
import { html } from "./html.ts";
import { json } from "./json.ts";
import { markdown } from "./markdown.ts";
import { reportData } from "./report-data.ts";
import { reportModel } from "./report-model.ts";

export type ReportInput = {
  /** With every entry of its record. */
  readonly incident: Presented;
  /** The answer to `verify-ledger`, where it was asked. */
  readonly verified?: Answers["verify-ledger"] | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
};

export async function report({ incident, verified, now }: ReportInput, format: ReportFormat): Promise<string> {
  if (format === "json") return json(reportData(incident, verified, now));
  const { document } = await reportModel(incident, verified, now);
  return format === "html" ? html(document) : markdown(document);
}
