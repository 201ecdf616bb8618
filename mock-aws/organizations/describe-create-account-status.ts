// organizations:DescribeCreateAccountStatus — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeCreateAccountStatus.html
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { define } from "./define.ts";
import { showCreation } from "./show.ts";

export const describeCreateAccountStatus = define({
  name: "DescribeCreateAccountStatus",
  readOnly: true,
  input: { CreateAccountRequestId: text({ max: 36 }) },
  run({ CreateAccountRequestId }, org) {
    const creation = org.creations.get(CreateAccountRequestId);
    if (creation) return { CreateAccountStatus: showCreation(creation) };
    const message = "We can't find a create account request with the CreateAccountRequestId that you specified.";
    throw new AwsError("CreateAccountStatusNotFoundException", message, 400);
  },
});
