// aws:sleep — https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-sleep.html
import { z } from "zod";
import { action } from "./action.ts";

const DURATION = /^PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/;

/** With a Timestamp it is not here, nor with days: refused as a wrong input, by name. */
export const sleep = action({
  written: z.strictObject({ Duration: z.string() }),
  inputs: z.strictObject({
    Duration: z.string().regex(DURATION, "must be an ISO 8601 duration in hours, minutes, seconds"),
  }),
  outputs: [],
  run({ Duration }) {
    const [, hours = 0, minutes = 0, seconds = 0] = DURATION.exec(Duration) ?? [];
    const length = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return { outcome: "waiting", seconds: length, after: { outcome: "success" } };
  },
});
