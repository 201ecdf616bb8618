import { DeleteAccessKeyCommand, ListUsersCommand } from "@aws-sdk/client-iam";
import {
  DeletePolicyCommand,
  DescribePolicyCommand,
  DetachPolicyCommand,
  DisablePolicyTypeCommand,
  ListPoliciesCommand,
  ListPoliciesForTargetCommand,
  UpdatePolicyCommand,
} from "@aws-sdk/client-organizations";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Aws } from "../../../lambda/aws.ts";
import { denyByScp } from "../../../lambda/step/deny-by-scp.ts";
import type { AppliedStep, DenyByScp } from "../../../lambda/steps.ts";
import { type RootCast, startWithRoots } from "../../mock-aws/iam/root-cast.ts";
import type { Clients } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";
import { responderWith } from "./step-role.ts";

const Type = "SERVICE_CONTROL_POLICY";
const OURS = "credential-leak-responder-deny-root";
const FULL = "FullAWSAccess";

let cast: RootCast;
let responder: Aws;
let account: string;

beforeEach(async () => {
  cast = await startWithRoots();
  account = cast.account;
  responder = await responderWith(cast.aws, denyByScp.permissions);
  await cast.enable(Type);
});
afterEach(() => cast.aws.close());

const stepFor = (target: string): DenyByScp => ({
  type: "deny-by-scp",
  account: "111122223333",
  target,
  partition: "aws",
});
const contain = (target = account) => denyByScp.apply(responder, stepFor(target));
const undo = (applied: AppliedStep<DenyByScp>) => denyByScp.undo(responder, applied.step, applied);
const work = (who: Clients) => who.iam.send(new ListUsersCommand({}));
const refused = { name: "AccessDenied", message: expect.stringContaining("explicit deny in a service control policy") };
const attachedTo = async (TargetId: string) =>
  namesIn((await cast.org.send(new ListPoliciesForTargetCommand({ TargetId, Filter: Type }))).Policies);
const policies = async () => namesIn((await cast.org.send(new ListPoliciesCommand({ Filter: Type }))).Policies);
const namesIn = (list: readonly { readonly Name?: string | undefined }[] = []) => list.map(({ Name }) => Name);

async function contentOf(PolicyId: string): Promise<string> {
  return (await cast.org.send(new DescribePolicyCommand({ PolicyId }))).Policy?.Content ?? "";
}

describe("a leaked root key", () => {
  test("stops working, with the sessions that it has opened; the account's roles and other accounts work on", async () => {
    const [thief, team] = [cast.root(), await cast.enter(account)];
    const opened = cast.aws.as(keysOf((await thief.sts.send(new GetSessionTokenCommand({}))).Credentials));
    const other = cast.root(await cast.createAccount("other"));
    await work(thief);
    await opened.s3.send(new ListBucketsCommand({}));
    expect(await contain()).toMatchObject({ before: null, changed: true, requestId: expect.any(String) });
    await expect(work(thief)).rejects.toMatchObject(refused);
    await expect(opened.s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: "AccessDenied" });
    await work(team);
    await work(other);
    expect(await denyByScp.holds(responder, stepFor(account))).toEqual({ holds: true });
    expect(await denyByScp.effective(responder, stepFor(account))).toEqual({ holds: true });
  });

  test("is refused once the organization's change has propagated", async () => {
    cast.aws.aws.world().settings.iamPropagation = 4_000;
    const thief = cast.root();
    await cast.aws.advance(10);
    await contain();
    await work(thief);
    await cast.aws.advance(5);
    await expect(work(thief)).rejects.toMatchObject(refused);
  });

  test("is deleted by the organization's administrators while the deny stands", async () => {
    const thief = cast.root();
    await contain();
    const admin = await cast.session("Delete");
    await admin.iam.send(new DeleteAccessKeyCommand({ AccessKeyId: thief.keys.accessKeyId }));
    await expect(work(thief)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  });
});

