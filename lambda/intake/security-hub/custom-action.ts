// A person's button in Security Hub's console, pressed on a finding.
import * as z from "zod";
import { reader } from "../fields/reader.ts";
import { unreadable } from "../fields/text.ts";
import type { Source } from "../source.ts";
import { alertsOf, readAsff, THREAT_PATTERNS, threatAlerts } from "./asff.ts";
import { IAM_RESOURCES, WORKLOAD_RESOURCES } from "./asff-resource.ts";

const detail = reader(() => z.object({ findings: z.array(z.unknown()).min(1) }));

/**
 * The action with this id is a wish to contain whatever the finding names. Of others nobody knows what they are for: they
 * count on findings of misuse only, where containment is the answer anyhow.
 */
const CONTAIN_ACTION = ":action/custom/ContainCredential";

const RESOURCES = [...IAM_RESOURCES, ...WORKLOAD_RESOURCES];

/** The event names the action, and nobody who has pressed it. */
const WISHED_BY = "unnamed";

export const securityHubCustomAction: Source = {
  name: "security-hub-custom-action",
  pattern: {
    source: ["aws.securityhub"],
    "detail-type": ["Security Hub Findings - Custom Action"],
    $or: [
      ...THREAT_PATTERNS.map((findings) => ({ detail: { findings } })),
      { resources: [{ suffix: CONTAIN_ACTION }], detail: { findings: { Resources: { Type: RESOURCES } } } },
    ],
  },
  parse: (given, envelope) => {
    const parsed = detail(given);
    if (!parsed.success) throw unreadable("The Security Hub event", parsed.error);
    const isWish = envelope.resources.some((arn) => arn.endsWith(CONTAIN_ACTION));
    return parsed.data.findings
      .map(readAsff)
      .flatMap((found) => (isWish ? alertsOf(found, envelope, RESOURCES) : threatAlerts(found, envelope)))
      .map((alert) => ({ ...alert, wishedBy: WISHED_BY }));
  },
};
