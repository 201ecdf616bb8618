// The forms that an incident's report comes in, and how each is delivered to a browser.

import type { ReportFormat } from "../report/formats.ts";

export const REPORTS: readonly { readonly format: ReportFormat; readonly words: string; readonly type: string }[] = [
  { format: "html", words: "HTML", type: "text/html; charset=utf-8" },
  { format: "md", words: "Markdown", type: "text/markdown; charset=utf-8" },
  { format: "json", words: "JSON", type: "application/json; charset=utf-8" },
];
