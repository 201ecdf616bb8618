import {
  CreateUserCommand,
  DeleteUserPolicyCommand,
  DetachUserPolicyCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { kindOf } from "../../../lambda/step/index.ts";
import { ACCOUNT } from "../../mock-aws/iam/cast.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import {
  calledDeny,
  castOf,
  DENIES,
  type Deny,
  type DenyCast,
  everythingIn,
  mintedBy,
  REFUSED,
  sessionOf,
  work,
} from "./deny-cast.ts";
import { responderWith } from "./step-role.ts";

let aws: TestAws;
let cast: DenyCast;

beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.close());
beforeEach(async () => {
  cast = await castOf(aws);
});

const named = (denies: readonly Deny[]) => denies.map((deny) => [calledDeny(deny), deny] as const);
const onRole = DENIES.filter(({ type }) => !type.startsWith("deny-user"));
const onUser = DENIES.filter(({ type }) => type.startsWith("deny-user"));
const ofOne = onRole.filter((deny) => "session" in deny);
const ofAll = onRole.filter((deny) => !("session" in deny));

describe.each(named(DENIES))("%s", (_called, deny) => {
  test("takes what it says it takes, and no more, from before to after", async () => {
    const step = cast.step(deny);
    const kind = kindOf(step);
    const responder = await responderWith(aws, kind.permissions);
    const before = await everythingIn(aws);
    const applied = await kind.apply(responder, step);
    expect(applied).toMatchObject({ before: null, changed: true, requestId: expect.any(String) });
    expect(await kind.holds(responder, step)).toEqual({ holds: true });
    expect(await kind.effective(responder, step)).toEqual({ holds: true });
    expect(await kind.undo(responder, step, applied)).toMatchObject({ outcome: "restored" });
    expect(await everythingIn(aws)).toEqual(before);
  });

  test("twice is once, and undoing after undoing is nothing", async () => {
    const step = cast.step(deny);
    const kind = kindOf(step);
    const before = await everythingIn(aws);
    const applied = await kind.apply(cast.responder, step);
    const once = await everythingIn(aws);
    expect(await kind.apply(cast.responder, step)).toMatchObject({ changed: false, wrote: applied.wrote });
    expect(await everythingIn(aws)).toEqual(once);
    await kind.undo(cast.responder, step, applied);
    await kind.undo(cast.responder, step, applied);
    expect(await everythingIn(aws)).toEqual(before);
  });

  test("moves its cutoff forward and never back", async () => {
    const [later, earlier] = [cast.step(deny, 60), cast.step(deny, 30)];
    const kind = kindOf(later);
    const first = await kind.apply(cast.responder, earlier);
    await kind.apply(cast.responder, later);
    const widest = await everythingIn(aws);
    expect(await kind.apply(cast.responder, earlier)).toMatchObject({ changed: false });
    expect(await everythingIn(aws)).toEqual(widest);
    expect(await kind.undo(cast.responder, earlier, first)).toMatchObject({ outcome: "left" });
    expect(await everythingIn(aws)).toEqual(widest);
    expect(await kind.holds(cast.responder, later)).toEqual({ holds: true });
  });

  test("says that a deny does not hold which was never written, and what is wrong with one that was moved back", async () => {
    const [later, earlier] = [cast.step(deny, 60), cast.step(deny, 30)];
    const kind = kindOf(later);
    expect(await kind.holds(cast.responder, later)).toMatchObject({ holds: false, because: expect.any(String) });
    expect(await kind.effective(cast.responder, later)).toMatchObject({ holds: false });
    await kind.apply(cast.responder, earlier);
    expect(await kind.holds(cast.responder, later)).toMatchObject({
      holds: false,
      because: expect.stringContaining("moved back"),
    });
    expect(await kind.effective(cast.responder, later)).toMatchObject({ holds: false });
  });
});

describe.each(named(ofAll))("%s, to whoever holds a session", (_called, deny) => {
  test("stops every session of the role, and a new one works", async () => {
    const stolen = [await sessionOf(aws, "ann"), await sessionOf(aws, "bob")];
    await Promise.all(stolen.map(work));
    const step = cast.step(deny);
    const applied = await kindOf(step).apply(cast.responder, step);
    for (const thief of stolen) await expect(work(thief)).rejects.toMatchObject(REFUSED);
    await aws.advance(31);
    await work(await sessionOf(aws, "ann"));
    await kindOf(step).undo(cast.responder, step, applied);
    await Promise.all(stolen.map(work));
  });

  test("stops a session that is opened while the deny spreads", async () => {
    const step = cast.step(deny);
    await kindOf(step).apply(cast.responder, step);
    await aws.advance(20);
    await expect(work(await sessionOf(aws, "ann"))).rejects.toMatchObject(REFUSED);
  });
});

