// Sessions that began at an identity provider: the deny is on the role, and the report says what is left to do there.
import { CreateRoleCommand, CreateSAMLProviderCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleWithSAMLCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keysOf } from "../../local/clients.ts";
import { guardDutyEvent } from "../support/findings.ts";
import { works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { type SamlIdp, samlIdp, toBase64 } from "../support/saml-idp.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const ACCOUNT = "111122223333";
const PROVIDER = `arn:aws:iam::${ACCOUNT}:saml-provider/corp`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/staff`;

let service: TestService;
let idp: SamlIdp;
let roleId: string;
beforeEach(async () => {
  service = await startService();
  idp = samlIdp("https://idp.example.com", service.now);
  const { iam } = service.admin;
  await iam.send(new CreateSAMLProviderCommand({ Name: "corp", SAMLMetadataDocument: idp.metadata }));
  const trust = policy({
    Effect: "Allow",
    Principal: { Federated: PROVIDER },
    Action: "sts:AssumeRoleWithSAML",
    Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
  });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: "staff", AssumeRolePolicyDocument: trust }));
  roleId = Role?.RoleId ?? "";
  const work = policy({ Effect: "Allow", Action: "iam:GetUser", Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ RoleName: "staff", PolicyName: "work", PolicyDocument: work }));
});
afterEach(() => service.close());

async function signIn(): Promise<Clients> {
  const said = { attributes: { Role: `${ROLE},${PROVIDER}`, RoleSessionName: "alice" } };
  const wish = { RoleArn: ROLE, PrincipalArn: PROVIDER, SAMLAssertion: toBase64(idp.respond(said)) };
  return service.as(keysOf((await service.admin.sts.send(new AssumeRoleWithSAMLCommand(wish))).Credentials));
}

test("a session of a SAML login stops working, a new login works, and the report says that the provider is a person's work", async () => {
  const stolen = await signIn();
  await works(stolen);
  await service.advance(60);
  await service.deliver(
    guardDutyEvent({
      accessKeyId: stolen.keys.accessKeyId,
      principalId: `${roleId}:alice`,
      userName: "staff",
      lastSeen: new Date(service.now()).toISOString(),
    }),
  );
  await expect(works(stolen)).rejects.toMatchObject({ name: "AccessDenied" });
  await service.advance(31);
  await works(await signIn());
  const { incident } = (await service.invoke({ action: "incident", id: (await service.incident()).id })) as {
    readonly incident: { readonly residual: readonly { readonly why: string }[] };
  };
  expect(incident.residual.map(({ why }) => why).join(" ")).toContain(PROVIDER);
});
