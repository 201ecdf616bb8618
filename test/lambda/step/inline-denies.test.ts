import {
  DeleteRolePolicyCommand,
  DeleteUserPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { OLDER_SESSIONS_POLICY, SESSIONS_POLICY } from "../../../lambda/older-sessions-policy.ts";
import { readPolicy } from "../../../lambda/policy-text.ts";
import { kindOf } from "../../../lambda/step/index.ts";
import { deny as denyStatement } from "../../mock-aws/iam/cast.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { castOf, type DenyCast, type DenyStep, everythingIn, sessionOf } from "./deny-cast.ts";

let aws: TestAws;
let cast: DenyCast;

beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.close());
beforeEach(async () => {
  cast = await castOf(aws);
});

const INLINE = [
  { type: "deny-role-sessions" },
  { type: "deny-session", session: "ann" },
  { type: "deny-user-sessions" },
] as const;
const policyOf = ({ type }: DenyStep) => (type === "deny-session" ? SESSIONS_POLICY : OLDER_SESSIONS_POLICY);

/** Somebody else writes the policy, as the administrator may. */
function overwrite(step: DenyStep, text: string, PolicyName = policyOf(step)): Promise<unknown> {
  const said = { PolicyName, PolicyDocument: text };
  return "userName" in step
    ? aws.admin.iam.send(new PutUserPolicyCommand({ UserName: step.userName, ...said }))
    : aws.admin.iam.send(new PutRolePolicyCommand({ RoleName: step.roleName, ...said }));
}

function remove(step: DenyStep): Promise<unknown> {
  const named = { PolicyName: policyOf(step) };
  return "userName" in step
    ? aws.admin.iam.send(new DeleteUserPolicyCommand({ UserName: step.userName, ...named }))
    : aws.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: step.roleName, ...named }));
}

