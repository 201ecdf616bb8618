// The runbooks of the stack in a test's local AWS, and a person who may start them and nothing else.
import { readFileSync } from "node:fs";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import type { SSMClient } from "@aws-sdk/client-ssm";
import { type Parameters, ssmOf, startDocument } from "./automation.ts";
import type { TestService } from "./service.ts";

const DOCUMENTATION = readFileSync(new URL("../../docs/automation.md", import.meta.url), "utf8");

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
