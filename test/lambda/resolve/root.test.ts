import { RegisterDelegatedAdministratorCommand } from "@aws-sdk/client-organizations";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Aws } from "../../../lambda/aws.ts";
import type { Places } from "../../../lambda/places.ts";
import { ROOT_PERMISSIONS, resolveRoot } from "../../../lambda/resolve/root.ts";
import { type RootCast, startWithRoots } from "../../mock-aws/iam/root-cast.ts";
import { otherAccount } from "../../support/other-account.ts";
import { responderWith } from "../step/step-role.ts";

const HOME = "111122223333";

let cast: RootCast;
let responder: Aws;

beforeEach(async () => {
  cast = await startWithRoots();
  responder = await responderWith(cast.aws, ROOT_PERMISSIONS);
});
afterEach(() => cast.aws.close());

function places(administration?: Partial<NonNullable<Places["administration"]>>, aws = responder): Places {
  return {
    home: HOME,
    accounts: [HOME],
    aws: async (id) => (id === aws.account ? aws : undefined),
    ...(administration ? { administration: { account: HOME, scp: true, ...administration } } : {}),
  };
}

async function because(at: Places, account: string): Promise<string> {
  const resolution = await resolveRoot(at, account);
  if (resolution.found) throw new Error("It was found.");
  return resolution.because;
}

test("a member account's root user is found, where service control policies may be written", async () => {
  expect(await resolveRoot(places({}), cast.account)).toEqual({
    found: true,
    principal: {
      kind: "root",
      account: cast.account,
      arn: `arn:aws:iam::${cast.account}:root`,
      administration: { account: HOME, attachedPolicy: null },
    },
  });
});

test("a delegated administrator finds it too", async () => {
  const security = await cast.createAccount("security");
  const ServicePrincipal = "iam.amazonaws.com";
  await cast.org.send(new RegisterDelegatedAdministratorCommand({ AccountId: security, ServicePrincipal }));
  const place = { admin: await cast.enter(security), account: security };
  const delegated = await responderWith(cast.aws, ROOT_PERMISSIONS, place);
  const resolution = await resolveRoot(places({ account: security }, delegated), cast.account);
  expect(resolution).toMatchObject({ found: true, principal: { administration: { account: security } } });
});

test("the management account's root user is for a person, who is told what to do", async () => {
  const words = await because(places({}), HOME);
  expect(words).toMatch(/^111122223333 is the management account, whose root user no policy limits/);
  expect(words).toContain("Sign in to the console of 111122223333 as root");
  expect(words).not.toContain("assume-root");
});

test("where service control policies may not be written, a person is told what to do with and without the password", async () => {
  for (const [at, why] of [
    [places({ scp: false }), "Writing service control policies is switched off (`administration.scp`)"],
    [places(), "No administration account is configured"],
    [places({ account: "444455556666" }), "The administration account 444455556666 is not one that"],
  ] as const) {
    const words = await because(at, cast.account);
    expect(words.startsWith(why)).toBe(true);
    expect(words).toContain(`Sign in to the console of ${cast.account} as root`);
    expect(words).toContain(
      `aws sts assume-root --region us-east-1 --target-principal ${cast.account} --task-policy-arn`,
    );
  }
});

test("an account outside the organization is for a person of its own", async () => {
  otherAccount(cast.aws, "999988887777");
  const words = await because(places({}), "999988887777");
  expect(words).toMatch(/^The account 999988887777 is not in the organization/);
  expect(words).not.toContain("assume-root");
});

test("an administration account that is in no organization is told apart", async () => {
  const account = "999988887777";
  const stranger = await responderWith(cast.aws, ROOT_PERMISSIONS, { admin: otherAccount(cast.aws, account), account });
  expect(await because(places({ account }, stranger), cast.account)).toMatch(
    /^The account 999988887777 is in no organization/,
  );
});

test("what is no account id is nobody's", async () => {
  for (const account of ["", "12345678901", "111122223333; reboot", "1111222233334"])
    expect(await because(places({}), account)).toBe("The alert names no account whose root user it could be.");
});
