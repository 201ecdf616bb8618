// aws:assertAwsResourceProperty — https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-assertAwsResourceProperty.html
import { z } from "zod";
import { NotImplementedError } from "../../aws-error.ts";
import { STS } from "../../sts/index.ts";
import { actorOf } from "../actor.ts";
import { callAs } from "../call-as.ts";
import { asText } from "../references.ts";
import { readSelector, select } from "../selector.ts";
import { action } from "./action.ts";

const inputs = z.strictObject({
  Service: z.string(),
  Api: z.string(),
  PropertySelector: z.string(),
  DesiredValues: z.array(z.string()).min(1),
});

/** Of one call only, the one that needs no permission and no input. */
export const assertAwsResourceProperty = action({
  written: inputs.refine(({ Service, Api, PropertySelector }) => {
    if (Service !== "sts" || Api !== "GetCallerIdentity") {
      throw new NotImplementedError(`${Service}:${Api} of aws:assertAwsResourceProperty`);
    }
    return readSelector(PropertySelector).length > 0;
  }),
  inputs,
  outputs: [],
  async run({ PropertySelector, DesiredValues }, { world, execution }) {
    const asking = { world, region: execution.region, caller: actorOf(world, execution), body: Buffer.alloc(0) };
    const answer = await callAs(asking, { service: STS, name: "GetCallerIdentity", input: {} });
    const value = asText(select(answer, PropertySelector));
    if (DesiredValues.includes(value)) return { outcome: "success" };
    const message = `Property value '${value}' from the API output is not in the desired values: ${DesiredValues.join("; ")}`;
    return { outcome: "failed", message };
  },
});