describe.each(INLINE.map((deny) => [deny.type, deny] as const))("%s", (_type, deny) => {
  test("undone, leaves the policy to the letter as it was, whatever it was", async () => {
    const statements = fc.subarray([denyStatement("s3:*"), denyStatement("iam:*"), denyStatement(["ec2:*", "sns:*"])], {
      minLength: 1,
    });
    const indents = fc.constantFrom(0, 1, 4);
    await fc.assert(
      fc.asyncProperty(statements, indents, async (Statement, indent) => {
        cast = await castOf(aws);
        const step = cast.step(deny);
        await overwrite(step, JSON.stringify({ Version: "2012-10-17", Statement }, null, indent));
        const before = await everythingIn(aws);
        const applied = await kindOf(step).apply(cast.responder, step);
        expect(readPolicy(applied.wrote).Statement.slice(0, -1)).toEqual(Statement);
        await kindOf(step).undo(cast.responder, step, applied);
        expect(await everythingIn(aws)).toEqual(before);
      }),
      { numRuns: 4 },
    );
  });

  test("undone, keeps what others have written meanwhile, in its policy and beside it", async () => {
    const step = cast.step(deny);
    const applied = await kindOf(step).apply(cast.responder, step);
    await overwrite(step, policy(...readPolicy(applied.wrote).Statement, denyStatement("s3:*")));
    await overwrite(step, policy(denyStatement("iam:*")), "theirs");
    await kindOf(step).undo(cast.responder, step, applied);
    const undone = await everythingIn(aws);

    cast = await castOf(aws); // The same, had we never been there.
    await overwrite(step, policy(denyStatement("s3:*")));
    await overwrite(step, policy(denyStatement("iam:*")), "theirs");
    expect(texts(undone)).toEqual(texts(await everythingIn(aws)));
  });

  test("notices that somebody has removed its policy, and puts it back", async () => {
    const step = cast.step(deny);
    const kind = kindOf(step);
    await kind.apply(cast.responder, step);
    await remove(step);
    expect(await kind.holds(cast.responder, step)).toMatchObject({ because: expect.stringContaining("was removed") });
    expect(await kind.undo(cast.responder, step, { before: null, wrote: "" })).toMatchObject({ outcome: "gone" });
    await kind.apply(cast.responder, step);
    await overwrite(step, policy(denyStatement("s3:*")));
    expect(await kind.holds(cast.responder, step)).toMatchObject({ because: expect.stringContaining("taken out") });
    await kind.apply(cast.responder, step);
    expect(await kind.holds(cast.responder, step)).toEqual({ holds: true });
  });

  test("gives up with a clear error where somebody removes its policy each time", async () => {
    const step = cast.step(deny);
    cast.responder.iamWrites.middlewareStack.add((next, { commandName = "" }) => async (args) => {
      const answer = await next(args);
      if (commandName.startsWith("Put")) await remove(step);
      return answer;
    });
    await expect(kindOf(step).apply(cast.responder, step)).rejects.toThrow("as soon as it is written, 6 times");
  });

  test("writes at once where the policy was just read, and says whose reading that is", async () => {
    const step = cast.step(deny);
    const calls: string[] = [];
    for (const { middlewareStack } of [cast.responder.iam, cast.responder.iamWrites]) {
      middlewareStack.add((next, { commandName = "" }) => (args) => {
        calls.push(commandName);
        return next(args);
      });
    }
    await kindOf(step).apply(cast.responder, step, null);
    expect(calls[0]).toMatch(/^Put/);
    const both = { olderSessionsPolicy: "one", sessionsPolicy: "other" };
    const found = ["role", "user", "root"].map((kind) => kindOf(step).foundIn?.({ kind, ...both } as never));
    expect(found).toEqual(
      { "deny-role-sessions": ["one", undefined, undefined], "deny-session": ["other", undefined, undefined] }[
        deny.type as string
      ] ?? [undefined, "one", undefined],
    );
  });

  test("knows up to when is denied what it is to deny, and what was there before a record that was lost", async () => {
    const step = cast.step(deny);
    const kind = kindOf(step);
    const { wrote } = await kind.apply(cast.responder, step);
    expect(kind.standing?.(step, wrote)).toBe(step.cutoff);
    expect(kind.standing?.(step, null)).toBeUndefined();
    expect(kind.beforeOurs?.(step, wrote, undefined)).toBeNull();
    const later = cast.step(deny, 60);
    expect(kind.beforeOurs?.(later, wrote, undefined)).toBe(wrote);
  });

  test("says so itself where its policy alone is over the quota, without asking IAM", async () => {
    const step = cast.step(deny);
    const quota = "userName" in step ? 2_048 : 10_240;
    const long = policy(denyStatement("s3:*", `arn:aws:s3:::${"a".repeat(quota - 150)}`));
    const before = await everythingIn(aws);
    const refusal = {
      name: "LimitExceededException",
      message: expect.stringContaining(`and ${quota.toLocaleString("en")} fit`),
    };
    await expect(kindOf(step).apply(cast.responder, step, long)).rejects.toMatchObject(refusal);
    expect(await everythingIn(aws)).toEqual(before);
  });

  test("is refused by IAM where others' policies leave no room, and names what to do instead", async () => {
    const step = cast.step(deny);
    const quota = "userName" in step ? 2_048 : 10_240;
    await overwrite(step, policy(denyStatement("s3:*", `arn:aws:s3:::${"a".repeat(quota - 250)}`)), "theirs");
    const before = await everythingIn(aws);
    await expect(kindOf(step).apply(cast.responder, step)).rejects.toMatchObject({ name: "LimitExceededException" });
    expect(await everythingIn(aws)).toEqual(before);
    const instead = kindOf(step).fallback?.(step);
    expect(instead).toEqual({
      ...step,
      type: `${deny.type === "deny-session" ? "deny-role-sessions" : deny.type}-managed`,
    });
    if (instead) expect(await kindOf(instead).apply(cast.responder, instead)).toMatchObject({ changed: true });
  });
});

test("a deny of one session and one of all stand in policies of their own", async () => {
  const [one, all] = [cast.step(INLINE[1]), cast.step(INLINE[0], 60)];
  const before = await everythingIn(aws);
  const first = await kindOf(one).apply(cast.responder, one);
  const second = await kindOf(all).apply(cast.responder, all);
  await overwrite(all, policy(denyStatement("s3:*"))); // The console's button, say.
  expect(await kindOf(one).holds(cast.responder, one)).toEqual({ holds: true });
  await remove(all);
  await kindOf(all).undo(cast.responder, all, second);
  await kindOf(one).undo(cast.responder, one, first);
  expect(await everythingIn(aws)).toEqual(before);
  await sessionOf(aws, "ann");
});

/** The policies by name and text; ids and times differ between two runs. */
function texts(everything: unknown): readonly string[] {
  return [...JSON.stringify(everything).matchAll(/"PolicyName":"([^"]*)","PolicyDocument":"([^"]*)"/g)].map(
    ([said]) => said,
  );
}
