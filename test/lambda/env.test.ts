import { expect, test } from "vitest";
import { ENV, readEnvironment } from "../../lambda/env.ts";

const right = {
  [ENV.table]: "ledger",
  [ENV.account]: "111122223333",
  [ENV.ownRole]: "arn:aws:iam::111122223333:role/responder",
  AWS_REGION: "us-east-1",
};

function noFile(path: string): never {
  throw new Error(`There is no file ${path}.`);
}

test("reads what the stack writes", () => {
  expect(readEnvironment(right, noFile)).toMatchObject({
    table: "ledger",
    account: "111122223333",
    config: {},
    logLevel: "info",
  });
});

test.each(Object.keys(right))("names %s where it is missing", (name) => {
  expect(() => readEnvironment({ ...right, [name]: undefined }, noFile)).toThrow(name);
});

test("reads the configuration from the file that is named", () => {
  const named = { ...right, [ENV.configFile]: "/var/task/config.json" };
  const { config } = readEnvironment(named, (path) => JSON.stringify({ from: path }));
  expect(config).toEqual({ from: "/var/task/config.json" });
});

test("says which file cannot be read", () => {
  const named = { ...right, [ENV.configFile]: "/var/task/config.json" };
  expect(() => readEnvironment(named, noFile)).toThrow(/\/var\/task\/config\.json.*RESPONDER_CONFIG_FILE/);
  expect(() => readEnvironment(named, () => "{")).toThrow(/cannot be read from/);
});
