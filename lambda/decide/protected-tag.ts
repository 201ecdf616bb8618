// Principals that a tag puts under protection. Whoever may tag them can set it, an intruder too: it asks, and never refuses.
//
// IAM takes Owner and owner for the same key: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
import { aboutPrincipal, NOT_APPLICABLE, PASS } from "./guardrail.ts";

export const protectedTag = aboutPrincipal((principal, { config }) => {
  if (!("tags" in principal)) return NOT_APPLICABLE;
  const { key, value } = config.protectedTag;
  const isSet = Object.entries(principal.tags).some(
    ([name, said]) => name.toLowerCase() === key.toLowerCase() && (value === undefined || said === value),
  );
  if (!isSet) return PASS;
  return {
    is: "ask",
    because: `${principal.arn} is protected by its tag ${key}. Whoever may tag it can have set that, an intruder too: look in CloudTrail who did.`,
  };
});
