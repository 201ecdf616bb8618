// Whom the responder contains, whom it asks about, whom it leaves alone: each guardrail by its sentence.
import { describe, expect, test } from "vitest";
import { decide } from "../../../lambda/decide/index.ts";
import type { Verdict } from "../../../lambda/model.ts";
import { about, type Changes, HOME, MEMBER, role, STRANGER, user } from "./cases.ts";

const APP = `arn:aws:iam::${HOME}:role/app`;
const CONTAIN: Verdict = { type: "contain" };
const verdict = (changes?: Changes) => decide(about(changes));
const saying = (type: "ask" | "refuse", words: RegExp) => ({ type, because: [expect.stringMatching(words)] });
/** A refusal that nobody needs to hear of. */
const quietly = (words: RegExp) => ({ ...saying("refuse", words), quiet: true });
const serves = { members: { accounts: [MEMBER] } };

test("a role that no guardrail speaks for is contained", () => {
  expect(verdict()).toEqual(CONTAIN);
});

test("a sample finding is refused", () => {
  expect(verdict({ alert: { sample: true } })).toEqual(quietly(/is a sample/));
});

test("what was not found is refused, with the reason", () => {
  expect(verdict({ lost: "There is no role app." })).toEqual({ type: "refuse", because: ["There is no role app."] });
});

describe("an event is believed", () => {
  test.each<[string, Changes]>([
    ["from the responder's own account", { alert: { sentFrom: HOME } }],
    ["by invocation, where IAM has decided who may", { alert: { sentFrom: undefined } as object }],
    ["about the sender's own credential", { alert: { sentFrom: MEMBER }, principal: role({ account: MEMBER }) }],
    ["from a sender that the configuration trusts", { alert: { sentFrom: STRANGER } }],
  ])("%s", (_what, changes) => {
    expect(verdict({ config: { ...serves, trustedSenders: [STRANGER] }, ...changes })).toEqual(CONTAIN);
  });

  test.each<[string, Changes]>([
    ["about another account's", { alert: { sentFrom: MEMBER } }],
    ["about a bare key that turns out to be another's", { alert: { sentFrom: MEMBER, account: undefined } as object }],
    ["that calls it its own, which AWS denies", { alert: { sentFrom: MEMBER, account: MEMBER } }],
  ])("but not from somebody else %s", (_what, changes) => {
    expect(verdict({ config: serves, ...changes })).toEqual(saying("refuse", /444455556666.*trustedSenders/));
  });

  test("nor about a key of which nobody knows whose it is", () => {
    const alert = { sentFrom: MEMBER, account: undefined, principal: { kind: "access-key" } } as object;
    expect(verdict({ alert, lost: "No account knows the key." })).toMatchObject({
      because: [expect.stringMatching(/trustedSenders/), "No account knows the key."],
    });
  });
});

describe("an account that is not served is refused, with what to do", () => {
  test("another organization's", () => {
    const changes = { alert: { account: STRANGER, sentFrom: STRANGER }, lost: "It is not served." };
    expect(verdict(changes)).toEqual({
      type: "refuse",
      because: [
        "It is not served.",
        expect.stringMatching(/^999988887777 is neither.*members\.accounts.*report-aws-abuse/),
      ],
    });
  });

  test("but the member accounts and the administration are served", () => {
    const config = { ...serves, administration: { account: STRANGER } };
    for (const account of [MEMBER, STRANGER]) {
      expect(verdict({ config, principal: role({ account }) })).toEqual(CONTAIN);
    }
  });
});

describe("what is untouchable is refused, with what to do by hand", () => {
  const config = { untouchable: ["arn:aws:iam::*:role/app"] };

  test("to an alert, and to a person's wish", () => {
    expect(verdict({ config })).toEqual(saying("refuse", /untouchable.*With other credentials/));
    expect(verdict({ config, alert: { wishedBy: "ann" } })).toEqual(saying("refuse", /untouchable/));
  });

  test("but nobody else", () => {
    expect(verdict({ config, principal: role({ name: "other" }) })).toEqual(CONTAIN);
  });
});

