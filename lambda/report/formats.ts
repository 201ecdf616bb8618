// The forms that a report comes in.

export const REPORT_FORMATS = ["md", "html", "json"] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];
