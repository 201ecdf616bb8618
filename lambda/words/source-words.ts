// Who gave an alert, in words.
import type { AlertSource } from "../model.ts";

export const SOURCE_WORDS: Readonly<Record<AlertSource, string>> = {
  guardduty: "Amazon GuardDuty",
  "security-hub": "AWS Security Hub",
  health: "AWS Health",
  quarantine: "AWS's quarantine policy",
  github: "GitHub secret scanning",
  gitguardian: "GitGuardian",
  "credential-leak": "an event of your own",
  request: "a person's request",
  trace: "the trace in CloudTrail",
  tamper: "the watch over the denies",
};
