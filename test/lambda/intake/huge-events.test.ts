// Events as large and as deep as they get: read or refused with the reason, wherever in them the size is.
import fc from "fast-check";
import { expect, test } from "vitest";
import { BadInputError } from "../../../lambda/bad-input.ts";
import { readAlerts } from "../../../lambda/intake/index.ts";
import { route } from "../../../lambda/route.ts";
import { readHeardCall } from "../../../lambda/trace/heard.ts";
import { eventFixtures } from "./event-fixtures.ts";

/** An entry of PutEvents: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const MOST_BYTES = 256 * 1024;

/** Deeper than EventBridge brings any event (1,100 levels); whoever may invoke the function can. */
const DEEP = 20_000;

const text = (pattern: string) => pattern.repeat(MOST_BYTES / pattern.length);
const nested = (open: string, close: string) => JSON.parse(`${open.repeat(DEEP)}0${close.repeat(DEEP)}`);

const HUGE: Readonly<Record<string, unknown>> = {
  letters: text("a"),
  "nearly secrets": text(`${"A".repeat(39)}!`),
  "one secret": text("aA1/"),
  spaces: text(" "),
  "path of an ARN": `arn:aws:iam::111122223333:role/${text("a/")}`,
  "parts of an id": text(":"),
  "a Region": `us${text("-aa")}`,
  "a time": `2026-03-01T09:00:00${text("0")}`,
  "control characters": text("\u0000"),
  "halves of letters": text("\ud800"),
  "right to left": text("\u202e"),
  "JSON in a text": JSON.stringify({ sample: text("{") }),
  "arrays in arrays": nested("[", "]"),
  "objects in objects": nested('{"a":', "}"),
  numbers: Array.from({ length: 100_000 }, (_, index) => index),
  "names of roles": Array.from({ length: 5_000 }, (_, index) => `arn:aws:iam::111122223333:role/r${index}`),
  members: Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, index])),
  "what is no text": { toString: "x", valueOf: 1 },
  "a huge number": 1e308,
};

const JSON_IS_TOO_DEEP = new Set([HUGE["arrays in arrays"], HUGE["objects in objects"]]);

type Json = Readonly<Record<string, unknown>> | readonly unknown[];

/** The same event with another value in one place; nothing is copied but the way there. */
function withAt(holder: Json, path: readonly string[], value: unknown): unknown {
  const [key = "", ...rest] = path;
  const inner = rest.length === 0 ? value : withAt(Reflect.get(holder, key), rest, value);
  return Array.isArray(holder) ? holder.with(Number(key), inner) : { ...holder, [key]: inner };
}

function pathsIn(holder: object, before: readonly string[] = []): (readonly string[])[] {
  return Object.entries(holder).flatMap(([key, inner]) => {
    const path = [...before, key];
    return [path, ...(typeof inner === "object" && inner !== null ? pathsIn(inner, path) : [])];
  });
}

const FIXTURES = (["leaks", "no-leaks", "unreadable"] as const).flatMap(eventFixtures).map(({ event }) => ({
  event,
  paths: pathsIn(event).filter(([first]) => first !== "source" && first !== "detail-type"),
}));

function readOrRefuse(event: unknown): void {
  try {
    for (const alert of readAlerts(event)) expect(JSON.stringify(alert).length).toBeLessThan(10_000);
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    expect(error.message.length).toBeLessThan(800);
  }
}

test.each(Object.entries(HUGE))(
  "%s in any place of an event: it is read, or refused in a few words",
  (_what, value) => {
    fc.assert(
      fc.property(fc.constantFrom(...FIXTURES), fc.nat(), ({ event, paths }, where) => {
        readOrRefuse(withAt(event, paths[where % paths.length] ?? [], value));
      }),
      { numRuns: Number(process.env["FUZZ_RUNS"] ?? 40) },
    );
  },
);

test.each(Object.entries(HUGE))(
  "%s in a request is refused, and in a call on the trail it is no harm",
  async (_, value) => {
    const nothing = {} as Parameters<typeof route>[0]; // It is refused before anything is asked.
    const leak = { action: "contain", reason: "it leaked" };
    for (const request of [{ action: value }, { action: value, form: {} }, { ...leak, principal: value }]) {
      await expect(route(nothing, request)).rejects.toThrow(BadInputError);
    }
    const record = { eventID: "a", eventTime: "2026-03-01T09:00:00Z", awsRegion: "us-east-1", recipientAccountId: "1" };
    const heard = () => readHeardCall({ ...record, userIdentity: value, requestParameters: { value } });
    if (JSON_IS_TOO_DEEP.has(value)) expect(heard).toThrow(BadInputError);
    else expect(heard).not.toThrow();
  },
);
