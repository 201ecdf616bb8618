// What a trust policy says to one user or role, before its own policies are asked.
//
// Within an account a trust in the user or the role itself is enough; a trust in the account leaves it to the caller's policies;
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
// from another account the caller's policies must allow it as well, whomever the trust names.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
import { accountNamed, type Caller, isRole, nameIn, sessionNamed } from "./caller.ts";
import { inWords, judge } from "./condition.ts";
import { covers, type Trust, type TrustPrincipal, type TrustStatement } from "./read-trust.ts";
import { shown } from "./shown.ts";

/**
 * `direct`: to the user, the session or everybody; no implicit deny elsewhere in the account limits it.
 * `role`: to the role behind the session; a permissions boundary limits it. `account`: the caller's own policies decide.
 */
export type Grant = "direct" | "role" | "account";

/** One statement that lets the caller in; `reserves`: what decides and is not known, in words. */
export type Allowed = { readonly grant: Grant; readonly reserves: readonly string[] };

export type TrustAnswer = {
  readonly allowed: readonly Allowed[];
  /** The statement that surely denies, in words: nothing that is allowed counts. */
  readonly denied?: string;
};

export function answerOf({ statements }: Trust, caller: Caller): TrustAnswer {
  const about = statements.filter((statement) => covers(statement, "sts:AssumeRole"));
  const denies = about.flatMap((statement) =>
    statement.effect === "Deny" ? [...applied(statement, caller), ...deniedSessions(statement, caller)] : [],
  );
  const sure = denies.find(({ reserves }) => reserves.length === 0);
  const doubts = denies.map(({ number, reserves }) => `not refused by statement ${number}: ${reserves.join("; ")}`);
  return {
    allowed: about
      .flatMap((statement) => (statement.effect === "Allow" ? applied(statement, caller) : []))
      .map(({ grant, reserves }) => ({ grant, reserves: [...reserves, ...doubts] })),
    ...(sure ? { denied: `Statement ${sure.number} of the trust policy denies it.` } : {}),
  };
}

type Applied = Allowed & { readonly number: number };

/** Nothing where the statement does not speak of the caller. */
function applied(statement: TrustStatement, caller: Caller): readonly Applied[] {
  const { number, principals, butThese, conditions, unknown } = statement;
  const named = grantTo(principals, caller);
  const grant = butThese ? "direct" : named;
  const judged = conditions.map((condition) => ({ condition, outcome: judge(condition, caller) }));
  if (grant === undefined || judged.some(({ outcome }) => outcome === "fails")) return [];
  const open = judged.flatMap(({ condition, outcome }) => (outcome === "holds" ? [] : [inWords(condition)]));
  return [{ number, grant, reserves: [...unknown, ...open] }];
}

/** A role comes in, but not under the names that are denied: that is a reserve, and no refusal. */
function deniedSessions(statement: TrustStatement, caller: Caller): readonly Applied[] {
  const { number, principals, butThese, conditions } = statement;
  if (caller.session !== undefined || butThese || conditions.some((one) => judge(one, caller) === "fails")) return [];
  const named = principals.flatMap(({ type, name }) => (type === "AWS" && isSessionOf(name, caller) ? [name] : []));
  if (named.length === 0) return [];
  return [{ number, grant: "role", reserves: [`it denies ${named.map((name) => shown(name)).join(", ")}`] }];
}

function isSessionOf(name: string, caller: Caller): boolean {
  const session = sessionNamed(name);
  return isRole(caller) && session?.account === caller.account && session.roleName === nameIn(caller.arn);
}

function grantTo(principals: readonly TrustPrincipal[], { arn, account, session }: Caller): Grant | undefined {
  const names = principals.flatMap(({ type, name }) => (type === "AWS" ? [name] : []));
  const isUser = arn.includes(":user/");
  if (names.includes("*") || (session !== undefined && names.includes(session))) return "direct";
  if (names.includes(arn)) return isUser ? "direct" : "role";
  return names.some((name) => accountNamed(name) === account) ? "account" : undefined;
}
