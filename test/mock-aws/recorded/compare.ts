// Comparing an answer of the local AWS with one that was recorded from AWS, placeholders and all.

export type Json = unknown;

/** One answer as it was recorded: the members of the output, or the error, and the HTTP status. */
export type Answer = Readonly<Record<string, Json>>;

type Failed = { readonly Error?: { readonly Code?: string; readonly Message?: string; readonly Type?: string } };

/** What a client gives back, or throws, in the form of the recordings. */
export async function answerOf(reply: Promise<object>): Promise<Answer> {
  try {
    return withStatus(await reply);
  } catch (error) {
    const failed = error as Failed;
    if (!failed.Error) throw error;
    return withStatus({ Error: failed.Error, ...(error as object) }, ["Error"]);
  }
}

function withStatus(reply: object, members = Object.keys(reply)): Answer {
  const { $metadata, ...rest } = reply as Record<string, Json>;
  const status = ($metadata as { readonly httpStatusCode?: number }).httpStatusCode;
  const kept = Object.entries(rest).filter(([name, value]) => members.includes(name) && value !== undefined);
  return { ...Object.fromEntries(kept), ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: status } };
}

/** What each placeholder stood for so far: one stands for the same everywhere in a case. */
export type Bindings = Map<string, string>;

/** The first difference, as a sentence; undefined where there is none. */
export function difference(recorded: Json, actual: Json, bindings: Bindings, at = "answer"): string | undefined {
  if (typeof recorded === "string") return textDifference(recorded, actual, bindings, at);
  if (Array.isArray(recorded)) {
    if (!Array.isArray(actual) || actual.length !== recorded.length)
      return `${at}: ${show(actual)} is not ${show(recorded)}`;
    return firstOf(recorded.map((item, index) => () => difference(item, actual[index], bindings, `${at}[${index}]`)));
  }
  if (typeof recorded === "object" && recorded !== null) return objectDifference(recorded, actual, bindings, at);
  return recorded === actual ? undefined : `${at}: ${show(actual)} is not ${show(recorded)}`;
}

function objectDifference(recorded: object, actual: Json, bindings: Bindings, at: string): string | undefined {
  const found = typeof actual === "string" ? readPolicy(actual) : actual;
  if (typeof found !== "object" || found === null) return `${at}: ${show(actual)} is not ${show(recorded)}`;
  const [theirs, ours] = [recorded, found].map(
    (value) => new Map(Object.entries(value).filter(([, member]) => member !== undefined)),
  );
  const extra = [...(ours?.keys() ?? [])].filter((name) => !theirs?.has(name));
  if (extra.length > 0) return `${at} has ${extra.join(", ")}, which AWS's answer has not`;
  return firstOf(
    [...(theirs ?? [])].map(
      ([name, value]) =>
        () =>
          difference(value, ours?.get(name), bindings, `${at}.${name}`),
    ),
  );
}

/** Policies come URL-encoded; the recordings have them parsed. */
function readPolicy(text: string): Json {
  try {
    return JSON.parse(decodeURIComponent(text));
  } catch {
    return text;
  }
}

const FIXED: Readonly<Record<string, string>> = { "<partition>": "aws", "<region>": "us-east-1" };

/** What a placeholder can stand for; a name holds no slash. */
const STANDS_FOR: readonly (readonly [RegExp, string])[] = [
  [/^<path(:\d+)?>$/, "(/.*/)"],
  [/^<service-password:/, "(.+)"],
];

function textDifference(recorded: string, actual: Json, bindings: Bindings, at: string): string | undefined {
  if (recorded === "<datetime>") return actual instanceof Date ? undefined : `${at}: ${show(actual)} is no time`;
  if (typeof actual !== "string") return `${at}: ${show(actual)} is not ${show(recorded)}`;
  if (recorded === "(removed)") return actual === "" ? `${at} is empty` : undefined;
  const names: string[] = [];
  const pattern = recorded.split(/(<[\w-]+(?::\d+)?>|1{12})/).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    if (/^1{12}$/.test(part)) return "111122223333";
    const known = FIXED[part] ?? bindings.get(part);
    if (known !== undefined) return known.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    names.push(part);
    return STANDS_FOR.find(([kind]) => kind.test(part))?.[1] ?? "([^/]+)";
  });
  const found = new RegExp(`^${pattern.join("")}$`).exec(actual);
  if (!found) return `${at}: ${show(actual)} is not ${show(recorded)}`;
  for (const [index, name] of names.entries()) bindings.set(name, found[index + 1] ?? "");
  return undefined;
}

function firstOf(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const found = check();
    if (found !== undefined) return found;
  }
  return undefined;
}

function show(value: Json): string {
  return JSON.stringify(value) ?? "nothing";
}
