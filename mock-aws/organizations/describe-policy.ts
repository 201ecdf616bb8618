// organizations:DescribePolicy — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribePolicy.html
import { text } from "../input.ts";
import { define } from "./define.ts";
import { findPolicy } from "./find.ts";
import { showPolicy } from "./show.ts";

export const describePolicy = define({
  name: "DescribePolicy",
  readOnly: true,
  input: { PolicyId: text({ max: 130 }) },
  run: ({ PolicyId }, org) => ({ Policy: showPolicy(org, findPolicy(org, PolicyId)) }),
});
