// The README by command line only, as a reader types it: against the service with the leak to practise on.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { playLeak } from "../../local/played-leak.ts";
import { startService } from "../support/service.ts";
import { type Ran, responder } from "../support/terminal.ts";

const README = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** What is typed, without what is said about it; words in quotes stay together. */
function commandsOf(block: string): readonly (readonly string[])[] {
  return block
    .split("\n")
    .map((line) => [...line.replace(/ {2,}#.*$/, "").matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)])
    .map((words) => words.map(([, double, single, bare]) => double ?? single ?? bare ?? ""))
    .filter(([first]) => first === "responder" || first === "curl");
}

test("the README by command line only: a leak is found, contained, proven, explained and lifted", async () => {
  const [, , block = ""] = [...README.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
  const service = await startService();
  const { accessKeyId } = await playLeak(service);
  const ran: Ran[] = [];
  let files: ReadonlyMap<string, string | Uint8Array> = new Map();
  for (const [program, ...words] of commandsOf(block)) {
    if (program === "curl") {
      const { advance } = JSON.parse(words.find((word) => word.startsWith("{")) ?? "{}");
      expect(advance).toBe("3h");
      await service.advance(3 * 3600);
      continue;
    }
    const typed = words.map((word) => (word === "$KEY" ? accessKeyId : word));
    const one = await responder(service, typed);
    ran.push(one);
    files = new Map([...files, ...one.files]);
  }
  await service.close();
  expect(ran.map(({ code }) => code)).toEqual([0, 0, 0, 0, 5, 0, 0, 0, 0]);
  const [incidents, plan, contain, trace, , proven, show, , lift] = ran.map(({ out }) => out);
  expect(incidents).toMatch(/awaiting-approval +none +the user robot/);
  expect(plan).toContain("What it will not stop");
  expect(contain).toContain("Contained");
  expect(trace).toMatch(/the session i-0abcdef1234567890 of the role app[\s\S]*the session backup of the role archive/);
  expect(proven).toMatch(/Proven: [\s\S]* \d{3} calls with it were refused/);
  expect(show).toContain("prod/database");
  expect(show).toMatch(/The deny works as far as [\s\S]*? \(\d+ times, the last /);
  expect([...files.values()].map(String).join("")).toMatch(/<!doctype html>[\s\S]*prod\/database/);
  expect(lift).toContain("Over: every deny is lifted.");
});
