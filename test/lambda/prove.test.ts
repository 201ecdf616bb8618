import { describe, expect, test } from "vitest";
import type { TrailEvent, TrailReading } from "../../lambda/evidence.ts";
import { type Evidence, prove } from "../../lambda/prove.ts";

const CUTOFF = "2026-03-01T09:00:30Z";
const SETTLED = "2026-03-01T11:00:30.000Z";

const IDENTITY = ["an identity-based policy"] as const;

const OWN: TrailEvent = {
  eventId: "own",
  at: "2026-03-01T09:00:00.000Z",
  region: "us-east-1",
  source: "iam.amazonaws.com",
  name: "PutRolePolicy",
  requestId: "our-write",
};

const call = (change: Partial<TrailEvent> = {}): TrailEvent => ({
  eventId: "call",
  at: "2026-03-01T09:10:00.000Z",
  region: "eu-west-1",
  source: "secretsmanager.amazonaws.com",
  name: "GetSecretValue",
  accessKeyId: "ASIALEAKED",
  ...change,
});

const trail = (change: Partial<TrailReading> = {}): TrailReading => ({
  events: [OWN],
  regions: ["eu-west-1", "us-east-1"],
  through: SETTLED,
  gaps: [],
  ...change,
});

const evidence = (change: Partial<Evidence> = {}): Evidence => ({
  cutoff: CUTOFF,
  keys: [
    { accessKeyId: "ASIALEAKED", account: "111122223333", deadSince: CUTOFF, deadAnew: CUTOFF, deniedIn: IDENTITY },
  ],
  ownWrites: ["our-write"],
  settleSeconds: 7200,
  trail: trail(),
  ...change,
});

