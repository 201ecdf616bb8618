// The laws that hold for all policies and all requests.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Decision } from "../../../mock-aws/policy/decision.ts";
import { parsePolicy } from "../../../mock-aws/policy/document.ts";
import { evaluate } from "../../../mock-aws/policy/evaluate.ts";
import type { AccessRequest } from "../../../mock-aws/policy/request.ts";
import {
  arbitraryRequest,
  arbitraryStatement,
  arbitraryWorld,
  policiesIn,
  type StatementJson,
  type World,
} from "./support/arbitrary-policy.ts";

const RUNS = { numRuns: 1_000 };
const DENY_ALL: StatementJson = { Effect: "Deny", Action: ["*"], Resource: ["*"] };

function decide(request: AccessRequest, world: World): Decision {
  return evaluate(request, policiesIn(world));
}

describe("an explicit deny always wins", () => {
  test("the random world is worth its name: every decision comes up in it", () => {
    const decisions = fc
      .sample(fc.tuple(arbitraryRequest, arbitraryWorld), { numRuns: 2_000, seed: 1 })
      .map(([request, world]) => {
        return decide(request, world).decision;
      });
    for (const decision of ["allowed", "explicitDeny", "implicitDeny"] as const) {
      expect(decisions.filter((one) => one === decision).length).toBeGreaterThan(300);
    }
  });

  test("a deny of everything, put into any kind of policy, denies", () => {
    const places: readonly ((world: World) => World)[] = [
      (world) => ({ ...world, identity: [...world.identity, [DENY_ALL]] }),
      (world) => ({ ...world, boundary: [...(world.boundary ?? []), DENY_ALL] }),
      (world) => ({ ...world, session: [...(world.session ?? []), [DENY_ALL]] }),
      (world) => ({ ...world, resource: [...(world.resource ?? []), { ...DENY_ALL, Principal: "*" }] }),
      (world) => ({ ...world, scps: [...world.scps, [[DENY_ALL]]] }),
    ];
    fc.assert(
      fc.property(arbitraryRequest, arbitraryWorld, fc.constantFrom(...places), (request, world, place) => {
        expect(decide(request, place(world)).decision).toBe("explicitDeny");
      }),
      RUNS,
    );
  });

  test("a deny that applies alone applies in any company", () => {
    fc.assert(
      fc.property(arbitraryRequest, arbitraryWorld, arbitraryStatement, (request, world, statement) => {
        const deny = { ...statement, Effect: "Deny" as const };
        const alone = decide(request, { ...EMPTY, identity: [[deny]] });
        const together = decide(request, { ...world, identity: [...world.identity, [deny]] });
        if (alone.decision === "explicitDeny") expect(together.decision).toBe("explicitDeny");
      }),
      RUNS,
    );
  });
});

describe("order never matters", () => {
  test("neither that of statements nor that of policies", () => {
    const shuffled = fc.tuple(arbitraryRequest, arbitraryWorld, fc.nat());
    fc.assert(
      fc.property(shuffled, ([request, world, seed]) => {
        const turned: World = {
          ...world,
          identity: turn(world.identity, seed).map((policy) => turn(policy, seed)),
          boundary: world.boundary && turn(world.boundary, seed),
          session: world.session && turn(world.session, seed).map((policy) => turn(policy, seed)),
          resource: world.resource && turn(world.resource, seed),
          scps: turn(world.scps, seed).map((level) => turn(level, seed).map((policy) => turn(policy, seed))),
        };
        expect(essence(decide(request, turned))).toEqual(essence(decide(request, world)));
      }),
      RUNS,
    );
  });
});

