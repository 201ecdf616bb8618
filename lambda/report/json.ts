// The report as JSON: docs/schemas/credential-leak-report.v1.json.
import type { ReportForm } from "./form.ts";

export function json(data: ReportForm): string {
  return `${JSON.stringify(data, undefined, 2)}\n`;
}
