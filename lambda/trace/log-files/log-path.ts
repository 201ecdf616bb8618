// What the name of a log file tells where it has the form that CloudTrail gives it:
// `AWSLogs/[o-…/]ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/FILE.json.gz`.
//
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html

export type NamedPlace = {
  /** Whose trail it is; nothing where the name does not tell. */
  readonly account?: string;
  readonly region?: string;
  /** `2026-03-01`: of its delivery, in UTC. */
  readonly day?: string;
  /** `20260301T0905` */
  readonly at?: string;
};

const FORM = /(?:^|\/)(\d{12})\/CloudTrail\/([a-z0-9-]+)\/(\d{4})\/(\d\d)\/(\d\d)\/[^/]*$/;

export function placeOf(name: string): NamedPlace {
  const [, account, region, year, month, day] = FORM.exec(name) ?? [];
  if (account === undefined || region === undefined) return {};
  const [, at = `${year}${month}${day}`] = /_(\d{8}T\d{4})Z_[^/]*$/.exec(name) ?? [];
  return { account, region, day: `${year}-${month}-${day}`, at };
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[/_])CloudTrail-Digest[/_]/, "a digest, which tells of files and not of calls"],
  [/(?:^|[/_])CloudTrail-Insight[/_]/, "insights, which tell of unusual activity and not of calls"],
  [/(?:^|[/_])CloudTrail-Aggregated[/_]/, "aggregated events, which tell of no single call"],
];

/**
 * `STREAM-VERSION-YYYY-MM-dd-HH-MM-SS-UUID`, without an extension unless somebody has set one:
 * https://docs.aws.amazon.com/firehose/latest/dev/s3-object-name.html
 */
const FIREHOSE = /-\d{4}(?:-\d\d){5}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Why a file of this name is left aside; undefined where it may hold records. `isNamed`: a person has named this one file. */
export function whyNotRead(name: string, isNamed = false): string | undefined {
  const kind = KINDS.find(([form]) => form.test(name));
  if (kind) return kind[1];
  return isNamed || /\.(?:json|jsonl|ndjson)(?:\.gz)?$|\.gz$/i.test(name) || FIREHOSE.test(name)
    ? undefined
    : "not named as a log file (.json, .ndjson, .gz)";
}
