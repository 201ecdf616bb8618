// The CDK app: what `npx cdk deploy` puts into an account.
import { existsSync, readFileSync } from "node:fs";
import { App } from "aws-cdk-lib";
import { readConfig } from "../lambda/config.ts";
import { ResponderStack } from "../lib/responder-stack.ts";

const CONFIG_FILE = "responder.config.json";

const config = readConfig(existsSync(CONFIG_FILE) ? JSON.parse(readFileSync(CONFIG_FILE, "utf8")) : {});

const app = new App();

/** `npx cdk deploy -c emails=on-call@example.com -c regions=us-east-1,eu-west-1` */
function listed(name: string): readonly string[] | undefined {
  const said: unknown = app.node.tryGetContext(name);
  return typeof said === "string" ? said.split(",").filter(Boolean) : undefined;
}

const [emails, regions, [runbook] = []] = ["emails", "regions", "runbook"].map(listed);

new ResponderStack(app, "CredentialLeakResponder", {
  description: "Cuts off leaked AWS credentials: denies their sessions, proves it from CloudTrail, lifts the deny.",
  config,
  watch: { ...(emails ? { emails } : {}), ...(regions ? { regions } : {}), ...(runbook ? { runbook } : {}) },
});
