// What happened: the timeline drawn, and the same row by row.
import { type Section, tableOr } from "../document.ts";
import type { ReportForm } from "../form.ts";
import { shortTime } from "../short-time.ts";

export function happenedSection({ timeline }: ReportForm, svg: string): Section {
  return {
    id: "what-happened",
    title: "What happened",
    blocks: [
      {
        kind: "figure",
        svg,
        caption: "Alerts, sessions, denies, the proof and decisions, to scale. The table below says the same.",
      },
      ...tableOr(
        "Nothing is on record.",
        ["Time (UTC)", "From the alert", "What"],
        timeline.map(({ at, after, what }) => [{ code: shortTime(at) }, after, what]),
      ),
    ],
  };
}
