// The CDK app: what `npx cdk deploy` puts into an account.
import { existsSync, readFileSync } from "node:fs";
import { App } from "aws-cdk-lib";
import { readConfig } from "../lambda/config.ts";
import { ResponderStack } from "../lib/responder-stack.ts";

const CONFIG_FILE = "responder.config.json";

const config = readConfig(existsSync(CONFIG_FILE) ? JSON.parse(readFileSync(CONFIG_FILE, "utf8")) : {});

const app = new App();
new ResponderStack(app, "CredentialLeakResponder", {
  description: "Cuts off leaked AWS credentials: denies their sessions, proves it from CloudTrail, lifts the deny.",
  config,
});
