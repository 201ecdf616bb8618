// A denied user is renamed, and the deny is undone under the new name: whoever did it is found out all the same.
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteUserPolicyCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import { afterEach, beforeEach, expect, test } from "vitest";
import { guardDutyEvent } from "../support/findings.ts";
import { works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const PolicyName = "AWSRevokeOlderSessions";

let service: TestService;
let olga: Clients;
let AccessKeyId: string;

beforeEach(async () => {
  service = await startService({ config: { defaultMode: { user: "contain" } } });
  await service.createRole("operators", ["iam:*"]);
  const { iam } = service.admin;
  const { User } = await iam.send(new CreateUserCommand({ UserName: "alice" }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "alice" }));
  AccessKeyId = AccessKey?.AccessKeyId ?? "";
  olga = await service.assume("operators", "olga");
  await service.advance(60);
  const leak = guardDutyEvent({
    type: "UnauthorizedAccess:IAMUser/MaliciousIPCaller",
    accessKeyId: AccessKeyId,
    principalId: User?.UserId ?? "",
    userName: "alice",
    userType: "IAMUser",
    lastSeen: new Date(service.now()).toISOString(),
  });
  await service.deliver(leak);
  await service.advance(60);
});
afterEach(() => service.close());

const rename = (UserName: string, NewUserName: string) =>
  olga.iam.send(new UpdateUserCommand({ UserName, NewUserName }));
const undo = (UserName: string) => olga.iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName }));

/** Waits for nobody: what is not there yet is not there. */
async function expectNamed(call: string): Promise<void> {
  const { tampering = [] } = await service.incident();
  expect(tampering).toMatchObject([
    { call, by: expect.stringContaining("assumed-role/operators/olga"), accessKeyId: olga.keys.accessKeyId },
  ]);
  await expect(works(olga)).rejects.toMatchObject({ name: "AccessDenied" });
}

test("within seconds, from the calls that EventBridge brings", async () => {
  await rename("alice", "bob");
  await service.advance(10);
  await undo("bob");
  await service.advance(8);
  await expectNamed("iam:DeleteUserPolicy");
});

test("however often it was renamed before, in another case and back again too", async () => {
  const names = ["alice", "Bob", "carol", "Carol", "alice", "dave", "eve"];
  for (const [index, name] of names.slice(1).entries()) {
    await rename(names[index] ?? "", name);
    await service.advance(10);
  }
  await service.advance(40 * 60);
  await undo("eve");
  await service.advance(8);
  await expectNamed("iam:DeleteUserPolicy");
});

test.each([
  ["a name that it still has", ["bob"]],
  ["a name that it has no more", ["bob", "carol"]],
  ["a name that is gone, while it has its old one again", ["bob", "alice"]],
])("from the trail alone, where nothing is heard: under %s", async (_what, names) => {
  service.aws.world().settings.eventDelay = 24 * 60 * 60_000;
  await rename("alice", "bob");
  await service.advance(30 * 60);
  await undo("bob");
  for (const name of names.slice(1)) await rename("bob", name);
  await service.advance(12 * 60);
  await expectNamed("iam:DeleteUserPolicy");
});

test("also who activates the leaked key, or writes over the deny, and each under another name", async () => {
  service.aws.world().settings.eventDelay = 24 * 60 * 60_000;
  await rename("alice", "bob");
  await olga.iam.send(new UpdateAccessKeyCommand({ UserName: "bob", AccessKeyId, Status: "Active" }));
  await rename("bob", "carol");
  const PolicyDocument = policy({ Effect: "Allow", Action: "s3:*", Resource: "*" });
  await olga.iam.send(new PutUserPolicyCommand({ UserName: "carol", PolicyName, PolicyDocument }));
  await service.advance(12 * 60);
  const { tampering = [] } = await service.incident();
  expect(tampering.map(({ call }) => call).sort()).toEqual(["iam:PutUserPolicy", "iam:UpdateAccessKey"]);
  await expect(works(olga)).rejects.toMatchObject({ name: "AccessDenied" });
});
