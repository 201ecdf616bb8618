// securityhub:DescribeHub — https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeHub.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { enabledHub, onHub } from "./hubs.ts";

export const describeHub = operation({
  name: "DescribeHub",
  http: { method: "GET", path: "/accounts" },
  readOnly: true,
  input: z.object({ HubArn: z.string().optional() }),
  authorize: onHub("DescribeHub"),
  run({ HubArn }, call) {
    const { arn, subscribedAt, autoEnableControls, controlFindingGenerator } = enabledHub(call);
    if (HubArn !== undefined && HubArn !== arn) {
      const message = `Hub ${HubArn} was not found`;
      throw new AwsError("ResourceNotFoundException", message, 404, { Code: "ResourceNotFoundException" });
    }
    return {
      HubArn: arn,
      SubscribedAt: new Date(subscribedAt).toISOString(),
      AutoEnableControls: autoEnableControls,
      ControlFindingGenerator: controlFindingGenerator,
    };
  },
});
