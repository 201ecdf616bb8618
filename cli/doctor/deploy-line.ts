// The command that brings back what a stack of ours has made.
import { commandLine } from "../../lambda/command-line.ts";

export const DEPLOY = commandLine("npx", "cdk", "deploy", "CredentialLeakResponder*");
export const DEPLOY_MEMBER = commandLine("npx", "cdk", "deploy", "CredentialLeakMember", "--profile", "member");
export const DEPLOY_ADMINISTRATION = commandLine(
  "npx",
  "cdk",
  "deploy",
  "CredentialLeakAdministration*",
  "--profile",
  "management",
);
