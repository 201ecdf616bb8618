import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
  UpdateOpenIDConnectProviderThumbprintCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { ACCOUNT, allow, createUser } from "./cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const Url = "https://token.actions.example.com";
const ARN = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.example.com`;
const provider = { OpenIDConnectProviderArn: ARN };
const create = (wish: Partial<CreateOpenIDConnectProviderCommand["input"]> = {}) =>
  aws.admin.iam.send(new CreateOpenIDConnectProviderCommand({ Url, ...wish }));
const clientIds = async () =>
  (await aws.admin.iam.send(new GetOpenIDConnectProviderCommand(provider))).ClientIDList?.toSorted();

test("the provider's name is its address without the scheme: a slash at the end is part of it, as of the tokens' iss", async () => {
  expect((await create()).OpenIDConnectProviderArn).toBe(ARN);
  expect((await create({ Url: `${Url}/` })).OpenIDConnectProviderArn).toBe(`${ARN}/`);
  expect((await create({ Url: `${Url}/id/A1` })).OpenIDConnectProviderArn).toBe(`${ARN}/id/A1`);
});

test("a client is there once, however often it is added, and removing it twice does no harm", async () => {
  await create({ ClientIDList: ["app", "app"] });
  expect(await clientIds()).toEqual(["app"]);
  await aws.admin.iam.send(new AddClientIDToOpenIDConnectProviderCommand({ ...provider, ClientID: "app" }));
  expect(await clientIds()).toEqual(["app"]);
  for (let time = 0; time < 2; time++) {
    await aws.admin.iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand({ ...provider, ClientID: "app" }));
    expect(await clientIds()).toEqual([]);
  }
});

test("a provider has at most 100 clients; one too many leaves them as they were", async () => {
  const ids = Array.from({ length: 100 }, (_, index) => `client-${index}`);
  await expect(create({ ClientIDList: [...ids, "one-more"] })).rejects.toMatchObject({
    name: "LimitExceededException",
    $metadata: { httpStatusCode: 409 },
  });
  await create({ ClientIDList: ids });
  const add = new AddClientIDToOpenIDConnectProviderCommand({ ...provider, ClientID: "one-more" });
  await expect(aws.admin.iam.send(add)).rejects.toMatchObject({ name: "LimitExceededException" });
  expect(await clientIds()).toHaveLength(100);
});

test("a provider has at most five thumbprints, each of 40 characters", async () => {
  const thumbprints = (count: number) => Array.from({ length: count }, (_, index) => String(index).repeat(40));
  await expect(create({ ThumbprintList: thumbprints(6) })).rejects.toMatchObject({ name: "InvalidInputException" });
  await expect(create({ ThumbprintList: ["short"] })).rejects.toMatchObject({ name: "ValidationError" });
  await create({ ThumbprintList: thumbprints(5) });
  const change = { ...provider, ThumbprintList: thumbprints(1) };
  await aws.admin.iam.send(new UpdateOpenIDConnectProviderThumbprintCommand(change));
  expect((await aws.admin.iam.send(new GetOpenIDConnectProviderCommand(provider))).ThumbprintList).toHaveLength(1);
});

test("changing what is not there is refused, deleting it is not", async () => {
  const missing = { name: "NoSuchEntityException", $metadata: { httpStatusCode: 404 } };
  const add = new AddClientIDToOpenIDConnectProviderCommand({ ...provider, ClientID: "app" });
  await expect(aws.admin.iam.send(add)).rejects.toMatchObject(missing);
  await expect(aws.admin.iam.send(new GetOpenIDConnectProviderCommand(provider))).rejects.toMatchObject(missing);
  await aws.admin.iam.send(new DeleteOpenIDConnectProviderCommand(provider));
});

test("opening the account to another issuer takes a permission, which may be limited to one issuer", async () => {
  const nobody = await createUser(aws, "ann");
  const intrude = new CreateOpenIDConnectProviderCommand({ Url: "https://intruder.example.net" });
  await expect(nobody.iam.send(intrude)).rejects.toMatchObject({ name: "AccessDenied" });
  const admin = await createUser(aws, "bob", allow("iam:CreateOpenIDConnectProvider", ARN));
  await admin.iam.send(new CreateOpenIDConnectProviderCommand({ Url }));
  await expect(admin.iam.send(intrude)).rejects.toMatchObject({ name: "AccessDenied" });
});
