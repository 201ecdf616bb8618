// cdk-nag's AwsSolutions rules over every stack: clean, or acknowledged with a reason that a reviewer would accept.
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Stack, Validations } from "aws-cdk-lib";
import { CfnRole } from "aws-cdk-lib/aws-iam";
import { AwsSolutionsChecks } from "cdk-nag";
import { expect, test } from "vitest";
import { readConfig } from "../../lambda/config.ts";
import { addStacks } from "../../lib/responder-app.ts";

const EVERYTHING = {
  members: { accounts: ["444455556666"], externalId: "clr-7f3a" },
  administration: { account: "555566667777", identityCenterRegion: "eu-west-1", scp: true, backstop: true },
  fallback: "boundary",
  denyAssume: true,
  athena: { location: "s3://logs/AWSLogs/o-a1b2c3d4e5" },
  notify: {
    emails: ["soc@example.com"],
    securityHub: true,
    webhook: { url: "https://tickets.example.com/hook" },
  },
  deployment: { account: "111122223333", region: "us-east-1", regions: ["eu-west-1"], units: ["r-ab12"] },
};

type Report = { readonly pluginReports: readonly { readonly violations: readonly { readonly ruleName: string }[] }[] };

/** The names of the rules that are broken. */
function violations(add: (app: App) => void = () => undefined, config: object = EVERYTHING): readonly string[] {
  const outdir = mkdtempSync(join(tmpdir(), "credential-leak-responder-nag-"));
  const context = { "aws:cdk:bundling-stacks": [] };
  const app = new App({ outdir, context, analyticsReporting: false, builtinCloudFormationValidation: false });
  addStacks(app, readConfig(config));
  add(app);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  try {
    app.synth();
  } catch {
    // It says only that there are some; the report says which.
  }
  const report: Report = JSON.parse(readFileSync(join(outdir, "validation-report.json"), "utf8"));
  return report.pluginReports.flatMap(({ violations: found }) => found.map(({ ruleName }) => ruleName));
}

test.each([
  ["with accounts that are named", {}],
  ["with an organization's", { organization: "o-a1b2c3d4e5" }],
])("no rule is broken %s", (_, deployment) => {
  const config = { ...EVERYTHING, deployment: { ...EVERYTHING.deployment, ...deployment } };
  expect(violations(undefined, config)).toEqual([]);
});

test("a role that may do anything would be seen", () => {
  const Statement = [{ Effect: "Allow", Action: "*", Resource: "*" }];
  const found = violations((app) => {
    new CfnRole(new Stack(app, "Other"), "Role", {
      assumeRolePolicyDocument: { Version: "2012-10-17", Statement: [] },
      policies: [{ policyName: "work", policyDocument: { Version: "2012-10-17", Statement } }],
    });
  });
  expect(found.filter((rule) => rule.startsWith("AwsSolutions-IAM5"))).not.toEqual([]);
});
