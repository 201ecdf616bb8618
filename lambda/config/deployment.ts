// What the deployment needs: where it is, whom it hears, whom it tells.
import * as z from "zod";
import { account, region, unit } from "./parts.ts";

/** AWS has fewer. Each has a stack of its own, and an alarm in the responder's, which has room for 500 resources. */
const MOST_REGIONS = 60;

export const deployment = z
  .strictObject({
    account: account
      .optional()
      .describe("The account that the responder is deployed into. That of the deployer's credentials unless said."),
    region: region
      .optional()
      .describe("The Region that the responder is deployed into. That of the deployer's environment unless said."),
    regions: z
      .array(region)
      .max(MOST_REGIONS)
      .default([])
      .describe(
        "The Regions that are heard beside its own: alerts come up where GuardDuty sees them, sessions where STS was called. The Region in which IAM's events come up (us-east-1, us-gov-west-1, cn-north-1) is always heard.",
      ),
    organization: z
      .string()
      .regex(/^o-[a-z0-9]{10,32}$/, 'must be the id of an organization, as "o-a1b2c3d4e5"')
      .optional()
      .meta({ title: "organization id" })
      .describe(
        "The organization whose accounts may send events to the responder's bus, and whose roles it may assume. Without it, the accounts that are served are named one by one, which policies have room for up to some forty.",
      ),
    units: z
      .array(unit)
      .default([])
      .describe(
        "Units (or the root) whose accounts get the member role by a StackSet, also those that join later. It is part of the stack for the administration's account.",
      ),
    emails: z
      .array(z.email())
      .default([])
      .describe("Who gets mail when an alarm rings. Each address has to be confirmed once."),
    ledgerKey: z
      .string()
      .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/.+$/, "must be the ARN of a key of KMS")
      .optional()
      .meta({ title: "ARN of a KMS key" })
      .describe("The key that encrypts the ledger. DynamoDB's own unless said."),
    reserveForAlerts: z
      .int()
      .min(0)
      .default(20)
      .describe(
        "How many alerts and people's requests are worked on at once: reserved, so that nobody else's functions starve the responder, and a storm waits in Lambda's queue instead of running into IAM's limits. 0 reserves nothing: for an account whose limit of concurrent executions has no room for it.",
      ),
    reserveForWatch: z
      .int()
      .min(0)
      .default(20)
      .describe(
        "The same for the heartbeat and for calls on the trail, which so never take what alerts need. 0 reserves nothing.",
      ),
    drillMinutes: z
      .int()
      .min(5)
      .max(24 * 60)
      .default(60)
      .describe(
        "How often a drill goes the whole way, from each Region that is heard. Two that do not arrive ring an alarm.",
      ),
    runbookUrl: z
      .url()
      .optional()
      .describe(
        "Where your people read docs/runbook.md: alarms link to its sections. Its path in this repository unless said.",
      ),
  })
  .prefault({})
  .describe("Where it is deployed, whom it hears and whom it tells.");
