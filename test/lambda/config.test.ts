// What a security team writes into responder.config.json: what holds without a word, and what a slip of the pen answers.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../lambda/config.ts";

describe("without a word", () => {
  test("sessions of roles are contained, and a person is asked about everybody else", () => {
    expect(readConfig({}).defaultMode).toEqual({
      role: "contain",
      user: "ask",
      "identity-center-user": "ask",
      root: "ask",
    });
  });

  test("nothing is protected but by the tag, no boundary is touched, and silence refuses", () => {
    expect(readConfig({})).toMatchObject({
      protectedPrincipals: [],
      protectedTag: { key: "credential-leak-responder", value: "protected" },
      fallback: "managed-policy",
      approval: { approvers: [], otherwise: "refuse" },
      members: { accounts: [] },
      scope: "role",
    });
  });
});

test("what is said of one member leaves the defaults of its neighbours", () => {
  expect(readConfig({ defaultMode: { user: "contain" } }).defaultMode).toMatchObject({ role: "contain", root: "ask" });
  expect(readConfig({ approval: { withinSeconds: 60 } }).approval.otherwise).toBe("refuse");
});

test("an editor's $schema is not in the way", () => {
  expect(readConfig({ $schema: "./docs/schemas/responder-config.json" }).severityFrom).toBe(0);
});

const wrong = (value: unknown): string => {
  try {
    readConfig(value);
  } catch (error) {
    return String(error);
  }
  return "";
};

describe("a wrong setting is named by its path, with what it is and what would be right", () => {
  test.each<[unknown, string]>([
    [{ modes: [{ mode: "contian" }] }, 'modes[0].mode: must be one of "observe", "ask", "contain"; it is "contian"'],
    [{ modes: [{ sources: ["guard-duty"], mode: "ask" }] }, 'modes[0].sources[0]: must be one of "guardduty"'],
    [{ modes: [{ kinds: [], mode: "ask" }] }, "modes[0].kinds: must be at least 1 long; it is []"],
    [{ modes: [{}] }, "modes[0].mode: must be one of"],
    [{ modes: [{ units: ["prod"], mode: "ask" }] }, "modes[0].units[0]: must be the id of a unit or root"],
    [
      { deployment: { regions: Array.from({ length: 1_000 }, (_, number) => `xx-nowhere-${number}`) } },
      "deployment.regions: must be at most 60 long; it is",
    ],
    [{ severityFrom: 11 }, "severityFrom: must be at most 10; it is 11"],
    [{ cutoffLeadSeconds: 0 }, "cutoffLeadSeconds: must be more than 0; it is 0"],
    [{ cutoffLeadSeconds: 301 }, "cutoffLeadSeconds: must be at most 300; it is 301"],
    [{ settleSeconds: 1.5 }, "settleSeconds: must be a whole number; it is 1.5"],
    [{ settleSeconds: "7200" }, 'settleSeconds: must be a number; it is "7200"'],
    [{ protectedPrincipals: ["app"] }, "protectedPrincipals[0]: must be an ARN pattern"],
    [{ protectedPrincipals: "arn:aws:iam::*:role/x" }, "protectedPrincipals: must be a list, in [ ]"],
    [{ members: { accounts: [111122223333] } }, 'members.accounts[0]: must be a text, in " "; it is 111122223333'],
    [{ members: { accounts: ["1111"] } }, "members.accounts[0]: must be an account id of 12 digits"],
    [{ members: { role: "/ops/" } }, "members.role: must be a role's name"],
    [{ administration: {} }, 'administration.account: is missing, and must be a text, in " "'],
    [{ administration: { account: "111122223333", identityCenterRegion: "Ireland" } }, "must be a Region"],
    [{ blastRadius: {} }, 'blastRadius: must have "sessions", "users" or both'],
    [
      { approval: { approvers: ["arn:aws:iam::*:role/ops/x"] } },
      "approval.approvers[0]: must be the ARN pattern of a user",
    ],
    [
      { notify: { webhook: { url: "http://tickets.example.com" } } },
      'notify.webhook.url: must be a URL that begins with "https://"',
    ],
    [{ notify: { sns: false, emails: ["a@example.com"] } }, 'notify: must have "sns" true where it has "emails"'],
    [{ athena: {} }, 'athena.location: is missing, and must be a text, in " "'],
    [
      { athena: { location: "s3://logs/AWSLogs/o-a1b2c3d4e5/" } },
      "athena.location: must be what stands before the accounts",
    ],
    [{ athena: { location: "s3://logs/it's/AWSLogs" } }, "athena.location: must be what stands before the accounts"],
    [
      { athena: { location: "s3://logs/AWSLogs", mostBytesPerQuery: 1 } },
      "athena.mostBytesPerQuery: must be at least 10485760; it is 1",
    ],
    [[], "the configuration: must be an object, in { }; it is []"],
    ["x".repeat(200), `it is "${"x".repeat(79)}…`],
  ])("%j", (value, words) => {
    expect(wrong(value)).toContain(words);
  });

  test("all of them at once, a line each", () => {
    const lines = wrong({ severityFrom: -1, scope: "all", fallback: "yes" }).split("\n");
    expect(lines).toHaveLength(4);
    expect(lines.slice(1).every((line) => /^- [a-zA-Z]+: must be/.test(line))).toBe(true);
  });

  test("a rule that nothing can reach, since the one before it fits everything", () => {
    const rules = [{ mode: "observe" }, { kinds: ["role"], mode: "contain" }];
    expect(wrong({ modes: rules })).toContain("modes[1]: is never reached: modes[0] has no condition");
    expect(wrong({ modes: rules.toReversed() })).toBe("");
  });
});

describe("a setting that there is not protects nobody by accident", () => {
  test.each<[unknown, string]>([
    [{ protectedprincipals: [] }, "protectedprincipals: there is no such setting. Did you mean protectedPrincipals?"],
    [
      { modes: [{ accuonts: ["111122223333"], mode: "ask" }] },
      "modes[0].accuonts: there is no such setting. Did you mean accounts?",
    ],
    [{ approval: { approver: [] } }, "approval.approver: there is no such setting. Did you mean approvers?"],
    [
      { approval: { colour: "red" } },
      "approval.colour: there is no such setting. There are: approvers, withinSeconds, otherwise.",
    ],
  ])("%j", (value, words) => {
    expect(wrong(value)).toContain(words);
  });

  test("whatever it is called", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.jsonValue(), (name, value) => {
        const known = name in readConfig({}) || ["$schema", "blastRadius", "administration"].includes(name);
        fc.pre(!known && name !== "__proto__");
        expect(wrong({ [name]: value })).toContain("there is no such setting");
      }),
    );
  });
});

test("what was read is read again as the same: the stack hands it on to the function as JSON", () => {
  const value = {
    modes: [{ units: ["ou-ab12-34cd56ef"], severityFrom: 7, mode: "contain" }, { mode: "observe" }],
    members: { accounts: ["444455556666"], externalId: "clr-7f3a" },
    blastRadius: { users: 20 },
    administration: { account: "555566667777", scp: true, backstop: true },
    denyAssume: true,
  };
  const once = readConfig(value);
  expect(readConfig(JSON.parse(JSON.stringify(once)))).toEqual(once);
});
