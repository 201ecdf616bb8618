// The root user of an account: whether a service control policy of the organization reaches it, and what a person does if not.
import {
  AccountNotFoundException,
  AWSOrganizationsNotInUseException,
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  PolicyTypeNotEnabledException,
} from "@aws-sdk/client-organizations";
import type { Aws } from "../aws.ts";
import type { Resolution } from "../model.ts";
import { organizationsOf } from "../organizations-client.ts";
import type { Places } from "../places.ts";
import { attachedRootPolicy } from "../step/root-policy.ts";
import { endRootByHand, endRootOfMemberByHand } from "./root-by-hand.ts";

/** Asked for in the administration's account. */
export const ROOT_PERMISSIONS = [
  "organizations:DescribeOrganization",
  "organizations:DescribeAccount",
  "organizations:ListPoliciesForTarget",
] as const;

export async function resolveRoot(places: Places, account: string): Promise<Resolution> {
  const { administration } = places;
  if (!ACCOUNT.test(account))
    return { found: false, because: "The alert names no account whose root user it could be." };
  if (!administration) return told("No administration account is configured", endRootOfMemberByHand(account));
  const aws = await places.aws(administration.account);
  if (!aws) {
    const why = `The administration account ${administration.account} is not one that this responder serves`;
    return told(why, endRootOfMemberByHand(account));
  }
  const standing = await standingOf(aws, account);
  if (standing.is === "stranger") return told(standing.because, endRootByHand(account));
  if (standing.is === "management") {
    return told(`${account} is the management account, whose root user no policy limits`, endRootByHand(account));
  }
  if (!administration.scp) {
    const why = "Writing service control policies is switched off (`administration.scp`)";
    return told(why, endRootOfMemberByHand(account));
  }
  const arn = `arn:${standing.partition}:iam::${account}:root`;
  const attachedPolicy = (await attachedRootPolicy(aws, account).catch(unknownYet))?.Id ?? null;
  const at = { account: administration.account, attachedPolicy };
  return { found: true, principal: { kind: "root", account, arn, administration: at } };
}

const ACCOUNT = /^\d{12}$/;

type Standing =
  | { readonly is: "member"; readonly partition: string }
  | { readonly is: "management" }
  | { readonly is: "stranger"; readonly because: string };

async function standingOf(aws: Aws, account: string): Promise<Standing> {
  const [organization, member] = await Promise.all([
    organizationsOf(aws).send(new DescribeOrganizationCommand({})).catch(notInUse),
    organizationsOf(aws)
      .send(new DescribeAccountCommand({ AccountId: account }))
      .catch(notAMember),
  ]);
  const { Arn, MasterAccountId } = organization?.Organization ?? {};
  if (!Arn) return { is: "stranger", because: `The account ${aws.account} is in no organization` };
  if (MasterAccountId === account) return { is: "management" };
  if (!member?.Account) return { is: "stranger", because: `The account ${account} is not in the organization` };
  return { is: "member", partition: Arn.split(":")[1] ?? "aws" };
}

function told(why: string, whatToDo: string): Resolution {
  return { found: false, because: `${why}: nothing of ours can deny this root user. ${whatToDo}` };
}

/** Service control policies that are switched off hang nowhere; the step says so when it fails. */
function unknownYet(error: unknown): undefined {
  if (error instanceof PolicyTypeNotEnabledException) return undefined;
  throw error;
}

function notInUse(error: unknown): undefined {
  if (error instanceof AWSOrganizationsNotInUseException) return undefined;
  throw error;
}

function notAMember(error: unknown): undefined {
  if (error instanceof AccountNotFoundException) return undefined;
  return notInUse(error);
}
