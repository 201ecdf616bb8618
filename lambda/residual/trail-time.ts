// Times as CloudTrail's records write them, in milliseconds.

/**
 * Seen in records: `2024-07-30T21:31:21Z`, `20131102T010628Z`, and `Jul 30, 2024, 9:46:15 PM` without a time zone, which is
 * UTC: https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html shows it beside the event's time.
 */
export function trailTime(said: unknown): number | undefined {
  if (typeof said === "number") return valid(said < MILLISECONDS_FROM ? said * 1000 : said);
  if (typeof said !== "string") return undefined;
  const words = said.replace(/\s+/g, " ").replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(words)) return valid(Date.parse(words));
  return /^[A-Z][a-z]{2} \d{1,2}, \d{4},? \d{1,2}:\d\d:\d\d [AP]M$/.test(words)
    ? valid(Date.parse(`${words} UTC`))
    : undefined;
}

/** A number of this size is milliseconds already. */
const MILLISECONDS_FROM = 1e11;
const YEAR_10000 = 253_402_300_800_000;

function valid(ms: number): number | undefined {
  return ms >= 0 && ms < YEAR_10000 ? ms : undefined;
}
