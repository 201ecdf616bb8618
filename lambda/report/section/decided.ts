// Who decided what, and why.
import { type Section, tableOr } from "../document.ts";
import type { ReportForm } from "../form.ts";
import { shortTime } from "../short-time.ts";

export function decidedSection({ decisions }: ReportForm): Section {
  return {
    id: "decisions",
    title: "Who decided what",
    blocks: tableOr(
      "Nothing was decided.",
      ["When", "Who", "What", "Why"],
      decisions.map(({ at, by, what, reason }) => [
        { code: shortTime(at) },
        by.startsWith("the ") ? by : { code: by },
        what,
        reason ?? "",
      ]),
    ),
  };
}
