// secretsmanager:DescribeSecret — https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html
import { text } from "../input.ts";
import { knownMembers } from "../known-members.ts";
import { operation } from "../operation.ts";
import { find, onSecret } from "./find.ts";
import { showSecret, versionsToStages } from "./show.ts";
import { trailOfSecret } from "./trail.ts";

export const describeSecret = operation({
  name: "DescribeSecret",
  readOnly: true,
  input: knownMembers("secretsmanager:DescribeSecret", { SecretId: text({ min: 1, max: 2048 }) }),
  authorize: ({ SecretId }, call) => onSecret("DescribeSecret", SecretId, call),
  run({ SecretId }, call) {
    const secret = find(SecretId, call);
    return { ...showSecret(secret), VersionIdsToStages: versionsToStages(secret) };
  },
  trail: ({ SecretId }, _output, call) => trailOfSecret(SecretId, call),
});
