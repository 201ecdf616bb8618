// Leaks in member accounts of the organization, which the responder reaches by the role that they have for it.
import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readConfig } from "../../lambda/config.ts";
import { memberStatements } from "../../lambda/role-policy.ts";
import { keysOf } from "../../local/clients.ts";
import { guardDutyEvent } from "../support/findings.ts";
import type { Clients } from "../support/local-aws.ts";
import { createMember, EXTERNAL_ID, MEMBER } from "../support/member.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const HOME = "111122223333";

let service: TestService;
afterEach(() => service.close());

describe("a role in a member account", () => {
  let member: Clients;
  let stolen: Clients;
  let roleId: string;
  beforeEach(async () => {
    service = await startService({ config: { members: { accounts: [MEMBER], externalId: EXTERNAL_ID } } });
    member = await createMember(service);
    const trust = { Effect: "Allow", Principal: { AWS: HOME }, Action: "sts:AssumeRole" };
    const AssumeRolePolicyDocument = policy(trust);
    const { Role } = await member.iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument }));
    roleId = Role?.RoleId ?? "";
    const may = { Effect: "Allow", Action: "ec2:Describe*", Resource: "*" };
    await member.iam.send(
      new PutRolePolicyCommand({ RoleName: "app", PolicyName: "work", PolicyDocument: policy(may) }),
    );
    stolen = await open();
    await service.advance(60);
  });

  async function open(): Promise<Clients> {
    const RoleArn = `arn:aws:iam::${MEMBER}:role/app`;
    const { Credentials } = await service.admin.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "thief" }));
    return service.as(keysOf(Credentials));
  }

  async function deploy(trust: string | undefined) {
    const named = { RoleName: "credential-leak-responder-member" };
    const AssumeRolePolicyDocument = decodeURIComponent(trust ?? "");
    await member.iam.send(new CreateRoleCommand({ ...named, AssumeRolePolicyDocument }));
    const PolicyDocument = policy(...memberStatements(readConfig({}), "aws"));
    await member.iam.send(new PutRolePolicyCommand({ ...named, PolicyName: "work", PolicyDocument }));
  }

  const look = (who: Clients) => who.ec2.send(new DescribeRegionsCommand({}));
  const finding = () =>
    guardDutyEvent({
      account: MEMBER,
      accessKeyId: stolen.keys.accessKeyId,
      principalId: `${roleId}:thief`,
      userName: "app",
      lastSeen: new Date(service.now()).toISOString(),
    });

  test("is denied there through the member role, proven from that account's trail, and lifted there", async () => {
    await look(stolen);
    await service.deliver(finding());
    await expect(look(stolen)).rejects.toMatchObject({ name: "UnauthorizedOperation" });
    await service.advance(31);
    await look(await open());
    await service.advance(2.5 * 3600);
    expect(await service.incident()).toMatchObject({ account: MEMBER, proof: "proven" });
    await service.sleepThrough(11);
    const deny = new GetRolePolicyCommand({ RoleName: "app", PolicyName: "AWSRevokeOlderSessions" });
    await expect(member.iam.send(deny)).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });

  test("whose member role is missing is a failed incident that says so, and is contained once it is there", async () => {
    const named = { RoleName: "credential-leak-responder-member" };
    const { Role } = await member.iam.send(new GetRoleCommand(named));
    await member.iam.send(new DeleteRolePolicyCommand({ ...named, PolicyName: "work" }));
    await member.iam.send(new DeleteRoleCommand(named));
    await service.deliver(finding()).catch(() => undefined);
    const failed = await service.incident();
    expect(failed.status).toBe("failed");
    expect(failed.because.join(" ")).toMatch(new RegExp(`account ${MEMBER} cannot be reached.*Deploy the role`));
    await deploy(Role?.AssumeRolePolicyDocument);
    await service.advance(300);
    await expect(look(stolen)).rejects.toMatchObject({ name: "UnauthorizedOperation" });
  });

  test("whose member role disappears while it is contained stays an incident, which says so until the role is back", async () => {
    await service.deliver(finding());
    const named = { RoleName: "credential-leak-responder-member" };
    const kept = await member.iam.send(new GetRoleCommand(named));
    await member.iam.send(new DeleteRolePolicyCommand({ ...named, PolicyName: "work" }));
    await member.iam.send(new DeleteRoleCommand(named));
    await service.advance(3600);
    await service.advance(300);
    const lost = await service.incident();
    expect(lost.status).toBe("failed");
    expect(lost.because.join(" ")).toMatch(/deny-role-sessions.*cannot be seen|cannot be reached/);
    expect(lost.entries.length).toBeLessThan(40);

    await deploy(kept.Role?.AssumeRolePolicyDocument);
    await service.advance(180);
    expect((await service.incident()).status).toBe("contained");
    await service.sleepThrough(13);
    expect((await service.incident()).status).toBe("lifted");
    await look(await open());
  });

  test("whose member role no longer trusts the responder is said to be out of reach", async () => {
    await service.deliver(finding());
    const trust = policy({
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${MEMBER}:root` },
      Action: "sts:AssumeRole",
    });
    const named = { RoleName: "credential-leak-responder-member", PolicyDocument: trust };
    await member.iam.send(new UpdateAssumeRolePolicyCommand(named));
    await service.advance(3600 + 300);
    const lost = await service.incident();
    expect(lost.status).toBe("failed");
    expect(lost.because.join(" ")).toMatch(/see that it trusts the responder's role/);
  });

  test("reported by an event from a third account is refused: that account may speak of its own only", async () => {
    const foreign = { ...finding(), account: "999988887777" };
    expect(await service.invoke(foreign)).toMatchObject({
      status: "refused",
      because: [expect.stringContaining("999988887777")],
    });
    await look(stolen);
  });
});
