// The table of kinds: every call has one home, every text its places, every command a form that can be run.
import { describe, expect, test } from "vitest";
import { HARMLESS_WRITES } from "../../../lambda/residual/harmless-writes.ts";
import { KINDS, RULES } from "../../../lambda/residual/index.ts";
import type { Rule } from "../../../lambda/residual/kind.ts";

const rules = [...RULES].flatMap(([call, known]) => known.map(({ kind, rule }) => ({ call, kind: kind.kind, rule })));
const textsOf = ({ leaves, ends, of, account, commands = [] }: Rule) =>
  [leaves, ends, of, account, ...commands].filter((text) => text !== undefined);

/** What a text says but for the values: `user {userName}` and `user {@caller}` are one shape. */
const shape = (text: string) => text.replace(/\{[^{}]+\}/g, "{}");

describe("the registry", () => {
  test("has each kind once", () => {
    const names = KINDS.map(({ kind }) => kind);
    expect(new Set(names).size).toBe(names.length);
  });

  /** Reading by a presigned address is access that may live on, and data that was read. */
  const SHARED = {
    "s3:GetObject": ["presigned", "data-read"],
    "s3:PutObject": ["presigned", "bucket"],
    // It can be shared no more, and what others have copied is theirs.
    ...Object.fromEntries(
      [
        ...["ec2:ModifySnapshotAttribute", "ec2:ModifyImageAttribute"],
        ...["rds:ModifyDBSnapshotAttribute", "rds:ModifyDBClusterSnapshotAttribute"],
      ].map((call) => [call, ["shared-data", "machine-data-read"]]),
    ),
  };

  test("gives each call to one kind, but for those that two kinds mean", () => {
    const kindsOf = [...RULES].map(
      ([call, known]) => [call, [...new Set(known.map(({ kind }) => kind.kind))]] as const,
    );
    expect(Object.fromEntries(kindsOf.filter(([, kinds]) => kinds.length > 1))).toEqual(SHARED);
  });

  test("knows no call that is counted as harmless", () => {
    expect([...HARMLESS_WRITES].filter((call) => RULES.has(call))).toEqual([]);
  });

  test("names calls as CloudTrail does, without the version", () => {
    for (const call of [...RULES.keys(), ...HARMLESS_WRITES])
      expect(call).toMatch(/^[a-z0-9-]+:[A-Z][A-Za-z0-9]*[A-Za-z0-9]$/);
    expect([...RULES.keys()].filter((call) => /\d{6}/.test(call))).toEqual([]);
  });
});

describe("a rule", () => {
  test("says what is left or what is ended", () => {
    expect(rules.filter(({ rule }) => rule.leaves === undefined && rule.ends === undefined)).toEqual([]);
  });

  test("has places that can be read, with filters that there are", () => {
    const path = "[>.@]?[A-Za-z0-9.]*(:(name|account|function|qualifier|stack))?";
    const place = new RegExp(String.raw`^(${path})(\|${path})*$`);
    for (const text of rules.flatMap(({ rule }) => textsOf(rule))) {
      for (const [, inner = ""] of text.matchAll(/\{([^{}]*)\}/g)) expect(inner).toMatch(place);
      expect(text.replace(/\{[^{}]*\}/g, "")).not.toMatch(/[{}]/);
    }
  });

  test("has commands of the AWS CLI in words that only a place can fill", () => {
    for (const command of rules.flatMap(({ rule }) => rule.commands ?? [])) {
      expect(shape(command)).toMatch(/^[a-z0-9-]+ [a-z0-9-]+( [A-Za-z0-9_=,./:{}[\]?-]+)*$/);
      expect(command).not.toMatch(/^aws | --region /);
    }
  });

  test("belongs to a thing that another rule leaves", () => {
    const made = new Set(rules.flatMap(({ rule }) => (rule.leaves === undefined ? [] : shape(rule.leaves))));
    const owners = rules.flatMap(({ rule }) => rule.of ?? []).filter((of) => !made.has(shape(of)));
    expect(owners).toEqual([]);
  });

  /** What only its deletion is of interest about: its making leaves nothing to an intruder. */
  const ONLY_DELETED = [
    ...["Roles Anywhere revocation list {}", "recovery point {}", "backup vault {}", "event data store {}"],
    ...["stream {} of log group {}", "list of threats {} of GuardDuty", "export {} of GuardDuty's findings"],
    ...["access analyzer {}", "web ACL {}", "firewall {}", "Bedrock guardrail {}"],
    ...["cost anomaly monitor {}", "cost anomaly subscription {}"],
  ];

  test("ends a thing in the words in which another rule leaves it", () => {
    const made = new Set(rules.flatMap(({ rule }) => (rule.leaves === undefined ? [] : shape(rule.leaves))));
    const unmade = new Set(
      rules.flatMap(({ rule }) => (rule.ends === undefined ? [] : shape(rule.ends))).filter((of) => !made.has(of)),
    );
    expect([...unmade].sort()).toEqual(ONLY_DELETED.sort());
  });
});
