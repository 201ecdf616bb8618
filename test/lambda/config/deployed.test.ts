// What a deployed function takes for its configuration: the text that was checked with its code as it is, any other only checked.
import fc from "fast-check";
import { expect, test } from "vitest";
import { deployedConfig, digestOf } from "../../../lambda/config/deployed.ts";
import { type Config, readConfig } from "../../../lambda/config.ts";

const PATH = "/var/task/config.json";

const noFile = (path: string): never => {
  throw new Error(`There is no file ${path}.`);
};

test("every setting has its default where no file is named", async () => {
  expect(await deployedConfig(undefined, noFile)).toEqual(readConfig({}));
});

test("the file that is named is read, and its defaults are filled in", async () => {
  const files = new Map([[PATH, '{"settleSeconds":900}']]);
  expect(await deployedConfig(PATH, (path) => files.get(path) ?? noFile(path))).toEqual(
    readConfig({ settleSeconds: 900 }),
  );
});

test("the text that was checked is what the reader made of it", async () => {
  const text = JSON.stringify(readConfig({ scope: "session" }));
  expect(await deployedConfig(PATH, () => text, digestOf(text))).toEqual(readConfig({ scope: "session" }));
});

test("which file cannot be read is said", async () => {
  await expect(deployedConfig(PATH, noFile)).rejects.toThrow(/\/var\/task\/config\.json.*RESPONDER_CONFIG_FILE/);
  await expect(deployedConfig(PATH, () => "{")).rejects.toThrow(/cannot be read from/);
});

test("no other text than the one that was checked goes unchecked", async () => {
  const checked = JSON.stringify(readConfig({}));
  const changed = fc.tuple(fc.nat(checked.length), fc.nat(3), fc.string({ maxLength: 3 }));
  const texts = fc.oneof(
    changed.map(([at, out, put]) => checked.slice(0, at) + put + checked.slice(at + out)),
    fc.json(),
  );
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      fc.pre(text !== checked);
      expect(await outcome(() => deployedConfig(PATH, () => text, digestOf(checked)))).toEqual(
        await outcome(async () => readConfig(JSON.parse(text))),
      );
    }),
  );
});

/** What comes of it, or that it is refused. */
async function outcome(read: () => Promise<Config>): Promise<Config | "refused"> {
  return read().catch(() => "refused" as const);
}