describe("prove", () => {
  test("silence after the settling time, everywhere, with our own write on the trail, is proof", () => {
    expect(prove(evidence())).toMatchObject({ level: "proven", missing: [], ownWrite: { eventId: "own" }, regions: 2 });
  });

  test("refused calls are proof too, and are counted", () => {
    const events = [OWN, call({ errorCode: "AccessDenied" }), call({ errorCode: "Client.UnauthorizedOperation" })];
    expect(prove(evidence({ trail: trail({ events }) }))).toMatchObject({ level: "proven", denied: 2 });
  });

  test("a call that got through is leaking, with the event", () => {
    const events = [OWN, call()];
    const proof = prove(evidence({ trail: trail({ events, through: "2026-03-01T09:15:00.000Z" }) }));
    expect(proof).toMatchObject({
      level: "leaking",
      allowed: [{ eventId: "call", call: "secretsmanager:GetSecretValue" }],
    });
  });

  test("an error that comes after the policies, as NoSuchBucket, is a call that got through", () => {
    const events = [OWN, call({ errorCode: "NoSuchBucket" })];
    expect(prove(evidence({ trail: trail({ events, through: "2026-03-01T09:15:00.000Z" }) })).level).toBe("leaking");
  });

  test("a call that got through is leaking, whatever is refused to another key since", () => {
    const keys = ["ASIALEAKED", "ASIAOTHER"].map((accessKeyId) => ({
      ...{ accessKeyId, account: "111122223333", deadSince: CUTOFF, deadAnew: CUTOFF, deniedIn: IDENTITY },
    }));
    const refused = {
      errorCode: "AccessDenied",
      errorMessage: "... with an explicit deny in an identity-based policy",
    };
    const events = [OWN, call(), call({ ...refused, at: "2026-03-01T09:11:00.000Z", accessKeyId: "ASIAOTHER" })];
    const [early, late] = ["2026-03-01T09:15:00.000Z", "2026-03-01T11:10:00.000Z"].map((through) =>
      prove(evidence({ keys, trail: trail({ events, through }) })),
    );
    expect(early?.level).toBe("leaking");
    expect(late).toMatchObject({
      level: "unproven",
      missing: ["A call got through at 2026-03-01T09:10:00.000Z, and none has been refused by an explicit deny since."],
    });
  });

  describe("explicit denies on both sides of a call that got through", () => {
    const refused = (at: string) =>
      call({ at, errorCode: "AccessDenied", errorMessage: "... with an explicit deny in an identity-based policy" });
    const between = (at: string, sides: readonly [string, string]) => [OWN, ...sides.map(refused), call({ at })];
    const levels = (events: TrailEvent[], deadAnew = CUTOFF) =>
      ["2026-03-01T09:15:00.000Z", "2026-03-01T11:10:00.000Z"].map((through) => {
        const keys = [
          { accessKeyId: "ASIALEAKED", account: "111122223333", deadSince: CUTOFF, deadAnew, deniedIn: IDENTITY },
        ];
        return prove(evidence({ keys, trail: trail({ events, through }) })).level;
      });

    test("are somebody else's: the call is leaking, and the reason names both", () => {
      const events = between("2026-03-01T09:08:00Z", ["2026-03-01T09:07:00Z", "2026-03-01T09:09:00Z"]);
      expect(levels(events)).toEqual(["leaking", "unproven"]);
      expect(prove(evidence({ trail: trail({ events }) })).missing).toContainEqual(
        expect.stringMatching(/got through at 2026-03-01T09:08:00Z, after .* at 2026-03-01T09:07:00Z/),
      );
    });

    test("are ours as long as a deny may still be on its way to each Region", () => {
      const events = between("2026-03-01T09:05:29Z", ["2026-03-01T09:00:31Z", "2026-03-01T09:06:00Z"]);
      expect(levels(events)).toEqual(["effective", "proven"]);
    });

    test("are ours where the call got through while the deny was undone", () => {
      const events = between("2026-03-01T09:08:00Z", ["2026-03-01T09:07:00Z", "2026-03-01T09:09:00Z"]);
      expect(levels(events, "2026-03-01T09:08:30Z")).toEqual(["effective", "proven"]);
    });
  });

  test("a call from before the cutoff counts for nothing: the deny was on its way", () => {
    const events = [OWN, call({ at: "2026-03-01T09:00:29.000Z" })];
    expect(prove(evidence({ trail: trail({ events }) })).level).toBe("proven");
  });

  test("GetCallerIdentity answers everybody: it is told and not counted", () => {
    const events = [OWN, call({ source: "sts.amazonaws.com", name: "GetCallerIdentity" })];
    expect(prove(evidence({ trail: trail({ events }) }))).toMatchObject({
      level: "proven",
      unstoppable: 1,
      allowed: [],
    });
  });

  test("another key's calls say nothing", () => {
    const events = [OWN, call({ accessKeyId: "ASIASOMEBODY" })];
    expect(prove(evidence({ trail: trail({ events }) })).level).toBe("proven");
  });

  test("before the settling time silence proves nothing yet", () => {
    const proof = prove(evidence({ trail: trail({ through: "2026-03-01T11:00:29.000Z" }) }));
    expect(proof).toMatchObject({
      level: "effective",
      missing: [expect.stringContaining("silence counts 2 hours after")],
    });
  });

  test("a call that got through starts the settling time anew, once an explicit deny has refused a later one", () => {
    const got = call({ at: "2026-03-01T10:00:00.000Z" });
    const refused = (errorMessage: string) =>
      call({ at: "2026-03-01T10:00:05.000Z", errorCode: "AccessDenied", errorMessage });
    const ours = refused("User: x is not authorized to perform: y with an explicit deny in an identity-based policy");
    const implicit = refused(
      "User: x is not authorized to perform: y because no identity-based policy allows the y action",
    );
    const level = (events: TrailEvent[], through: string) =>
      prove(evidence({ trail: trail({ events: [OWN, got, ...events], through }) })).level;
    expect(level([ours], SETTLED)).toBe("effective");
    expect(level([ours], "2026-03-01T12:00:00.000Z")).toBe("proven");
    expect(level([implicit], SETTLED)).toBe("leaking");
    expect(level([implicit], "2026-03-01T12:00:00.000Z")).toBe("unproven");
  });

  test.each([
    ["a service control policy", "a service control policy", "effective"],
    ["a permissions boundary", "a permissions boundary", "effective"],
    ["an identity-based policy", "a service control policy", "leaking"],
    ["a service control policy", "an identity-based policy", "leaking"],
  ] as const)("of a deny in %s, a refusal by %s leaves it %s", (own, refusing, level) => {
    const errorMessage = `... with an explicit deny in ${refusing}`;
    const at = "2026-03-01T09:11:00.000Z";
    const events = [OWN, call(), call({ at, errorCode: "AccessDenied", errorMessage })];
    const key = { accessKeyId: "ASIALEAKED", account: "111122223333", deadSince: CUTOFF, deadAnew: CUTOFF };
    const through = "2026-03-01T09:15:00.000Z";
    const found = evidence({ keys: [{ ...key, deniedIn: [own] }], trail: trail({ events, through }) });
    expect(prove(found).level).toBe(level);
  });

  test.each([
    ["a Region that could not be read", { trail: trail({ gaps: ["CloudTrail in eu-west-1 could not be read"] }) }],
    ["our own write that is not on the trail", { trail: trail({ events: [] }) }],
    ["an alert without an access key", { keys: [] }],
    ["no Region at all", { trail: trail({ regions: [] }) }],
    ["what was opened not followed so long", { trail: trail({ followed: "2026-03-01T10:55:00.000Z" }) }],
  ])("with %s it is unproven, and says what is missing", (_what, change) => {
    const proof = prove(evidence(change));
    expect(proof.level).toBe("unproven");
    expect(proof.missing).toHaveLength(1);
  });

  test("what was opened was followed in the same pass, a little before the trail was read", () => {
    expect(prove(evidence({ trail: trail({ followed: "2026-03-01T10:59:40.000Z" }) })).level).toBe("proven");
  });

  test("without a trail it is what the simulator says, and without that what was read back", () => {
    const { trail: _trail, ...rest } = evidence();
    expect(prove(rest).level).toBe("effective");
    expect(prove({ ...rest, notEffective: "no" }).level).toBe("in-place");
    expect(prove({ ...rest, notInPlace: "no" }).level).toBe("none");
  });
});
