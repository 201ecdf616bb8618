import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  CreateSAMLProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  DeleteSAMLProviderCommand,
  GetOpenIDConnectProviderCommand,
  GetSAMLProviderCommand,
  ListOpenIDConnectProvidersCommand,
  ListOpenIDConnectProviderTagsCommand,
  ListSAMLProvidersCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
  TagOpenIDConnectProviderCommand,
  UpdateOpenIDConnectProviderThumbprintCommand,
  UpdateSAMLProviderCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { ACCOUNT } from "./cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const OIDC = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.example.com`;
const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/Shibboleth`;

function metadata(entityID: string): string {
  const key = `<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${"A".repeat(900)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
  const spaces = 'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
  return `<md:EntityDescriptor ${spaces} entityID="${entityID}"><md:IDPSSODescriptor>${key}</md:IDPSSODescriptor></md:EntityDescriptor>`;
}

test("a provider of web identities: created by its address, changed, tagged and deleted", async () => {
  const { iam } = aws.admin;
  const create = () =>
    iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: "https://token.actions.example.com",
        ClientIDList: ["sts.amazonaws.com"],
      }),
    );
  expect((await create()).OpenIDConnectProviderArn).toBe(OIDC);
  await expect(create()).rejects.toMatchObject({ name: "EntityAlreadyExistsException" });
  const provider = { OpenIDConnectProviderArn: OIDC };
  await iam.send(new AddClientIDToOpenIDConnectProviderCommand({ ...provider, ClientID: "app" }));
  await iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand({ ...provider, ClientID: "sts.amazonaws.com" }));
  await iam.send(new UpdateOpenIDConnectProviderThumbprintCommand({ ...provider, ThumbprintList: ["a".repeat(40)] }));
  await iam.send(new TagOpenIDConnectProviderCommand({ ...provider, Tags: [{ Key: "team", Value: "blue" }] }));
  expect(await iam.send(new GetOpenIDConnectProviderCommand(provider))).toMatchObject({
    Url: "token.actions.example.com",
    ClientIDList: ["app"],
    ThumbprintList: ["a".repeat(40)],
    Tags: [{ Key: "team", Value: "blue" }],
  });
  expect((await iam.send(new ListOpenIDConnectProviderTagsCommand(provider))).Tags).toHaveLength(1);
  expect((await iam.send(new ListOpenIDConnectProvidersCommand({}))).OpenIDConnectProviderList).toEqual([
    { Arn: OIDC },
  ]);
  await iam.send(new DeleteOpenIDConnectProviderCommand(provider));
  await expect(iam.send(new GetOpenIDConnectProviderCommand(provider))).rejects.toMatchObject({
    name: "NoSuchEntityException",
  });
});

test("web identities come by https only", async () => {
  const create = new CreateOpenIDConnectProviderCommand({ Url: "http://token.actions.example.com" });
  await expect(aws.admin.iam.send(create)).rejects.toMatchObject({ message: "Invalid Open ID Connect Provider URL" });
});

test("a SAML provider: created from its metadata, replaced and deleted", async () => {
  const { iam } = aws.admin;
  const first = metadata("https://idp.example.com");
  const { SAMLProviderArn } = await iam.send(
    new CreateSAMLProviderCommand({ Name: "Shibboleth", SAMLMetadataDocument: first }),
  );
  expect(SAMLProviderArn).toBe(SAML);
  const shown = async () =>
    (await iam.send(new GetSAMLProviderCommand({ SAMLProviderArn: SAML }))).SAMLMetadataDocument;
  expect(await shown()).toBe(first);
  const second = metadata("https://intruder.example.net");
  await iam.send(new UpdateSAMLProviderCommand({ SAMLProviderArn: SAML, SAMLMetadataDocument: second }));
  expect(await shown()).toBe(second);
  expect((await iam.send(new ListSAMLProvidersCommand({}))).SAMLProviderList).toMatchObject([{ Arn: SAML }]);
  await iam.send(new DeleteSAMLProviderCommand({ SAMLProviderArn: SAML }));
  expect((await iam.send(new ListSAMLProvidersCommand({}))).SAMLProviderList).toEqual([]);
});

test("what is no metadata of an identity provider is refused", async () => {
  const create = (SAMLMetadataDocument: string) =>
    aws.admin.iam.send(new CreateSAMLProviderCommand({ Name: "x", SAMLMetadataDocument }));
  await expect(create("x".repeat(1000))).rejects.toMatchObject({ name: "InvalidInputException" });
  await expect(create(`<a>${"x".repeat(1000)}</a>`)).rejects.toMatchObject({ name: "InvalidInputException" });
});