describe.each(named(ofOne))("%s, to whoever holds a session", (_called, deny) => {
  test("stops that session; others work on, and so does one of its name that is opened later", async () => {
    const [thief, colleague] = [await sessionOf(aws, "ann"), await sessionOf(aws, "bob")];
    const step = cast.step(deny);
    const applied = await kindOf(step).apply(cast.responder, step);
    await expect(work(thief)).rejects.toMatchObject(REFUSED);
    await work(colleague);
    await aws.advance(31);
    await work(await sessionOf(aws, "ann"));
    await expect(work(thief)).rejects.toMatchObject(REFUSED);
    await kindOf(step).undo(cast.responder, step, applied);
    await work(thief);
  });

  test("stops several sessions side by side, and lets each go by itself", async () => {
    const [ann, bob] = [await sessionOf(aws, "ann"), await sessionOf(aws, "bob")];
    const [onAnn, onBob] = [cast.step(deny), cast.step({ ...deny, session: "bob" } as never)];
    const before = await everythingIn(aws);
    const kind = kindOf(onAnn);
    const first = await kind.apply(cast.responder, onAnn);
    const second = await kind.apply(cast.responder, onBob);
    for (const thief of [ann, bob]) await expect(work(thief)).rejects.toMatchObject(REFUSED);
    await kind.undo(cast.responder, onAnn, first);
    await work(ann);
    await expect(work(bob)).rejects.toMatchObject(REFUSED);
    await kind.undo(cast.responder, onBob, second);
    expect(await everythingIn(aws)).toEqual(before);
  });

  test("refuses a name that no session can have, before anything is written", async () => {
    const step = cast.step({ ...deny, session: "*" } as never);
    await expect(async () => kindOf(step).apply(cast.responder, step)).rejects.toThrow('"*" is no name');
  });
});

describe.each(named(onUser))("%s, to whoever holds a credential", (_called, deny) => {
  test("stops what the user's key has minted; the key itself works on, and so does what it mints later", async () => {
    const stolen = await mintedBy(aws, cast.carol);
    await Promise.all(stolen.map(work));
    const step = cast.step(deny);
    const applied = await kindOf(step).apply(cast.responder, step);
    for (const thief of stolen) await expect(work(thief)).rejects.toMatchObject(REFUSED);
    await work(cast.carol);
    await aws.advance(31);
    for (const newer of await mintedBy(aws, cast.carol)) await work(newer);
    await kindOf(step).undo(cast.responder, step, applied);
    await Promise.all(stolen.map(work));
  });
});

describe.each(named(DENIES))("%s, when its role or user is made anew", (_called, deny) => {
  test("has nothing more to deny, and leaves the new one alone", async () => {
    const step = cast.step(deny);
    const kind = kindOf(step);
    const applied = await kind.apply(cast.responder, step);
    await cast.deleteAll();
    expect(await kind.holds(cast.responder, step)).toEqual({ holds: true });
    await cast.createAnew();
    const anew = { holds: true, madeAnew: expect.stringMatching(/^A(RO|ID)A/) };
    expect(await kind.holds(cast.responder, step)).toEqual(anew);
    expect(await kind.effective(cast.responder, step)).toEqual({ holds: true });
    expect(await kind.undo(cast.responder, step, applied)).toMatchObject({ outcome: "gone" });
    expect(JSON.stringify(await everythingIn(aws))).not.toContain("AWSRevokeOlderSessions");
  });

  test("leaves nothing behind where there is nothing to write to", async () => {
    await cast.deleteAll();
    const before = await everythingIn(aws);
    const step = cast.step(deny);
    await expect(kindOf(step).apply(cast.responder, step)).rejects.toMatchObject({ name: "NoSuchEntityException" });
    expect(await everythingIn(aws)).toEqual(before);
  });
});

describe.each(named(onUser))("%s", (_called, deny) => {
  test("follows a user whom an intruder renames, though another is made under the old name", async () => {
    const step = cast.step(deny);
    const kind = kindOf(step);
    const responder = await responderWith(aws, kind.permissions);
    const applied = await kind.apply(responder, step);
    const { iam } = aws.admin;
    await iam.send(new UpdateUserCommand({ UserName: "carol", NewUserName: "eve" }));
    await iam.send(new CreateUserCommand({ UserName: "carol" }));
    expect(await kind.holds(responder, step)).toEqual({ holds: true });
    const PolicyArn = `arn:aws:iam::${ACCOUNT}:policy/credential-leak-responder/AWSRevokeOlderSessions-${cast.userId}`;
    await (deny.type === "deny-user-sessions"
      ? iam.send(new DeleteUserPolicyCommand({ UserName: "eve", PolicyName: "AWSRevokeOlderSessions" }))
      : iam.send(new DetachUserPolicyCommand({ UserName: "eve", PolicyArn })));
    expect(await kind.holds(responder, step)).toMatchObject({ holds: false });
    await kind.apply(responder, step);
    expect(await kind.holds(responder, step)).toEqual({ holds: true });
    expect(await kind.effective(responder, step)).toEqual({ holds: true });
    expect(await kind.undo(responder, step, applied)).toMatchObject({ outcome: "restored" });
  });
});