describe("the responder's own roles are refused", () => {
  test.each<[string, object, Changes["principal"]]>([
    ["named in the configuration", { ownRoles: [APP] }, role()],
    [
      "named by a pattern, as a pipeline's",
      { ownRoles: ["arn:aws:iam::*:role/cdk-*-deploy-*"] },
      role({ name: "cdk-x-deploy-y" }),
    ],
    ["assumed in a member", serves, role({ account: MEMBER, name: "credential-leak-responder-member" })],
    [
      "assumed in the administration, below a path",
      { administration: { account: MEMBER, role: "ops/clr" } },
      role({ account: MEMBER, name: "clr", path: "/ops/" }),
    ],
  ])("%s", (_what, config, principal) => {
    expect(verdict({ config, ...(principal ? { principal } : {}) })).toEqual(saying("refuse", /own role/));
  });

  test("but not a role of that name where the responder assumes none", () => {
    expect(verdict({ config: serves, principal: role({ name: "credential-leak-responder-member" }) })).toEqual(CONTAIN);
  });
});

describe("protected principals are asked about", () => {
  test("by pattern", () => {
    const config = { protectedPrincipals: ["arn:aws:iam::*:role/a?p"] };
    expect(verdict({ config })).toEqual(saying("ask", /role\/a\?p/));
    expect(verdict({ config, principal: role({ name: "apps" }) })).toEqual(CONTAIN);
  });

  test.each([
    [{ "credential-leak-responder": "protected" }, {}],
    [{ "Credential-Leak-Responder": "protected" }, {}],
    [{ tier: "anything" }, { protectedTag: { key: "Tier" } }],
  ])("by the tag %j, and the reason says that an intruder may have set it", (tags, config) => {
    expect(verdict({ config, principal: role({ tags }) })).toEqual(saying("ask", /by its tag.*intruder/));
  });

  test("but not by another value of the tag, or another tag", () => {
    const tags = { "credential-leak-responder": "no", other: "protected" };
    expect(verdict({ principal: role({ tags }) })).toEqual(CONTAIN);
  });
});

describe("a role that only AWS may edit is refused, with what to do instead", () => {
  test("service-linked", () => {
    const principal = role({ name: "AWSServiceRoleForECS", path: "/aws-service-role/ecs.amazonaws.com/" });
    expect(verdict({ principal })).toEqual(saying("refuse", /ecs\.amazonaws\.com.*aws iam delete-service-linked-role/));
  });

  test("reserved, where nobody was found behind it", () => {
    const principal = role({ name: "AWSReservedX", path: "/aws-reserved/x.amazonaws.com/" });
    expect(verdict({ principal })).toEqual(saying("refuse", /AWSReservedX is a role that only AWS may edit/));
  });
});

describe("a low severity", () => {
  const config = { severityFrom: 4 };
  test("is refused", () => {
    expect(verdict({ config, alert: { severity: 3.9 } })).toEqual(quietly(/severity is 3\.9.*from 4/));
    expect(verdict({ config, alert: { severity: 4 } })).toEqual(CONTAIN);
  });

  test("is no reason where the source names none, or a person asks", () => {
    expect(verdict({ config, alert: { severity: undefined } as object })).toEqual(CONTAIN);
    expect(verdict({ config, alert: { severity: 1, wishedBy: "ann" } })).toEqual(CONTAIN);
  });
});

describe("a false alarm that comes again", () => {
  const suppressed = { until: "2026-03-31T09:00:00Z", incident: "20260301T090000Z-1a2b3c4d", reason: "our scanner" };
  test("is refused, with the incident and the reason", () => {
    expect(verdict({ context: { suppressed } })).toEqual(
      quietly(/20260301T090000Z-1a2b3c4d \(our scanner\).*until 2026-03-31/),
    );
  });

  test("is answered where a person asks", () => {
    expect(verdict({ context: { suppressed }, alert: { wishedBy: "ann" } })).toEqual(CONTAIN);
  });
});

