// organizations:DescribeCreateAccountStatus — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeCreateAccountStatus.html
import { AwsError } from "../aws-error.ts";
import { define } from "./define.ts";
import { creationId } from "./input.ts";
import { showCreation } from "./show.ts";

export const describeCreateAccountStatus = define({
  name: "DescribeCreateAccountStatus",
  readOnly: true,
  input: { CreateAccountRequestId: creationId },
  run({ CreateAccountRequestId }, org) {
    const creation = org.creations.get(CreateAccountRequestId);
    if (creation) return { CreateAccountStatus: showCreation(creation) };
    const message = "We can't find a create account request with the CreateAccountRequestId that you specified.";
    throw new AwsError("CreateAccountStatusNotFoundException", message, 400);
  },
});
