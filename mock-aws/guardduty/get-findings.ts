// guardduty:GetFindings — https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetFindings.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { findDetector, onDetector } from "./detectors.ts";
import { sortCriteria, sortFindings } from "./sort-findings.ts";

export const getFindings = operation({
  name: "GetFindings",
  http: { method: "POST", path: "/detector/{DetectorId}/findings/get" },
  readOnly: true,
  input: z.object({
    DetectorId: z.string(),
    findingIds: z.array(z.string()).max(50),
    sortCriteria: sortCriteria.optional(),
  }),
  authorize: onDetector("GetFindings"),
  run(wish, call) {
    const all = [...findDetector(wish, call).samples.values()].map(({ finding }) => finding);
    return {
      findings: sortFindings(
        all.filter(({ id }) => wish.findingIds.includes(id)),
        wish.sortCriteria,
      ),
    };
  },
});
