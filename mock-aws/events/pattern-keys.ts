// The condition keys that PutRule takes from the rule's event pattern.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html

const PATHS: Readonly<Record<string, readonly string[]>> = {
  "events:source": ["source"],
  "events:detail-type": ["detail-type"],
  "events:detail.service": ["detail", "service"],
  "events:detail.eventTypeCode": ["detail", "eventTypeCode"],
  "events:detail.userIdentity.principalId": ["detail", "userIdentity", "principalId"],
};

/** The exact values that the pattern asks for; a pattern that is no JSON has none, and PutRule refuses it. */
export function patternKeys(pattern: string | undefined): Record<string, readonly string[] | undefined> {
  const root = parse(pattern);
  return Object.fromEntries(Object.entries(PATHS).map(([key, path]) => [key, textsAt(root, path)]));
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "{}");
  } catch {
    return {};
  }
}

function textsAt(root: unknown, path: readonly string[]): readonly string[] | undefined {
  let node: unknown = root;
  for (const step of path) node = typeof node === "object" && node !== null ? Reflect.get(node, step) : undefined;
  const texts = Array.isArray(node) ? node.filter((value: unknown) => typeof value === "string") : [];
  return texts.length > 0 ? texts : undefined;
}
