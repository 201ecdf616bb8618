// What would be allowed is what is allowed: asked and tried in turn, in each state that a credential can come into.
import { LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { ListSecretsCommand } from "@aws-sdk/client-secrets-manager";
import { GetFederationTokenCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keysOf } from "../../local/clients.ts";
import { wouldAllow } from "../../mock-aws/would-allow.ts";
import type { Clients } from "../support/local-aws.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const ACTION = "secretsmanager:ListSecrets";
const ALLOW = policy({ Effect: "Allow", Action: "*", Resource: "*" });
const DENY = policy({ Effect: "Deny", Action: "*", Resource: "*" });

describe("a credential", () => {
  let service: TestService;
  beforeEach(async () => {
    service = await startService();
    await service.createRole("app", [ACTION]);
    service.aws.world().settings.iamPropagation = 4_000;
    await service.advance(60);
  });
  afterEach(() => service.close());

  /** Asks and tries; fails where they differ. */
  async function works(who: Clients): Promise<boolean> {
    const asked = wouldAllow(service.aws.world(), who.keys.accessKeyId, ACTION);
    const tried = await who.secrets.send(new ListSecretsCommand({})).then(
      () => true,
      () => false,
    );
    expect(asked).toBe(tried);
    return asked;
  }

  test("of a role: until the deny is enforced, and not after; nor once it has expired", async () => {
    const session = await service.assume("app", "worker");
    expect(await works(session)).toBe(true);
    const deny = { RoleName: "app", PolicyName: "deny" };
    await service.admin.iam.send(new PutRolePolicyCommand({ ...deny, PolicyDocument: DENY }));
    await service.advance(3);
    expect(await works(session)).toBe(true);
    await service.advance(1);
    expect(await works(session)).toBe(false);
    await service.admin.iam.send(new DeleteRolePolicyCommand(deny));
    await service.advance(5);
    expect(await works(session)).toBe(true);
    await service.advance(3600);
    expect(await works(session)).toBe(false);
  });

  test("of a role that is gone", async () => {
    const session = await service.assume("app", "worker");
    await service.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "work" }));
    await service.admin.iam.send(new DeleteRoleCommand({ RoleName: "app" }));
    await service.advance(5);
    expect(await works(session)).toBe(false);
  });

  test("of a user, and the token that the user's key has asked for: the one ends with the key, the other with the deny", async () => {
    const UserName = "ana";
    await service.admin.iam.send(new CreateUserCommand({ UserName }));
    await service.admin.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "all", PolicyDocument: ALLOW }));
    const { AccessKey } = await service.admin.iam.send(new CreateAccessKeyCommand({ UserName }));
    const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey ?? {};
    await service.advance(5);
    const key = service.as({ accessKeyId, secretAccessKey });
    const wish = { Name: "ana", Policy: ALLOW };
    const token = service.as(keysOf((await key.sts.send(new GetFederationTokenCommand(wish))).Credentials));
    expect([await works(key), await works(token)]).toEqual([true, true]);
    const off = { UserName, AccessKeyId: accessKeyId, Status: "Inactive" } as const;
    await service.admin.iam.send(new UpdateAccessKeyCommand(off));
    await service.advance(5);
    expect([await works(key), await works(token)]).toEqual([false, true]);
    await service.admin.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "deny", PolicyDocument: DENY }));
    await service.advance(5);
    expect([await works(key), await works(token)]).toEqual([false, false]);
  });

  test("that nobody knows, or of a service that is not there", () => {
    expect(wouldAllow(service.aws.world(), "ASIAABSENTABSENTABSE", ACTION)).toBe(false);
    expect(() => wouldAllow(service.aws.world(), "ASIAABSENTABSENTABSE", "braket:Search")).toThrow(/no service/);
  });

  test("leaves no line on the trail", async () => {
    const session = await service.assume("app", "worker");
    for (let time = 0; time < 5; time++) wouldAllow(service.aws.world(), session.keys.accessKeyId, ACTION);
    await service.advance(900);
    const signed = { AttributeKey: "AccessKeyId", AttributeValue: session.keys.accessKeyId } as const;
    const { Events } = await service.admin.cloudtrail.send(new LookupEventsCommand({ LookupAttributes: [signed] }));
    expect(Events).toEqual([]);
  });
});
