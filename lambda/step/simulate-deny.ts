// The policy simulator, asked whether a deny of older sessions does what it should and nothing else.
//
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
// It reads the policies as they were written, not as they are enforced yet, and knows of the session only what we say of it.
import { type ContextEntry, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import type { Aws } from "../aws.ts";
import type { Time } from "../model.ts";
import { cutoffOf } from "../older-sessions-policy.ts";
import type { SessionScope } from "../older-sessions-statement.ts";
import type { Holding } from "../steps.ts";
import type { PolicyPlace } from "./policy-place.ts";

/** Long-term keys have no issue time. */
type Session = { readonly issuedAt?: Date; readonly userId?: string };
type Question = { readonly who: string; readonly session: Session; readonly denied: boolean };

export async function simulateDeny(
  aws: Aws,
  place: PolicyPlace,
  step: { readonly cutoff: Time },
  scope?: SessionScope,
): Promise<Holding> {
  const ownerId = await place.owner.idNow();
  const { text } = await place.read();
  if (ownerId !== place.owner.id) return { holds: true }; // Its sessions died with it.
  const answers = await Promise.all(
    questionsOf(step.cutoff, text, scope).map(async (question) => ({
      ...question,
      found: await isDeniedBy(aws, place, question.session),
    })),
  );
  const wrong = answers.find(({ denied, found }) => denied !== found);
  if (wrong === undefined) return { holds: true };
  const finds = wrong.denied ? `does not find ${wrong.who} denied` : `finds ${wrong.who} denied too`;
  return { holds: false, because: `The policy simulator ${finds} by our statement.` };
}

function questionsOf(stepCutoff: Time, text: string | null, scope: SessionScope | undefined): readonly Question[] {
  const userId = scope === undefined ? {} : { userId: scope.value };
  const before = new Date(Date.parse(stepCutoff) - 1000);
  const after = new Date(cutoffOf(text, scope) ?? stepCutoff);
  const sessions = scope === undefined ? "sessions" : "sessions of that name";
  return [
    { who: `older ${sessions}`, session: { issuedAt: before, ...userId }, denied: true },
    { who: `newer ${sessions}`, session: { issuedAt: after, ...userId }, denied: false },
    { who: "calls without an issue time", session: userId, denied: false },
    ...otherSessions(before, text, scope),
  ];
}

/** Where a wider deny stands beside the session's, the others are rightly denied: nothing to ask. */
function otherSessions(issuedAt: Date, text: string | null, scope: SessionScope | undefined): readonly Question[] {
  if (scope === undefined || cutoffOf(text) !== undefined) return [];
  return [{ who: "other sessions", session: { issuedAt, userId: `${scope.value}-other` }, denied: false }];
}

/** Any action shows it: the deny is on all. The simulator names inline policies after their owner, and others by name. */
async function isDeniedBy(aws: Aws, { owner, policyName }: PolicyPlace, session: Session): Promise<boolean> {
  const answer = await aws.iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: owner.arn,
      ActionNames: ["ec2:DescribeInstances"],
      ContextEntries: contextOf(session),
    }),
  );
  const [result] = answer.EvaluationResults ?? [];
  if (result?.EvalDecision !== "explicitDeny") return false;
  return (result.MatchedStatements ?? []).some(({ SourcePolicyId }) => SourcePolicyId?.endsWith(policyName));
}

function contextOf({ issuedAt, userId }: Session): ContextEntry[] {
  const entries: readonly [string, ContextEntry["ContextKeyType"], string | undefined][] = [
    ["aws:TokenIssueTime", "date", issuedAt?.toISOString()],
    ["aws:userid", "string", userId],
  ];
  return entries.flatMap(([ContextKeyName, ContextKeyType, value]) =>
    value === undefined ? [] : [{ ContextKeyName, ContextKeyType, ContextKeyValues: [value] }],
  );
}
