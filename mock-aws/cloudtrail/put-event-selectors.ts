// cloudtrail:PutEventSelectors — https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { oneOf } from "../input.ts";
import { operation } from "../operation.ts";
import { findTrailAtHome, onTrail, type Selectors, trailName } from "./trails.ts";

const texts = z.array(z.string());

const selector = z.strictObject({
  ReadWriteType: oneOf(["ReadOnly", "WriteOnly", "All"]).default("All"),
  IncludeManagementEvents: z.boolean().default(true),
  DataResources: z.array(z.strictObject({ Type: z.string(), Values: texts })).default([]),
  ExcludeManagementEventSources: texts.default([]),
});

const OPERATORS = ["Equals", "StartsWith", "EndsWith", "NotEquals", "NotStartsWith", "NotEndsWith"] as const;
const operators = Object.fromEntries(OPERATORS.map((name) => [name, texts.min(1).optional()]));

const advanced = z.strictObject({
  Name: z.string().max(1000).optional(),
  FieldSelectors: z.array(z.strictObject({ Field: z.string().min(1).max(1000), ...operators })).min(1),
});

/** They are kept and shown: what EventBridge and the event history have does not depend on a trail here. */
export const putEventSelectors = operation({
  name: "PutEventSelectors",
  readOnly: false,
  input: z.object({
    TrailName: trailName,
    EventSelectors: z.array(selector).optional(),
    AdvancedEventSelectors: z.array(advanced).optional(),
  }),
  authorize: ({ TrailName }, call) => onTrail("PutEventSelectors", TrailName, call),
  run({ TrailName, EventSelectors, AdvancedEventSelectors }, call) {
    const trail = findTrailAtHome(TrailName, call);
    trail.selectors = oneKind(EventSelectors, AdvancedEventSelectors);
    return { TrailARN: trail.arn, ...trail.selectors };
  },
});

/** "You cannot apply both"; five of the older kind at most. */
function oneKind(basic: readonly object[] | undefined, fine: readonly object[] | undefined): Selectors {
  const [only] = [basic, fine].filter((selectors) => selectors !== undefined && selectors.length > 0);
  const isFiner = only === fine;
  if (!only || (basic?.length && fine?.length) || (!isFiner && only.length > 5)) {
    const message = "The event selectors are not valid: one to five event selectors, or advanced event selectors.";
    throw new AwsError("InvalidEventSelectorsException", message);
  }
  return isFiner ? { AdvancedEventSelectors: only } : { EventSelectors: only };
}
