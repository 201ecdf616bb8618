// cloudtrail:DescribeTrails — https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
import { z } from "zod";
import { bool, list } from "../input.ts";
import { operation } from "../operation.ts";
import { seenIn, showTrail, trailArn, trailName } from "./trails.ts";

export const describeTrails = operation({
  name: "DescribeTrails",
  readOnly: true,
  input: z.object({ trailNameList: list(trailName).optional(), includeShadowTrails: bool().default(true) }),
  authorize: () => [{ action: "cloudtrail:DescribeTrails", resource: "*" }],
  run({ trailNameList = [], includeShadowTrails }, call) {
    const { caller, region } = call;
    const wanted = new Set(
      trailNameList.map((said) => (said.startsWith("arn:") ? said : trailArn(caller.account, region, said))),
    );
    const trailList = seenIn(call)
      .filter(({ homeRegion }) => includeShadowTrails || homeRegion === region)
      .filter(({ arn, name }) => wanted.size === 0 || wanted.has(arn) || trailNameList.includes(name))
      .map(showTrail);
    return { trailList };
  },
});
