// The responder as a step sees it: clients of an account that may do what the step says it takes, and nothing else.
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { type Aws, connect } from "../../../lambda/aws.ts";
import type { Clients, TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";

/** In the account of the local AWS's administrator unless another one's clients are given. */
export async function responderWith(
  aws: TestAws,
  permissions: readonly string[],
  { admin = aws.admin, account = "111122223333" }: { readonly admin?: Clients; readonly account?: string } = {},
): Promise<Aws> {
  const UserName = "responder";
  const PolicyDocument = policy({ Effect: "Allow", Action: permissions, Resource: "*" });
  await admin.iam.send(new CreateUserCommand({ UserName }));
  await admin.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "declared", PolicyDocument }));
  const { AccessKey } = await admin.iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId = "", SecretAccessKey = "" } = AccessKey ?? {};
  const credentials = async () => ({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey });
  return connect(account, { region: "us-east-1", endpoint: aws.endpoint, credentials });
}
