// Findings that Security Hub has taken in, from GuardDuty and from others, in AWS's Security Finding Format.
import * as z from "zod";
import { GENERATOR } from "../../notify/own-finding-name.ts";
import { reader } from "../fields/reader.ts";
import { unreadable } from "../fields/text.ts";
import type { Source } from "../source.ts";
import { type AsffFinding, readAsff, THREAT_PATTERNS, threatAlerts } from "./asff.ts";

/** https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html: one finding each, now. */
const detail = reader(() => z.object({ findings: z.array(z.unknown()).min(1) }));

/** A change of the workflow's status is imported again: what is done with is no new leak. */
const OPEN = ["NEW", "NOTIFIED"];

export const securityHubImported: Source = {
  name: "security-hub-imported",
  pattern: {
    source: ["aws.securityhub"],
    "detail-type": ["Security Hub Findings - Imported"],
    detail: {
      findings: {
        RecordState: ["ACTIVE"],
        GeneratorId: [{ exists: false }, { "anything-but": [GENERATOR] }], // Our own says what we have done.
        Workflow: { Status: [{ exists: false }, ...OPEN] },
        $or: THREAT_PATTERNS,
      },
    },
  },
  parse: (given, envelope) => {
    const parsed = detail(given);
    if (!parsed.success) throw unreadable("The Security Hub event", parsed.error);
    return parsed.data.findings
      .map(readAsff)
      .filter((found) => isOpen(found) && isOthers(found))
      .flatMap((found) => threatAlerts(found, envelope));
  },
};

/** As the rule has it: what is there and is no text is nobody's name. */
function isOthers({ GeneratorId: by }: AsffFinding): boolean {
  return by !== GENERATOR && (typeof by !== "object" || by === null);
}

function isOpen({ RecordState, Workflow }: AsffFinding): boolean {
  const status = Workflow?.Status;
  return RecordState === "ACTIVE" && (status === undefined || OPEN.some((open) => open === status));
}
