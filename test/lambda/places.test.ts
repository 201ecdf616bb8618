import { expect, test } from "vitest";
import { connect } from "../../lambda/aws.ts";
import { readConfig } from "../../lambda/config.ts";
import { buildPlaces } from "../../lambda/places.ts";

const ACCOUNTS = Array.from({ length: 10_000 }, (_, index) => String(200_000_000_000 + index));

test("ten thousand accounts cost nothing until one of them is asked for, and then once", async () => {
  let made = 0;
  const connection = {
    region: "us-east-1",
    get endpoint() {
      made++; // Whoever makes a client reads where it is to go.
      return "http://127.0.0.1";
    },
  };
  const home = connect("111122223333", { region: "us-east-1" });
  const config = readConfig({ members: { accounts: ACCOUNTS } });
  const places = buildPlaces({ home, config, connection, now: Date.now });
  expect([places.accounts.length, made]).toEqual([10_001, 0]);

  const [first, again, other] = await Promise.all(
    [ACCOUNTS[7], ACCOUNTS[7], ACCOUNTS[8]].map((account = "") => places.aws(account)),
  );
  expect(first).toBe(again);
  expect([first?.account, other?.account]).toEqual([ACCOUNTS[7], ACCOUNTS[8]]);
  expect(made).toBe(2);
  expect(await places.aws("999999999999")).toBeUndefined();
});
