// The sections of a report, in the order in which they are read.
import type { Section } from "../document.ts";
import type { ReportForm } from "../form.ts";
import { credentialSection } from "./credential.ts";
import { decidedSection } from "./decided.ts";
import { deniedSection } from "./denied.ts";
import { doneSection } from "./done.ts";
import { happenedSection } from "./happened.ts";
import { leftBehindSection } from "./left-behind.ts";
import { lockedOutSection } from "./locked-out.ts";
import { proofSection } from "./proof.ts";
import { recordSection } from "./record.ts";
import { remainsSection } from "./remains.ts";
import { summarySection } from "./summary.ts";

export type Figures = { readonly timeline: string; readonly sessions: string };

export function sectionsOf(data: ReportForm, figures: Figures): readonly Section[] {
  return [
    summarySection(data),
    happenedSection(data, figures.timeline),
    credentialSection(data),
    doneSection(data, figures.sessions),
    deniedSection(data),
    proofSection(data),
    lockedOutSection(data),
    remainsSection(data),
    leftBehindSection(data),
    decidedSection(data),
    { id: "limits", title: "What this report cannot know", blocks: [{ kind: "list", items: data.limits }] },
    recordSection(data),
  ];
}
