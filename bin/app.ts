// The CDK app: what `npx cdk deploy` puts into an account.
import { existsSync, readFileSync } from "node:fs";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { readConfig } from "../lambda/config.ts";
import { addStacks } from "../lib/responder-app.ts";

const CONFIG_FILE = "responder.config.json";

const config = readConfig(existsSync(CONFIG_FILE) ? JSON.parse(readFileSync(CONFIG_FILE, "utf8")) : {});

// The CDK's command line sets these from the deployer's credentials and environment.
const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
addStacks(app, config, { account, region });
