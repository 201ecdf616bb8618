// events:DeleteEventBus — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteEventBus.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { busAt, buses } from "./buses.ts";
import { accessToBus, busName } from "./inputs.ts";

/** To delete a bus that is not there is no error. */
export const deleteEventBus = operation({
  name: "DeleteEventBus",
  readOnly: false,
  input: z.strictObject({ Name: busName }),
  authorize: ({ Name }, call) => [accessToBus("DeleteEventBus", Name, call)],
  run({ Name }, { world, caller, region }) {
    if (Name === "default") throw new AwsError("ValidationException", "Cannot delete event bus default.");
    const bus = busAt(world, { account: caller.account, region, name: Name });
    if (!bus) return;
    if (bus.rules.size > 0) throw new AwsError("ValidationException", "Event bus can't be deleted since it has rules.");
    buses(world, caller.account).delete(`${region} ${Name}`);
  },
});