describe("a role that many work with", () => {
  const config = { blastRadius: { sessions: 100, users: 5 } };
  const narrow = { blastRadius: { sessions: 100, beyond: "narrow" } };
  const busy = { role: { sessions: 101, users: 6 } };

  test("is asked about, with how many lose theirs", () => {
    expect(verdict({ config, context: busy })).toEqual(saying("ask", /101 sessions .*100\) and 6 people .*5\)/));
    expect(verdict({ config, context: { role: { sessions: 0, users: 6 } } })).toEqual(saying("ask", /had 6 people/));
  });

  test("is contained up to the limit, and where nobody has set one", () => {
    expect(verdict({ config, context: { role: { sessions: 100, users: 5 } } })).toEqual(CONTAIN);
    expect(verdict({ context: busy })).toEqual(CONTAIN);
  });

  test("is taken for busy where its sessions could not be counted", () => {
    expect(verdict({ config })).toEqual(saying("ask", /could not be counted/));
    expect(verdict({ config: narrow })).toEqual({ type: "contain", scope: "session" });
  });

  test("is narrowed to the leaked session where the configuration says so", () => {
    expect(verdict({ config: narrow, context: busy })).toEqual({ type: "contain", scope: "session" });
    expect(verdict({ config: narrow, context: busy, alert: { scope: "role" } })).toMatchObject({ scope: "session" });
  });

  test("or where no more than the session was meant", () => {
    const narrowed = { type: "contain", scope: "session" };
    expect(verdict({ config, context: busy, alert: { scope: "session" } })).toEqual(narrowed);
    expect(verdict({ config: { ...config, scope: "session" }, context: busy })).toEqual(narrowed);
  });

  test("is asked about all the same where the session has no name", () => {
    const { session: _, ...nameless } = role();
    expect(verdict({ config: narrow, context: busy, principal: nameless })).toEqual(saying("ask", /101 sessions/));
  });

  test("is contained whole where a person wants the whole role", () => {
    expect(verdict({ config: narrow, context: busy, alert: { scope: "role", wishedBy: "ann" } })).toEqual({
      type: "contain",
      despite: [expect.stringMatching(/101 sessions/)],
    });
  });

  test("says nothing of a user", () => {
    expect(
      verdict({ config: { ...config, defaultMode: { user: "contain" } }, context: busy, principal: user() }),
    ).toEqual(CONTAIN);
  });
});

describe("many containments in an hour", () => {
  const config = { circuitBreaker: 3 };
  test("end in a question", () => {
    expect(verdict({ config, context: { recentContainments: 2 } })).toEqual(CONTAIN);
    expect(verdict({ config, context: { recentContainments: 3 } })).toEqual(saying("ask", /^3 .*allows 3/));
  });

  test("that could not be counted do not stop the deny", () => {
    expect(verdict({ config, context: { recentContainments: undefined } })).toEqual(CONTAIN);
  });
});

describe("a person's word", () => {
  const config = { protectedPrincipals: [APP] };
  const approved = { by: "arn:aws:iam::111122223333:user/ann", at: "2026-03-01T09:05:00Z" };

  test.each<[string, Changes]>([
    ["a wish", { alert: { wishedBy: "ann" } }],
    ["an approval", { context: { approved } }],
  ])("by %s: what was asked is answered, and the record says what it was", (_what, changes) => {
    expect(verdict({ config, ...changes })).toEqual({
      type: "contain",
      despite: [expect.stringMatching(/protected by the pattern/)],
    });
  });

  test.each<[string, Changes]>([
    ["a sample", { alert: { sample: true } }],
    ["an own role", { config: { ownRoles: [APP] } }],
    ["observing", { config: { defaultMode: { role: "observe" } } }],
    ["a sender that is not trusted", { alert: { sentFrom: STRANGER } }],
  ])("does not move a refusal: %s", (_what, changes) => {
    const wish = { ...changes, alert: { ...changes.alert, wishedBy: "ann" }, context: { approved } };
    expect(verdict(wish)).toEqual(verdict(changes));
    expect(verdict(wish).type).toBe("refuse");
  });
});

describe("a dry run", () => {
  const alert = { dryRun: true } as const;
  test("touches nothing and says what would have been", () => {
    expect(verdict({ alert })).toEqual({
      type: "refuse",
      because: ["A dry run: nothing was touched.", "It would have been contained."],
    });
    expect(verdict({ alert, config: { defaultMode: { role: "ask" } } })).toMatchObject({
      because: [expect.anything(), expect.stringMatching(/^A person would have been asked: .*defaultMode\.role/)],
    });
  });

  test("hears the other reasons first", () => {
    expect(verdict({ alert, lost: "There is no role app." })).toEqual({
      type: "refuse",
      because: ["There is no role app.", "A dry run: nothing was touched."],
    });
  });
});
