// guardduty:DeleteDetector — https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DeleteDetector.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { detectors, findDetector, onDetector } from "./detectors.ts";

export const deleteDetector = operation({
  name: "DeleteDetector",
  http: { method: "DELETE", path: "/detector/{DetectorId}" },
  readOnly: false,
  input: z.object({ DetectorId: z.string() }),
  authorize: onDetector("DeleteDetector"),
  run(wish, call) {
    const { account, region } = findDetector(wish, call);
    detectors(call.world, account).delete(region);
    return {};
  },
});
