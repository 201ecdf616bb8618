// ARNs: taking them apart, and matching them against patterns from the configuration.

export type Arn = {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
};

/** Undefined where the text is no ARN. */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, account, ...resource] = text.split(":");
  if (
    prefix !== "arn" ||
    !partition ||
    !service ||
    region === undefined ||
    account === undefined ||
    resource.length === 0
  ) {
    return undefined;
  }
  return { partition, service, region, account, resource: resource.join(":") };
}

/**
 * `*` stands for any characters and `?` for one; everything else is literal. Part by part, as IAM's ArnLike does: a path may
 * hold colons, and `arn:aws:iam::*:role/admin` must not match the user `arn:aws:iam::111122223333:user/x:role/admin`.
 */
export function arnMatches(pattern: string, arn: string): boolean {
  const patterns = split(pattern, PARTS);
  const parts = split(arn, patterns.length);
  return parts.length === patterns.length && parts.every((part, index) => matches(patterns[index] ?? "", part));
}

const PARTS = 6;

/** The last part takes what is left. */
function split(text: string, most: number): readonly string[] {
  const parts = text.split(":");
  return [...parts.slice(0, most - 1), ...(parts.length < most ? [] : [parts.slice(most - 1).join(":")])];
}

function matches(pattern: string, part: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === part;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(part);
}
