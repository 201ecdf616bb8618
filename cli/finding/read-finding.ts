// A finding as a person has it: a file, the standard input, or the id of one of GuardDuty's.
import { resolve } from "node:path";
import { connectionOf } from "../connection.ts";
import type { Context } from "../context.ts";
import { usageError } from "../explain-error.ts";
import { fetchFinding } from "./fetch-finding.ts";

/** GuardDuty's ids are 32 hexadecimal digits: https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html */
const FINDING_ID = /^[0-9a-f]{32}$/;

/** Of one file there may be several findings. */
export async function readFinding({ surroundings, options }: Context, given: string): Promise<readonly unknown[]> {
  if (FINDING_ID.test(given)) {
    return [inCamelCase(await fetchFinding(connectionOf(options, surroundings.env), given))];
  }
  const { readInput, readFile, folder } = surroundings;
  const text = given === "-" ? await readInput() : await readFile(resolve(folder, given));
  const what = given === "-" ? "The standard input" : `The file ${given}`;
  return findingsIn(parse(text, what), what);
}

function parse(text: string, what: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw usageError(`${what} holds no JSON.`, EXPECTED); // What it does hold may be a secret: it is not shown.
  }
}

/** `aws guardduty get-findings` and `aws securityhub get-findings` give a list. */
function findingsIn(given: unknown, what: string): readonly unknown[] {
  const found = isObject(given) && Array.isArray(given["Findings"]) ? given["Findings"] : given;
  const findings = Array.isArray(found) ? found : [found];
  if (findings.length === 0 || !findings.every(isObject)) throw usageError(`${what} holds no finding.`, EXPECTED);
  return findings.map((finding) => ("ProductArn" in finding ? finding : fromApi(finding)));
}

const EXPECTED =
  "Give the event as EventBridge delivers it, only its detail, a finding of GuardDuty or Security Hub, or `responder plan --access-key …`.";

/** The AWS CLI writes GuardDuty's members with a capital; its events do not. */
function fromApi(finding: Readonly<Record<string, unknown>>): unknown {
  return "AccountId" in finding && "Resource" in finding ? inCamelCase(finding) : finding;
}

function inCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCamelCase);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name.charAt(0).toLowerCase() + name.slice(1), inCamelCase(one)]),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
