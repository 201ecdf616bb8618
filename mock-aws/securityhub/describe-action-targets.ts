// securityhub:DescribeActionTargets — https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeActionTargets.html
import { z } from "zod";
import { integer } from "../input.ts";
import { operation } from "../operation.ts";
import { pageOf } from "../page.ts";
import { findActionTarget } from "./find-action-target.ts";
import { enabledHub, onHub } from "./hubs.ts";

export const describeActionTargets = operation({
  name: "DescribeActionTargets",
  http: { method: "POST", path: "/actionTargets/get" },
  readOnly: true,
  input: z.object({
    ActionTargetArns: z.array(z.string()).optional(),
    NextToken: z.string().optional(),
    MaxResults: integer(1, 100).optional(),
  }),
  authorize: onHub("DescribeActionTargets"),
  run({ ActionTargetArns = [], NextToken, MaxResults = 100 }, call) {
    const hub = enabledHub(call);
    const wanted = ActionTargetArns.map((arn) => findActionTarget(hub, arn));
    const all = wanted.length > 0 ? wanted : [...hub.actionTargets.values()];
    const { items, next } = pageOf(all, ({ ActionTargetArn }) => ActionTargetArn, MaxResults, NextToken);
    return { ActionTargets: items, ...(next === undefined ? {} : { NextToken: next }) };
  },
});
