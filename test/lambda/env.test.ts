import { expect, test } from "vitest";
import { ENV, readEnvironment, readLedgerEnvironment, readNotifyEnvironment } from "../../lambda/env.ts";

const right = {
  [ENV.table]: "ledger",
  [ENV.account]: "111122223333",
  [ENV.ownRole]: "arn:aws:iam::111122223333:role/responder",
  AWS_REGION: "us-east-1",
};

test("reads what the stack writes", () => {
  expect(readEnvironment(right)).toEqual({
    table: "ledger",
    account: "111122223333",
    ownRole: "arn:aws:iam::111122223333:role/responder",
    configFile: undefined,
    logLevel: "info",
    region: "us-east-1",
  });
  expect(readEnvironment({ ...right, [ENV.configFile]: "/c.json", [ENV.logLevel]: "debug" })).toMatchObject({
    configFile: "/c.json",
    logLevel: "debug",
  });
});

test.each(Object.keys(right))("names %s where it is missing", (name) => {
  expect(() => readEnvironment({ ...right, [name]: undefined })).toThrow(`${name} is missing`);
});

test.each([
  [ENV.table, "", "must not be empty"],
  ["AWS_REGION", "", "must not be empty"],
  [ENV.configFile, "", "must not be empty"],
  [ENV.account, "1111222233334", "must be an account id of 12 digits"],
  [ENV.ownRole, "responder", "must be an ARN"],
  [ENV.logLevel, "loud", 'must be "debug", "info", "warn" or "error"'],
])("names %s where it is %j", (name, value, words) => {
  expect(() => readEnvironment({ ...right, [name]: value })).toThrow(`${name} ${words}`);
});

test("names all of them at once", () => {
  const wrong = { [ENV.account]: "1", AWS_REGION: "us-east-1" };
  expect(() => readEnvironment(wrong)).toThrow(
    new RegExp(`${ENV.table} is missing; ${ENV.ownRole} is missing; ${ENV.account} must be`),
  );
});

test("a function that only reads the ledger, and the one that brings messages, need less", () => {
  expect(readLedgerEnvironment(right)).toEqual({ table: "ledger", region: "us-east-1" });
  expect(() => readLedgerEnvironment({})).toThrow(`${ENV.table} is missing`);
  const webhook = { [ENV.webhookUrl]: "https://tickets.example.com/hook" };
  expect(readNotifyEnvironment({ ...right, ...webhook })).toMatchObject({
    account: "111122223333",
    webhookUrl: "https://tickets.example.com/hook",
  });
  expect(() => readNotifyEnvironment({ ...right, [ENV.webhookUrl]: "http://tickets.example.com" })).toThrow(
    `${ENV.webhookUrl} must be a URL that begins with "https://"`,
  );
});
