// All that is known is a key's id, an instance or a unique id: whose it is gets found, or is said not to be found.
import { RunInstancesCommand } from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateAccessKeyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Leak, leakSession, works } from "../support/leak.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const refused = { name: "AccessDenied" };

let service: TestService;
let leak: Leak;
beforeEach(async () => {
  service = await startService({ config: { defaultMode: { user: "contain" } } });
  leak = await leakSession(service);
});
afterEach(() => service.close());

const report = (detail: object) =>
  service.deliver({
    source: "credential-leak",
    "detail-type": "Credential Leak",
    detail: { reason: "found in a public repository", reporter: "a scanner", ...detail },
  });

async function incidents() {
  const heads = await service.deps.ledger.list(10);
  return Promise.all(heads.map(({ id }) => service.deps.ledger.read(id)));
}

describe("a temporary key alone", () => {
  test("leads over the trail to its role, which is denied", async () => {
    await works(leak.stolen);
    await service.advance(6 * 60);
    await report({ accessKeyId: leak.stolen.keys.accessKeyId });
    await expect(works(leak.stolen)).rejects.toMatchObject(refused);
    expect(await service.incident()).toMatchObject({ status: "contained", principal: { kind: "role", name: "app" } });
  });

  test("that was used a moment ago is looked for again until the late trail shows it", async () => {
    await works(leak.stolen);
    await report({ accessKeyId: leak.stolen.keys.accessKeyId });
    expect((await service.incident()).status).toBe("containing");
    await works(leak.stolen);
    await service.advance(7 * 60);
    await expect(works(leak.stolen)).rejects.toMatchObject(refused);
    const all = await incidents();
    expect(all.map((incident) => [incident?.principal.kind, incident?.status]).sort()).toEqual([
      ["access-key", "refused"],
      ["role", "contained"],
    ]);
    const answered = all.find((incident) => incident?.principal.kind === "access-key");
    expect(answered?.because.join(" ")).toContain(all.find((one) => one?.principal.kind === "role")?.id);
  });

  test("that nobody has ever seen is refused with that reason, after the trail has had its time", async () => {
    await report({ accessKeyId: "ASIARTX3GSDSQQQQQQQQ" });
    await service.advance(40 * 60);
    const incident = await service.incident();
    expect(incident.status).toBe("refused");
    expect(incident.because.join(" ")).toContain("ASIARTX3GSDSQQQQQQQQ");
  });
});

test("a long-term key alone leads to its user, and stops working", async () => {
  const UserName = "ci";
  await service.admin.iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await service.admin.iam.send(new CreateAccessKeyCommand({ UserName }));
  const [accessKeyId, secretAccessKey] = [AccessKey?.AccessKeyId ?? "", AccessKey?.SecretAccessKey ?? ""];
  const key = service.as({ accessKeyId, secretAccessKey });
  await report({ accessKeyId });
  await expect(works(key)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  expect(await service.incident()).toMatchObject({ status: "contained", principal: { kind: "user", name: UserName } });
});

test("a key of an account that is not served is refused, with the account's number", async () => {
  await report({ accessKeyId: "AKIAIOSFODNN7EXAMPLE2" });
  const incident = await service.incident();
  expect(incident.status).toBe("refused");
  expect(incident.because.join(" ")).toMatch(/account \d{12}|No account/);
});

describe("an instance alone", () => {
  let instance: string;
  beforeEach(async () => {
    const { iam, ec2 } = service.admin;
    const trust = policy({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });
    await iam.send(new CreateRoleCommand({ RoleName: "web", AssumeRolePolicyDocument: trust }));
    const work = policy({ Effect: "Allow", Action: "iam:GetUser", Resource: "*" });
    await iam.send(new PutRolePolicyCommand({ RoleName: "web", PolicyName: "work", PolicyDocument: work }));
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: "web" }));
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: "web", RoleName: "web" }));
    const wish = { ImageId: "ami-0abcdef1234567890", MinCount: 1, MaxCount: 1, IamInstanceProfile: { Name: "web" } };
    const { Instances } = await ec2.send(new RunInstancesCommand({ ...wish, InstanceType: "t3.micro" }));
    instance = Instances?.[0]?.InstanceId ?? "";
    await service.advance(60);
  });

  test("leads to its role; the instance that now holds dead credentials is listed with the command that mends it", async () => {
    await report({ principal: { type: "instance", name: instance }, account: "111122223333" });
    await service.advance(120);
    expect(await service.incident()).toMatchObject({
      status: "contained",
      principal: { kind: "role", name: "web", session: instance },
      workloads: [{ kind: "instance", id: instance, refresh: expect.stringContaining("start-instances") }],
    });
  });

  test("denied by itself leaves the role's other instances alone", async () => {
    const other = service.invoke({
      action: "contain",
      principal: { type: "instance", name: instance },
      account: "111122223333",
      scope: "session",
      reason: "stolen",
    });
    expect(await other).toMatchObject({ status: "contained" });
    expect((await service.incident()).steps.map(({ type }) => type)).toEqual(["deny-session"]);
  });

  test("is told of alone as long as it is denied alone, and with the others once the whole role is", async () => {
    const wish = { ImageId: "ami-0abcdef1234567890", MinCount: 1, MaxCount: 1, IamInstanceProfile: { Name: "web" } };
    const { Instances } = await service.admin.ec2.send(new RunInstancesCommand({ ...wish, InstanceType: "t3.micro" }));
    const other = Instances?.[0]?.InstanceId ?? "";
    await service.advance(60);
    const contain = (scope: string) =>
      service.invoke({
        action: "contain",
        principal: { type: "instance", name: instance },
        account: "111122223333",
        scope,
        reason: "stolen",
      });
    const told = async () => (await service.incident()).workloads?.map(({ id }) => id).sort();
    await contain("session");
    await service.advance(90);
    expect(await told()).toEqual([instance]);
    await contain("role");
    await service.advance(90);
    expect(await told()).toEqual([instance, other].sort());
  });
});
