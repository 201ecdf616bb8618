// The CDK app: what `npx cdk deploy` puts into an account.
import { App } from "aws-cdk-lib";
import { ResponderStack } from "../lib/responder-stack.ts";

const app = new App();
new ResponderStack(app, "CredentialLeakResponder", {
  description: "Cuts off leaked AWS credentials: denies their sessions, proves it from CloudTrail, lifts the deny.",
});
