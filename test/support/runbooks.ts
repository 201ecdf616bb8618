// The runbooks of the stack in a test's local AWS: as the template has them, and a person who may start them and nothing else.
import { readFileSync } from "node:fs";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import type { SSMClient } from "@aws-sdk/client-ssm";
import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { Runbooks } from "../../lib/runbooks.ts";
import { createDocument, type Parameters, ssmOf, startDocument } from "./automation.ts";
import type { TestService } from "./service.ts";
import { resolved } from "./template.ts";

const ACCOUNT = "111122223333";
const REGION = "us-east-1";
const ROLE = "runbooks";
const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:credential-leak-responder`;
const DOCUMENTATION = readFileSync(new URL("../../docs/automation.md", import.meta.url), "utf8");

/** A stack of its own, without the function's bundle. */
export function runbooksTemplate(): Template {
  const stack = new Stack(new App(), "Test", { env: { account: ACCOUNT, region: REGION } });
  new Runbooks(stack, "Runbooks", { target: LambdaFunction.fromFunctionArn(stack, "Responder", FUNCTION) });
  return Template.fromStack(stack);
}

/** Role and documents, as CloudFormation would make them of the template. */
export async function deployRunbooks(service: TestService): Promise<void> {
  const template = runbooksTemplate();
  const [[id = "", role] = []] = Object.entries(template.findResources("AWS::IAM::Role"));
  const known = {
    "AWS::Partition": "aws",
    "AWS::AccountId": ACCOUNT,
    [id]: ROLE,
    [`${id}.Arn`]: `arn:aws:iam::${ACCOUNT}:role/${ROLE}`,
  };
  const text = (value: unknown) => JSON.stringify(resolved(value, known));
  const { iam } = service.admin;
  const AssumeRolePolicyDocument = text(role?.["Properties"].AssumeRolePolicyDocument);
  await iam.send(new CreateRoleCommand({ RoleName: ROLE, AssumeRolePolicyDocument }));
  for (const { Properties } of Object.values(template.findResources("AWS::IAM::Policy"))) {
    const PolicyDocument = text(Properties.PolicyDocument);
    await iam.send(new PutRolePolicyCommand({ RoleName: ROLE, PolicyName: "work", PolicyDocument }));
  }
  const ssm = ssmOf(service);
  for (const { Properties } of Object.values(template.findResources("AWS::SSM::Document"))) {
    await createDocument(ssm, Properties.Name, text(Properties.Content));
  }
}

/** A session of a role that may do what the documentation says is needed. */
export async function somebody(service: TestService, roleName = "on-call"): Promise<SSMClient> {
  const [, PolicyDocument = ""] = /```json\n(.*?)\n```/s.exec(DOCUMENTATION) ?? [];
  await service.createRole(roleName, ["sts:GetCallerIdentity"]);
  await service.admin.iam.send(new PutRolePolicyCommand({ RoleName: roleName, PolicyName: "work", PolicyDocument }));
  return ssmOf(service, (await service.assume(roleName, "ann")).keys);
}

/** The commands of the documentation, in their order. */
export const COMMANDS: readonly string[] = [...DOCUMENTATION.matchAll(/```sh\n(.*?)\n```/gs)].map(
  ([, command = ""]) => command,
);

/** A command of the documentation that starts an execution: its document and parameters, as the AWS CLI reads them. */
export function startCommand(ssm: SSMClient, command: string, instead: Parameters = {}): Promise<string> {
  const [, name = "", list = ""] = /--document-name (\S+) --parameters '(.*)'$/.exec(command) ?? [];
  const pairs = list.split(",").map((pair) => [pair.split("=")[0], pair.slice(pair.indexOf("=") + 1)]);
  return startDocument(ssm, name, { ...Object.fromEntries(pairs), ...instead });
}
