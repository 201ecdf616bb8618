import fc from "fast-check";
import { expect, test } from "vitest";
import { BadInputError } from "../../../lambda/bad-input.ts";
import { readAlerts, SOURCES } from "../../../lambda/intake/index.ts";
import type { Alert, Suspect } from "../../../lambda/model.ts";
import { compilePattern } from "../../../mock-aws/events/pattern/compile.ts";
import { matches } from "../../../mock-aws/events/pattern/match.ts";
import { change, changed, SECRET } from "./change-event.ts";
import { eventFixtures } from "./event-fixtures.ts";

const FIXTURES = (["leaks", "no-leaks", "unreadable"] as const).flatMap(eventFixtures);
const RULES = SOURCES.map(({ pattern }) => compilePattern(JSON.stringify(pattern)));

function textsIn(inner: unknown): string[] {
  if (typeof inner === "string") return [inner];
  if (typeof inner !== "object" || inner === null) return [];
  return Object.values(inner).flatMap(textsIn);
}

/** What the rest of the responder asks AWS for. */
function namesOf(principal: Suspect): readonly [text: string, form: RegExp][] {
  const session = "session" in principal && principal.session ? [principal.session] : [];
  const sessions = session.map((text): [string, RegExp] => [text, /^[\w+=,.@-]{1,64}$/]);
  switch (principal.kind) {
    case "role":
    case "user":
      return [[principal.name, /^[\w+=,.@-]{1,64}$/], ...(principal.id ? [idOf(principal.id)] : []), ...sessions];
    case "federated-user":
      return [[principal.name, /^[\w+=,.@-]{2,32}$/], ...(principal.issuer ? [nameOf(principal.issuer)] : [])];
    case "instance-profile":
      return [[principal.name, /^[\w+=,.@-]{1,128}$/], ...(principal.instance ? [instanceOf(principal.instance)] : [])];
    case "instance":
      return [instanceOf(principal.id)];
    case "unique-id":
      return [idOf(principal.id), ...sessions];
    case "aws-service":
      return [[principal.name, /^[a-z0-9.-]{1,64}$/]];
    default:
      return [];
  }
}

const idOf = (id: string): [string, RegExp] => [id, /^(AROA|AIDA)[A-Z0-9]{12,124}$/];
const nameOf = (name: string): [string, RegExp] => [name, /^[\w+=,.@-]{1,64}$/];
const instanceOf = (id: string): [string, RegExp] => [id, /^i-[0-9a-f]{8,17}$/];

function expectLawful(alert: Alert, texts: readonly string[]): void {
  const names: (readonly [string, RegExp])[] = [
    ...namesOf(alert.principal),
    ...(alert.accessKeyId ? [[alert.accessKeyId, /^(AKIA|ASIA)[A-Z0-9]{12,124}$/] as const] : []),
    ...(alert.account ? [[alert.account, /^\d{12}$/] as const] : []),
    ...(alert.sentFrom ? [[alert.sentFrom, /^\d{12}$/] as const] : []),
  ];
  for (const [name, form] of names) {
    expect(name).toMatch(form);
    expect(texts.some((text) => text.includes(name))).toBe(true);
  }
  const said = alert.principal.kind === "unknown" ? alert.principal.said : "";
  for (const text of [alert.id, alert.type, alert.title, alert.group ?? "", said]) {
    expect(text.length).toBeLessThanOrEqual(501);
  }
  for (const time of [alert.lastSeen, alert.firstSeen ?? alert.lastSeen, alert.issuedAt ?? alert.lastSeen]) {
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  }
  if (alert.severity !== undefined) expect(alert.severity >= 0 && alert.severity <= 10).toBe(true);
}

/** As Security Hub sends them: of several findings in one event, another's members would count for each. */
function oneByOne(event: unknown): readonly unknown[] {
  const { detail } = Object(event);
  const { findings } = Object(detail);
  if (!Array.isArray(findings)) return [event];
  return findings.map((finding) => ({ ...Object(event), detail: { ...detail, findings: [finding] } }));
}

/** What is understood must reach us: the rule may not be narrower than the parser. */
function expectToReach(event: unknown): void {
  try {
    readAlerts(event);
  } catch (error) {
    expect(error).toBeInstanceOf(BadInputError);
    return;
  }
  expect(RULES.some((rule) => matches(rule, event))).toBe(true);
}

test.each(FIXTURES)(
  "whatever somebody writes into $name, no principal is made up and no secret comes out",
  (fixture) => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const event = changed(fixture, changes);
        try {
          const alerts = readAlerts(event);
          expect(JSON.stringify(alerts)).not.toContain(SECRET);
          for (const alert of alerts) expectLawful(alert, textsIn(event));
          for (const one of oneByOne(event)) expectToReach(one);
        } catch (error) {
          if (!(error instanceof BadInputError)) throw error;
          expect(error.message).not.toContain(SECRET);
          expect(error.message.length).toBeLessThan(800);
        }
      }),
      { numRuns: Number(process.env["FUZZ_RUNS"] ?? 60) },
    );
  },
);

test("anything at all in place of an event is refused with that error", () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }), (anything) => {
      expect(() => readAlerts(anything)).toThrow(BadInputError);
    }),
  );
});
