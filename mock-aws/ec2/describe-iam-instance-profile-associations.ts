// ec2:DescribeIamInstanceProfileAssociations — https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeIamInstanceProfileAssociations.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { integer, list } from "../input.ts";
import { rowOf } from "../row-of.ts";
import { type Associated, associations, findAssociation } from "./association.ts";
import { ec2Operation } from "./define.ts";
import { type Facts, filters, matching } from "./filters.ts";
import { page } from "./page.ts";
import { showAssociation } from "./show.ts";

const FACTS: Readonly<Record<string, (associated: Associated) => readonly string[]>> = {
  "instance-id": ({ instance }) => [instance.instanceId],
  state: () => ["associated"],
};

const facts: Facts<Associated> = (filter) => rowOf(FACTS, filter);

export const describeIamInstanceProfileAssociations = ec2Operation({
  name: "DescribeIamInstanceProfileAssociations",
  readOnly: true,
  input: {
    AssociationId: list(z.string()).optional(),
    Filter: filters,
    MaxResults: integer(5, 1000).optional(),
    NextToken: z.string().optional(),
  },
  authorize: () => [{ action: "ec2:DescribeIamInstanceProfileAssociations", resource: "*" }],
  run({ AssociationId, Filter, MaxResults, NextToken }, call) {
    if (AssociationId && MaxResults !== undefined) {
      const message = "The parameter associationIds cannot be used with the parameter maxResults";
      throw new AwsError("InvalidParameterCombination", message, 400);
    }
    const asked = AssociationId ? AssociationId.map((id) => findAssociation(id, call)) : associations(call);
    const found = matching(asked, Filter, facts);
    const { items, nextToken } = page(found, MaxResults, NextToken);
    const shown = items.map(({ instance, association }) => showAssociation(instance, association, "associated"));
    return { iamInstanceProfileAssociationSet: shown, nextToken };
  },
});
