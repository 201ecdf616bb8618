// GuardDuty findings that mean a leaked credential: one source, a file for each shape of them.
import type { Source } from "../source.ts";
import { accessKey } from "./access-key.ts";
import { attackSequence } from "./attack-sequence.ts";
import { readFinding } from "./finding.ts";
import { kubernetesUser } from "./kubernetes-user.ts";
import type { Shape } from "./shape.ts";
import { workload } from "./workload.ts";

/** The first that finds a credential is right: a finding about a key that was used may describe an instance beside it. */
const SHAPES: readonly Shape[] = [attackSequence, accessKey, kubernetesUser, workload];

export const guardduty: Source = {
  name: "guardduty",
  pattern: {
    source: ["aws.guardduty"],
    "detail-type": ["GuardDuty Finding"],
    detail: { $or: SHAPES.flatMap(({ patterns }) => patterns) },
  },
  parse: (detail, envelope) => {
    const finding = readFinding(detail, envelope);
    for (const { read } of SHAPES) {
      const alerts = read(finding);
      if (alerts.length > 0) return alerts;
    }
    return [];
  },
};
