// A lift that fails half-way: what was given back stays given back, on record, and nobody is taken for whoever did it.
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteRolePolicyCommand,
  GetUserPolicyCommand,
  ListAccessKeysCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterEach, beforeEach, expect, test } from "vitest";
import { liftOnRequest } from "../../lambda/lift.ts";
import { reconcileDue } from "../../lambda/reconcile-due.ts";
import { guardDutyEvent } from "../support/findings.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const UserName = "alice";

let service: TestService;
let id: string;
beforeEach(async () => {
  service = await startService({ config: { defaultMode: { user: "contain" } } });
  const { iam } = service.admin;
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  await service.advance(60);
  const leak = guardDutyEvent({
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    principalId: User?.UserId ?? "",
    userName: UserName,
    userType: "IAMUser",
    lastSeen: new Date(service.now()).toISOString(),
  });
  await service.deliver(leak);
  await service.advance(120);
  id = (await service.incident()).id;
});
afterEach(() => service.close());

const FORBIDDEN = { RoleName: "credential-leak-responder", PolicyName: "forbidden" };

async function forbid(...actions: readonly string[]): Promise<void> {
  const PolicyDocument = policy({ Effect: "Deny", Action: actions, Resource: "*" });
  await service.admin.iam.send(new PutRolePolicyCommand({ ...FORBIDDEN, PolicyDocument }));
}

const lift = () => service.invoke({ action: "lift", id, reason: "a test of ours" });

async function keyStatus(): Promise<string | undefined> {
  const { AccessKeyMetadata = [] } = await service.admin.iam.send(new ListAccessKeysCommand({ UserName }));
  return AccessKeyMetadata[0]?.Status;
}

const deny = () =>
  service.admin.iam
    .send(new GetUserPolicyCommand({ UserName, PolicyName: "AWSRevokeOlderSessions" }))
    .then(() => "stands")
    .catch(({ name }: Error) => name);

async function record() {
  const { entries, steps, status } = await service.incident();
  return { types: entries.map(({ type }) => type), steps: steps.map((step) => `${step.type} ${step.status}`), status };
}

test("is no tamper: nothing is put back, the record says what was undone, and asking again does the rest", async () => {
  const before = await record();
  const [first = "", second = ""] = before.steps.map((step) => step.split(" ")[0] ?? "").toReversed();
  await forbid(second === "deactivate-key" ? "iam:UpdateAccessKey" : "iam:DeleteUserPolicy");

  const words = new RegExp(`^${second} could not be undone.*${first} was undone`);
  const failed = await lift();
  const half = { key: await keyStatus(), deny: await deny() };
  expect([half.key === "Inactive", half.deny === "stands"].filter(Boolean)).toHaveLength(1);
  await service.advance(5 * 60);

  expect({ key: await keyStatus(), deny: await deny() }).toEqual(half);
  const { types, steps, status } = await record();
  expect(types).not.toContain("tamper");
  expect(types).not.toContain("tampered-by");
  expect(types.filter((type) => type === "step-undone" || type === "lifted")).toEqual(["step-undone"]);
  expect(steps).toEqual(expect.arrayContaining([`${first} undone`, `${second} applied`]));
  expect(status).toBe("contained");
  expect(failed).toMatchObject({ failed: true, errorMessage: expect.stringMatching(words) });

  await service.admin.iam.send(new DeleteRolePolicyCommand(FORBIDDEN));
  expect(await lift()).toMatchObject({ status: "lifted" });
  expect([await keyStatus(), await deny()]).toEqual(["Active", "NoSuchEntityException"]);
  expect((await record()).types.filter((type) => type === "step-undone")).toHaveLength(2);
});

test("that a heartbeat comes into is finished: what the heartbeat has put back does not outlast it", async () => {
  const { deps } = service;
  let isFirst = true;
  const append: typeof deps.ledger.append = async (...wish) => {
    if (isFirst) {
      isFirst = false;
      await reconcileDue(deps);
    }
    return deps.ledger.append(...wish);
  };
  await service.advance(50);
  await liftOnRequest({ ...deps, ledger: { ...deps.ledger, append } }, { id, reason: "a test of ours" });
  await service.advance(5 * 60);
  expect([(await record()).status, await keyStatus(), await deny()]).toEqual([
    "lifted",
    "Active",
    "NoSuchEntityException",
  ]);
});
