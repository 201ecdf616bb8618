import {
  CreateSAMLProviderCommand,
  DeleteSAMLProviderCommand,
  GetSAMLProviderCommand,
  UpdateSAMLProviderCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { samlIdp } from "../../support/saml-idp.ts";
import { ACCOUNT, allow, createUser } from "./cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const ARN = `arn:aws:iam::${ACCOUNT}:saml-provider/Shibboleth`;
const SAMLMetadataDocument = samlIdp("https://idp.example.com/saml", () => 0).metadata;
const create = (wish: Partial<CreateSAMLProviderCommand["input"]> = {}) =>
  aws.admin.iam.send(new CreateSAMLProviderCommand({ Name: "Shibboleth", SAMLMetadataDocument, ...wish }));

test("a provider is named once", async () => {
  expect((await create()).SAMLProviderArn).toBe(ARN);
  await expect(create()).rejects.toMatchObject({
    name: "EntityAlreadyExistsException",
    $metadata: { httpStatusCode: 409 },
  });
});

test("metadata with a document type is refused: what it defines could grow without end", async () => {
  const doctype = '<!DOCTYPE md [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
  const metadata = SAMLMetadataDocument.replace("?>", `?>${doctype}`);
  await expect(create({ SAMLMetadataDocument: metadata })).rejects.toMatchObject({ name: "InvalidInputException" });
  await create();
  const update = new UpdateSAMLProviderCommand({ SAMLProviderArn: ARN, SAMLMetadataDocument: metadata });
  await expect(aws.admin.iam.send(update)).rejects.toMatchObject({ name: "InvalidInputException" });
});

test("metadata shorter than AWS takes is refused", async () => {
  await expect(create({ SAMLMetadataDocument: "<md:EntityDescriptor/>" })).rejects.toMatchObject({
    name: "ValidationError",
  });
});

test("encrypted assertions are refused by name", async () => {
  await expect(create({ AssertionEncryptionMode: "Allowed" })).rejects.toMatchObject({
    message: expect.stringContaining("encrypted SAML assertions"),
    $metadata: { httpStatusCode: 501 },
  });
});

test("changing, showing or deleting what is not there is refused", async () => {
  const missing = { name: "NoSuchEntityException", $metadata: { httpStatusCode: 404 } };
  const provider = { SAMLProviderArn: ARN };
  await expect(aws.admin.iam.send(new GetSAMLProviderCommand(provider))).rejects.toMatchObject(missing);
  await expect(aws.admin.iam.send(new DeleteSAMLProviderCommand(provider))).rejects.toMatchObject(missing);
  const update = new UpdateSAMLProviderCommand({ ...provider, SAMLMetadataDocument });
  await expect(aws.admin.iam.send(update)).rejects.toMatchObject(missing);
});

test("an update that changes nothing is refused", async () => {
  await create();
  await expect(aws.admin.iam.send(new UpdateSAMLProviderCommand({ SAMLProviderArn: ARN }))).rejects.toMatchObject({
    name: "InvalidInputException",
    message: expect.stringContaining("No updates are defined"),
  });
});

test("replacing the metadata, and so who may sign people in, takes a permission of its own", async () => {
  await create();
  const update = new UpdateSAMLProviderCommand({ SAMLProviderArn: ARN, SAMLMetadataDocument });
  const ann = await createUser(aws, "ann", allow("iam:GetSAMLProvider", ARN));
  await ann.iam.send(new GetSAMLProviderCommand({ SAMLProviderArn: ARN }));
  await expect(ann.iam.send(update)).rejects.toMatchObject({ name: "AccessDenied" });
  const bob = await createUser(aws, "bob", allow("iam:UpdateSAMLProvider", ARN));
  await bob.iam.send(update);
});
