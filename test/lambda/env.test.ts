import { expect, test } from "vitest";
import { ENV, readEnvironment } from "../../lambda/env.ts";

const right = {
  [ENV.table]: "ledger",
  [ENV.account]: "111122223333",
  [ENV.ownRole]: "arn:aws:iam::111122223333:role/responder",
  AWS_REGION: "us-east-1",
};

test("reads what the stack writes", () => {
  expect(readEnvironment(right)).toMatchObject({
    table: "ledger",
    account: "111122223333",
    configFile: undefined,
    logLevel: "info",
  });
});

test.each(Object.keys(right))("names %s where it is missing", (name) => {
  expect(() => readEnvironment({ ...right, [name]: undefined })).toThrow(name);
});
