// ec2:DescribeInstances — https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { integer, list } from "../input.ts";
import { ec2Operation } from "./define.ts";
import { filters, matching } from "./filters.ts";
import { findInstances, ownInstances } from "./find.ts";
import { instanceFacts } from "./instance-facts.ts";
import type { Instance } from "./instances.ts";
import { page } from "./page.ts";
import { showInstance } from "./show.ts";

export const describeInstances = ec2Operation({
  name: "DescribeInstances",
  readOnly: true,
  input: {
    InstanceId: list(z.string()).optional(),
    Filter: filters,
    MaxResults: integer(5, 1000).optional(),
    NextToken: z.string().optional(),
  },
  authorize: () => [{ action: "ec2:DescribeInstances", resource: "*" }],
  run({ InstanceId, Filter, MaxResults, NextToken }, call) {
    if (InstanceId && MaxResults !== undefined) {
      const message = "The parameter instancesSet cannot be used with the parameter maxResults";
      throw new AwsError("InvalidParameterCombination", message, 400);
    }
    const asked = InstanceId ? findInstances(InstanceId, call) : ownInstances(call);
    const found = matching(asked, Filter, instanceFacts);
    const { items, nextToken } = page(found, MaxResults, NextToken);
    return { reservationSet: reservations(items), nextToken };
  },
});

/** The instances of one launch stand together. */
function reservations(found: readonly Instance[]) {
  const groups = Map.groupBy(found, ({ reservationId }) => reservationId);
  return [...groups].map(([reservationId, members]) => ({
    reservationId,
    ownerId: members[0]?.account,
    groupSet: [],
    instancesSet: members.map((instance) => showInstance(instance)),
  }));
}
