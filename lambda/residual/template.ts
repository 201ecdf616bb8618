// Texts and commands from a record's values. Values are the attacker's words: bounded, cleaned, and quoted for a shell.
//
// {path} is a value of the request, or of the answer where the request has none; {>path} of the answer; {.path} of the
// element; {@region}, {@account}, {@partition}, {@caller} of the call. {a|b} is the first that is there, {a:name} what a
// filter makes of it.
import { parseArn } from "../arn.ts";
import { commandLine } from "../command-line.ts";
import { isRoot } from "./by-root.ts";
import { functionName, functionQualifier } from "./function-name.ts";
import type { Call } from "./read-call.ts";
import { textOf, valueAt } from "./values.ts";

export type Scope = {
  readonly call: Call;
  readonly element?: unknown;
  /** What only the whole knows, as `{@cutoff}`. */
  readonly given: Readonly<Record<string, string>>;
};

export type Rendered = {
  /** For people. */
  readonly text: string;
  /** Uncut, to tell things apart. */
  readonly whole: string;
  /** A value was missing. */
  readonly partial: boolean;
};

export function renderText(template: string, scope: Scope): Rendered {
  let partial = false;
  const fill = (show: (value: string) => string) =>
    template.replace(PLACE, (_, place: string) => {
      const value = placed(place, scope);
      if (value === undefined) partial = true;
      return value === undefined ? "?" : show(value);
    });
  return { text: fill(shown), whole: fill((value) => value), partial };
}

/** What the record lacks, or no command may carry, is left for the reader as a word in capitals. */
export function renderCommand(template: string, scope: Scope): string {
  const words: string[] = [];
  for (const word of template.split(" ")) {
    const filled = word.replace(PLACE, (_, place: string) => {
      const value = placed(place, scope);
      const ours = Object.hasOwn(scope.given, place.slice(1));
      return value !== undefined && (ours || fitsCommand(value)) ? value : blank(place);
    });
    // A name may begin with a dash: after `=` it cannot be taken for an option.
    if (filled.startsWith("-") && !word.startsWith("-")) words.push(`${words.pop() ?? ""}=${filled}`);
    else words.push(filled);
  }
  const [service = ""] = words;
  const region = scope.call.region ?? "";
  const where = WITHOUT_REGION.has(service)
    ? []
    : ["--region", /^[a-z]{2,}-[a-z0-9-]{2,30}$/.test(region) ? region : "REGION"];
  return commandLine("aws", ...words, ...where);
}

/** One value, fit to be read by a person: one line, no control or direction characters, 200 characters at most. */
export function shown(value: string): string {
  const line = value.replace(UNPRINTABLE, "\u{fffd}");
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}…` : line;
}

const PLACE = /\{([^{}]+)\}/g;
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;
const MOST_SHOWN = 200;

/** The longest that a command carries: an ARN of IAM may have 2,048 characters, hardly any has more than 600. */
const MOST_IN_COMMAND = 600;

/** Services with one place for all Regions, and S3, whose buckets are found by name. */
const WITHOUT_REGION: ReadonlySet<string> = new Set([
  ...["iam", "organizations", "s3api", "budgets", "ce", "account", "cloudfront"],
  ...["route53"],
]);

/**
 * The AWS CLI reads a value that begins with file:// or fileb:// from that file, with http:// or https:// from there
 * (version 1), and one that begins with [ or { as JSON:
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
 */
function fitsCommand(value: string): boolean {
  return (
    value.length <= MOST_IN_COMMAND &&
    !new RegExp(UNPRINTABLE).test(value) &&
    !/^\s*(file|fileb|https?):/i.test(value) &&
    !/^\s*[[{]/.test(value)
  );
}

/** `DB_INSTANCE_IDENTIFIER` of `dBInstanceIdentifier`. */
function blank(place: string): string {
  const [first = ""] = place.split("|");
  const [path = ""] = first.split(":");
  const member = path.split(".").at(-1) ?? "";
  const letters = member.replace(/[^A-Za-z0-9]/g, "").replace(/([a-z0-9])([A-Z])/g, "$1_$2");
  return letters.toUpperCase() || "VALUE";
}

function placed(place: string, scope: Scope): string | undefined {
  for (const choice of place.split("|")) {
    const [path = "", filter = ""] = choice.split(":");
    const found = lookUp(path, scope);
    const value = found === undefined ? undefined : (FILTERS[filter] ?? keep)(found);
    if (value) return value;
  }
  return undefined;
}

function lookUp(path: string, { call, element, given }: Scope): string | undefined {
  if (path.startsWith("@")) return given[path.slice(1)] ?? OF_CALL[path]?.(call);
  if (path.startsWith(".")) return textOf(valueAt(element, path.slice(1)));
  if (path.startsWith(">")) return textOf(valueAt(call.answered, path.slice(1)));
  return textOf(valueAt(call.asked, path)) ?? textOf(valueAt(call.answered, path));
}

const OF_CALL: Readonly<Record<string, (call: Call) => string | undefined>> = {
  "@region": ({ region }) => region,
  "@account": ({ account }) => account,
  "@partition": ({ region }) =>
    region?.startsWith("cn-") ? "aws-cn" : region?.startsWith("us-gov-") ? "aws-us-gov" : "aws",
  /** Root's is the account's alias: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
  "@caller": ({ record }) => (isRoot(record) ? undefined : textOf(valueAt(record, "userIdentity.userName"))),
  "@callerArn": ({ record }) => textOf(valueAt(record, "userIdentity.arn")),
  /** The bus that EventBridge takes where none is named. */
  "@defaultBus": () => "default",
  "@key": ({ record }) => textOf(valueAt(record, "userIdentity.accessKeyId")),
};

const keep = (value: string): string | undefined => value;

const FILTERS: Readonly<Record<string, (value: string) => string | undefined>> = {
  /** `app` of `arn:aws:iam::111122223333:role/path/app`. */
  name: (value) => value.split("/").at(-1),
  account: (value) => parseArn(value)?.account,
  function: functionName,
  qualifier: functionQualifier,
  /** `app` of `arn:aws:cloudformation:us-east-1:111122223333:stack/app/1a2b3c4d`. */
  stack: (value) => /^(?:arn:[^/]*:stack\/)?([^/]+)/.exec(value)?.[1],
};