describe("widening", () => {
  const widenings: readonly ((statement: StatementJson) => StatementJson)[] = [
    ({ Condition: _, ...rest }) => rest,
    ({ Action: _, NotAction: __, ...rest }) => ({ ...rest, Action: ["*"] }),
    ({ Resource: _, NotResource: __, ...rest }) => ({ ...rest, Resource: ["*"] }),
    (statement) =>
      statement.Action === undefined ? statement : { ...statement, Action: [...statement.Action, "s3:*"] },
  ];

  test("a deny never allows more", () => {
    fc.assert(
      fc.property(
        arbitraryRequest,
        arbitraryWorld,
        arbitraryStatement,
        fc.constantFrom(...widenings),
        (request, world, statement, widen) => {
          const deny = { ...statement, Effect: "Deny" as const };
          const before = decide(request, { ...world, identity: [...world.identity, [deny]] });
          const after = decide(request, { ...world, identity: [...world.identity, [widen(deny)]] });
          if (before.decision !== "allowed") expect(after.decision).not.toBe("allowed");
        },
      ),
      RUNS,
    );
  });

  test("an allow never allows less", () => {
    fc.assert(
      fc.property(
        arbitraryRequest,
        arbitraryWorld,
        arbitraryStatement,
        fc.constantFrom(...widenings),
        (request, world, statement, widen) => {
          const allow = { ...statement, Effect: "Allow" as const };
          const before = decide(request, { ...world, identity: [...world.identity, [allow]] });
          const after = decide(request, { ...world, identity: [...world.identity, [widen(allow)]] });
          if (before.decision === "allowed") expect(after.decision).toBe("allowed");
        },
      ),
      RUNS,
    );
  });
});

describe("AWSRevokeOlderSessions", () => {
  const millis = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) });
  const spellings: readonly ((cutoff: number) => string)[] = [
    (cutoff) => new Date(cutoff).toISOString(),
    (cutoff) => new Date(cutoff + 3_600_000).toISOString().replace("Z", "+01:00"),
    (cutoff) => new Date(cutoff - 19_800_000).toISOString().replace("Z", "-05:30"),
  ];

  test("denies every token issued before the cutoff and none issued at or after it", () => {
    fc.assert(
      fc.property(
        millis,
        fc.integer({ min: -5_000, max: 5_000 }),
        fc.constantFrom(...spellings),
        (cutoff, away, spell) => {
          const issued = cutoff + away;
          expect(revoked(spell(cutoff), new Date(issued).toISOString())).toBe(issued < cutoff);
        },
      ),
      RUNS,
    );
  });

  test("compares whole seconds, as CloudTrail and STS give them, with a cutoff in milliseconds", () => {
    fc.assert(
      fc.property(millis, fc.integer({ min: -3, max: 3 }), (cutoff, away) => {
        const issued = (Math.floor(cutoff / 1000) + away) * 1000;
        const text = new Date(issued).toISOString().replace(".000Z", "Z");
        expect(revoked(new Date(cutoff).toISOString(), text)).toBe(issued < cutoff);
      }),
      RUNS,
    );
  });

  test("takes seconds since 1970 for the same instant", () => {
    fc.assert(
      fc.property(millis, fc.integer({ min: -3, max: 3 }), (cutoff, away) => {
        const seconds = Math.floor(cutoff / 1000);
        expect(revoked(`${seconds}`, new Date((seconds + away) * 1000).toISOString())).toBe(away < 0);
      }),
      RUNS,
    );
  });
});

const EMPTY: World = { identity: [], boundary: undefined, session: undefined, resource: undefined, scps: [] };

function revoked(cutoff: string, issued: string): boolean {
  const text = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "*", Resource: "*" },
      { Effect: "Deny", Action: ["*"], Resource: ["*"], Condition: { DateLessThan: { "aws:TokenIssueTime": cutoff } } },
    ],
  });
  const { decision } = evaluate(
    {
      principal: { type: "user", account: "111122223333", arn: "arn:aws:iam::111122223333:user/ann", userId: "AIDAX" },
      action: "s3:GetObject",
      resource: "arn:aws:s3:::a/1",
      context: new Map([["aws:tokenissuetime", [issued]]]),
    },
    { identity: [{ id: "role policy", kind: "role", document: parsePolicy(text, "identity") }] },
  );
  return decision === "explicitDeny";
}

/** What must not depend on order: the decision, who made it, and how many statements did. */
function essence(decision: Decision) {
  const by = decision.decision === "allowed" ? undefined : decision.by;
  const missing = [...decision.missingContext].sort();
  return { decision: decision.decision, by, statements: decision.statements.length, missing, layers: decision.layers };
}

function turn<T>(items: readonly T[], seed: number): readonly T[] {
  const at = items.length === 0 ? 0 : seed % items.length;
  const turned = [...items.slice(at), ...items.slice(0, at)];
  return seed % 2 === 0 ? turned : turned.reverse();
}