describe("applying", () => {
  test("is on the trail under the id that the step gives", async () => {
    const { requestId } = await contain();
    const trail: unknown = await (await fetch(`${cast.aws.endpoint}/_mock/trail`)).json();
    const write = expect.objectContaining({ requestID: requestId, eventName: denyByScp.recordedAs[0] });
    expect(trail).toContainEqual(expect.objectContaining({ event: write }));
  });

  test("twice is once", async () => {
    const { wrote } = await contain();
    expect(await contain()).toMatchObject({ before: wrote, wrote, changed: false });
    expect(await attachedTo(account)).toEqual([FULL, OURS]);
  });

  test("of two at once, to one account and to another, ends with one policy and root denied in both", async () => {
    const second = await cast.createAccount("second");
    const thieves = [cast.root(), cast.root(second)];
    await Promise.all([account, account, second, second].map(contain));
    for (const thief of thieves) await expect(work(thief)).rejects.toMatchObject(refused);
    expect((await policies()).filter((name) => name === OURS)).toHaveLength(1);
  });

  test("while another account is let go ends with root denied, however they meet", async () => {
    const second = await cast.createAccount("second");
    const [released, thief] = [cast.root(), cast.root(second)];
    for (let round = 0; round < 5; round++) {
      const first = await contain();
      const [, applied] = await Promise.all([undo(first), contain(second)]);
      await expect(work(thief)).rejects.toMatchObject(refused);
      await work(released);
      await undo(applied);
    }
  });

  test("says how to switch service control policies on, and leaves nothing behind", async () => {
    await cast.org.send(new DisablePolicyTypeCommand({ RootId: cast.rootId, PolicyType: Type }));
    await expect(contain()).rejects.toThrow(
      /aws organizations enable-policy-type --policy-type SERVICE_CONTROL_POLICY --root-id/,
    );
    expect(await policies()).not.toContain(OURS);
  });

  test("says what to do where the account has as many policies as AWS allows, and leaves nothing behind", async () => {
    const Content = policy({ Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" });
    for (const name of ["a", "b", "c", "d"]) await cast.attach(await cast.createPolicy(name, Content), account);
    await expect(contain()).rejects.toThrow(`aws organizations detach-policy --target-id ${account}`);
    expect(await policies()).not.toContain(OURS);
  });

  test("says so where the account is not in the organization", async () => {
    await expect(contain("444455556666")).rejects.toThrow("The account 444455556666 is not in the organization");
  });
});

describe("an administrator of the organization who", () => {
  test("takes the policy off is noticed, and it is put back", async () => {
    const { wrote } = await contain();
    await cast.org.send(new DetachPolicyCommand({ PolicyId: wrote, TargetId: account }));
    await cast.org.send(new DeletePolicyCommand({ PolicyId: wrote }));
    expect(await denyByScp.holds(responder, stepFor(account))).toEqual({
      holds: false,
      because: `The policy ${OURS} is not attached to the account ${account}.`,
    });
    await contain();
    await expect(work(cast.root())).rejects.toMatchObject(refused);
  });

  test("takes the deny out of it is noticed, and it is put back beside what they wrote", async () => {
    const { wrote } = await contain();
    const theirs = { Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" };
    await cast.org.send(new UpdatePolicyCommand({ PolicyId: wrote, Content: policy(theirs) }));
    await work(cast.root());
    expect(await denyByScp.holds(responder, stepFor(account))).toEqual({
      holds: false,
      because: `The deny of root was taken out of the policy ${OURS}.`,
    });
    expect(await contain()).toMatchObject({ before: wrote, changed: true });
    await expect(work(cast.root())).rejects.toMatchObject(refused);
    expect(JSON.parse(await contentOf(wrote)).Statement[0]).toEqual(theirs);
  });
});

describe("undoing", () => {
  test("leaves all as it was before, and twice is nothing", async () => {
    const [thief, before] = [cast.root(), [await attachedTo(account), await policies()]];
    const applied = await contain();
    expect(await undo(applied)).toMatchObject({ outcome: "restored" });
    expect([await attachedTo(account), await policies()]).toEqual(before);
    await work(thief);
    expect(await undo(applied)).toMatchObject({ outcome: "gone" });
  });

  test("leaves alone what others have attached meanwhile, and the same deny on another account", async () => {
    const second = await cast.createAccount("second");
    const [first] = [await contain(), await contain(second)];
    const Content = policy({ Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" });
    await cast.attach(await cast.createPolicy("theirs", Content), account);
    expect(await undo(first)).toMatchObject({ outcome: "restored", note: expect.stringContaining("kept") });
    expect(await attachedTo(account)).toEqual([FULL, "theirs"]);
    await expect(work(cast.root(second))).rejects.toMatchObject(refused);
  });

  test("keeps a policy into which somebody has written", async () => {
    const applied = await contain();
    const Content = (await contentOf(applied.wrote)).replace('"Effect":"Deny"', '"Sid":"Theirs","Effect":"Deny"');
    await cast.org.send(new UpdatePolicyCommand({ PolicyId: applied.wrote, Content }));
    expect(await denyByScp.holds(responder, applied.step)).toEqual({ holds: true });
    await undo(applied);
    expect(await contentOf(applied.wrote)).toBe(Content);
    await work(cast.root());
  });

  test("leaves the policy where it was attached before, and says how a person takes it off", async () => {
    await contain();
    const again = await contain();
    const command = `aws organizations detach-policy --policy-id ${again.wrote} --target-id ${account}`;
    expect(await undo(again)).toMatchObject({ outcome: "left", note: expect.stringContaining(command) });
    await expect(work(cast.root())).rejects.toMatchObject(refused);
  });
});

test("time alone never gives a leaked root user back", () => {
  expect(denyByScp.inertAfterSeconds).toBeUndefined();
});
