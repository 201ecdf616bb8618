// Events that others have recorded, where they are at hand: the project does not carry them.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { BadInputError } from "../../../lambda/bad-input.ts";
import { readAlerts } from "../../../lambda/intake/index.ts";

const DATA = new URL("../../../../shared/data/", import.meta.url);

type Recorded = Record<string, unknown>;

const read = (file: string): Recorded => JSON.parse(readFileSync(new URL(file, DATA), "utf8"));
const delivered = (source: string, detailType: string, detail: Recorded): Recorded => ({
  source,
  "detail-type": detailType,
  account: "123456789012",
  time: "2026-03-01T09:00:00Z",
  detail,
});
const finding = (file: string) => delivered("aws.guardduty", "GuardDuty Finding", read(file));

describe.runIf(existsSync(DATA))("a recorded event", () => {
  test.each<[string, () => Recorded, object]>([
    [
      "of a sample finding about a user",
      () => read("guardduty/custodian-iam-duty-event.json"),
      { sample: true, account: "883606788610", sentFrom: "101010101111" },
    ],
    [
      "of a sample finding about an instance",
      () => read("guardduty/custodian-ec2-duty-event.json"),
      { sample: true, principal: { kind: "instance", id: "i-99999999" } },
    ],
    [
      "of a sample finding that describes an instance beside the key",
      () => finding("guardduty/aws-samples-guardduty_iam_event.json"),
      { sample: true, principal: { kind: "user" } },
    ],
    [
      "of a sample finding about S3",
      () => finding("guardduty/aws-samples-guardduty_s3_event.json"),
      { sample: true, principal: { kind: "user" } },
    ],
    [
      "of a person's button on a finding whose key is null",
      () => read("securityhub/custodian-event-securityhub-iamkey-finding-action.json"),
      { principal: { kind: "user", name: "kapil" }, severity: 5, wishedBy: "unnamed" },
    ],
    [
      "of exposed credentials: what stands for the key in it can be a user's name",
      () => read("aws-health/aws-health-tools-AWS_RISK_CREDENTIALS_EXPOSED.json"),
      { principal: { kind: "user", name: "ACCESS_KEY_ID_HERE" }, lastSeen: "2016-06-05T15:10:09.000Z" },
    ],
  ])("%s is understood", (_what, event, expected) => {
    const alerts = readAlerts(event());
    expect(alerts).toMatchObject([expected]);
    for (const alert of alerts) expect(alert).not.toHaveProperty("accessKeyId");
  });

  test.each<[string, () => Recorded, RegExp]>([
    [
      "of a button on a check",
      () => read("securityhub/custodian-event-securityhub-cloudtrail-finding-action.json"),
      /names no credential/,
    ],
    [
      "of a button on a function's settings",
      () => read("securityhub/custodian-event-securityhub-lambda-cross.json"),
      /names no credential/,
    ],
    [
      "of Security Hub's insights",
      () => read("securityhub/custodian-event-securityhub-insight-2.json"),
      /No alert source reads events of "aws.securityhub"/,
    ],
    ["of a retired instance", () => read("eventbridge/custodian-event-phd-ec2-retire.json"), /names no credential/],
    [
      "of a bucket that is made",
      () => read("eventbridge/custodian-event-cloud-trail-create-bucket.json"),
      /No alert source reads events of "aws.s3"/,
    ],
    [
      "of another secret in a repository",
      () =>
        delivered(
          "github.com",
          "secret_scanning_alert",
          read("github-secret-scanning/octokit-secret_scanning_alert.reopened.json"),
        ),
      /names no credential/,
    ],
  ])("%s is refused with the right words", (_what, event, words) => {
    expect(() => readAlerts(event())).toThrow(BadInputError);
    expect(() => readAlerts(event())).toThrow(words);
  });
});
