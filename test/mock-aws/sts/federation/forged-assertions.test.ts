import { beforeEach, expect, test } from "vitest";
import type { TestAws } from "../../../support/local-aws.ts";
import { samlIdp, toBase64 } from "../../../support/saml-idp.ts";
import { createRole } from "../../iam/cast.ts";
import { trustsFederated } from "./cast.ts";
import { ACTION, type Employees, ENTITY, PROVIDER } from "./employees.ts";
import { signIns } from "./sign-ins.ts";

let aws: TestAws;
let staff: Employees;
signIns((cast) => {
  ({ aws, staff } = cast);
});
beforeEach(async () => {
  await createRole(aws, "staff", { trusts: trustsFederated(PROVIDER, [ACTION]) });
});

const INVALID = { name: "InvalidIdentityTokenException", $metadata: { httpStatusCode: 400 } };
const UNSIGNED = { ...INVALID, message: "Response signature invalid" };

/** What the intruder would like to be. */
const evil = (id = "_evil") => staff.idp.assertion(staff.complete({ id, subject: "mallory" }));

const signatureIn = (xml: string) => /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(xml)?.[0] ?? "";

test("an assertion that nobody signed opens nothing", async () => {
  await expect(staff.signIn(staff.respond().replace(/<ds:Signature[\s\S]*<\/ds:Signature>/, ""))).rejects.toMatchObject(
    UNSIGNED,
  );
});

test("one changed letter opens nothing", async () => {
  const response = staff.respond();
  expect(response).toContain(">alice<");
  await expect(staff.signIn(response.replace(">alice<", ">alicf<"))).rejects.toMatchObject(UNSIGNED);
});

test("a signature by a key of the intruder's own opens nothing, though it brings the key along", async () => {
  const intruder = samlIdp(ENTITY, () => aws.now());
  const certificate = /<ds:KeyInfo[\s\S]*<\/ds:KeyInfo>/.exec(intruder.metadata)?.[0] ?? "";
  const forged = intruder.respond(staff.complete({ subject: "mallory" }));
  const withKey = forged.replace("</ds:Signature>", `${certificate}</ds:Signature>`);
  await expect(staff.signIn(forged)).rejects.toMatchObject(UNSIGNED);
  await expect(staff.signIn(withKey)).rejects.toMatchObject(UNSIGNED);
});

test("the algorithm cannot be swapped for one whose key is the public certificate", async () => {
  const hmac = staff.respond().replace(/[^"]*#rsa-sha256/, "http://www.w3.org/2000/09/xmldsig#hmac-sha1");
  await expect(staff.signIn(hmac)).rejects.toMatchObject(UNSIGNED);
});

/** Only what was signed is read: beside it, around it or inside it the intruder may write what it likes, in vain. */
test.each([
  ["before the signed one", (signed: string) => signed.replace("<saml:Assertion", `${evil()}<saml:Assertion`)],
  ["after the signed one", (signed: string) => signed.replace("</samlp:Response>", `${evil()}</samlp:Response>`)],
  [
    "around the signed one",
    (signed: string) => {
      const original = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(signed)?.[0] ?? "";
      const wrapped = evil().replace("</saml:Assertion>", `<saml:Advice>${original}</saml:Advice></saml:Assertion>`);
      return signed.replace(original, wrapped);
    },
  ],
])("an unsigned assertion %s is not read", async (_place, wrap) => {
  const { Subject } = await staff.signIn(wrap(staff.respond()));
  expect(Subject).toBe("alice");
});

test("an unsigned assertion under the signed one's id opens nothing", async () => {
  const response = staff.respond();
  const twice = response.replace("<saml:Assertion", `${evil("_assertion")}<saml:Assertion`);
  await expect(staff.signIn(twice)).rejects.toMatchObject(UNSIGNED);
});

test("an assertion that takes over the signature of another opens nothing", async () => {
  const stolen = signatureIn(staff.respond());
  for (const id of ["_assertion", "_evil"]) {
    const forged = staff
      .respond()
      .replace(/<saml:Assertion[\s\S]*<\/saml:Assertion>/, () =>
        evil(id).replace("</saml:Assertion>", `${stolen}</saml:Assertion>`),
      );
    await expect(staff.signIn(forged)).rejects.toMatchObject(UNSIGNED);
  }
});

test("of two signed assertions none is chosen", async () => {
  const [first, second] = [staff.respond({ id: "_first" }), staff.respond({ id: "_second", subject: "bob" })];
  const other = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(second)?.[0] ?? "";
  await expect(staff.signIn(first.replace("</samlp:Response>", `${other}</samlp:Response>`))).rejects.toMatchObject({
    ...INVALID,
    message: "The SAML response holds more than one assertion.",
  });
});

test("a comment in the subject's name does not cut it short", async () => {
  const response = staff.respond({ subject: "alice.mallory.example.net" });
  const { Subject } = await staff.signIn(response.replace("alice.mallory", "alice<!-- -->.mallory"));
  expect(Subject).toBe("alice.mallory.example.net");
});

test("a signature that hides in a comment proves what it signed and nothing else", async () => {
  const hidden = staff.respond().replace(/<ds:Signature[\s\S]*<\/ds:Signature>/, (found) => `<!--${found}-->`);
  expect((await staff.signIn(hidden)).Subject).toBe("alice");
  const forged = hidden.replace(">alice<", ">mallory<");
  await expect(staff.signIn(forged)).rejects.toMatchObject(UNSIGNED);
});

test.each([
  ["entities that grow", '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'],
  ["entities from files", '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>'],
  ["a document type alone", "<!DOCTYPE r>"],
])("%s are refused unread", async (_what, doctype) => {
  await expect(staff.signIn(doctype + staff.respond())).rejects.toMatchObject(INVALID);
});

test.each([
  ["no base64", "<samlp:Response/>"],
  ["no XML", Buffer.from("alice").toString("base64")],
  ["half of a document", toBase64("<samlp:Response>")],
  ["another document", toBase64("<Assertion/>")],
])("%s is no response", async (_what, SAMLAssertion) => {
  await expect(staff.signIn("", { SAMLAssertion })).rejects.toMatchObject(INVALID);
});
