// GitHub's secret scanning: an access key was found in a repository.
import * as z from "zod";
import { BadInputError } from "../bad-input.ts";
import { alertOf } from "./fields/credential.ts";
import { accessKeyIdsIn } from "./fields/names.ts";
import { reader } from "./fields/reader.ts";
import { lenientText, short, unreadable } from "./fields/text.ts";
import { lenientTime, neverSeen } from "./fields/time.ts";
import type { Source } from "./source.ts";

const ACTIONS = ["created", "reopened", "publicly_leaked"];

/** https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns */
const SECRET_TYPES = ["aws_access_key_id", "aws_temporary_access_key_id", "aws_secret_access_key", "aws_session_token"];

/**
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#secret_scanning_alert. `secret` is not in the webhook: what
 * forwards it must add it, from the alert's `url`. Of a secret nothing but the key id is read, and nothing else is kept.
 */
const detail = reader(() =>
  z.object({
    action: z.string(),
    alert: z.object({
      number: z.number().optional().catch(undefined),
      secret_type: lenientText,
      secret_type_display_name: lenientText,
      secret: lenientText.transform((secret) => accessKeyIdsIn(secret ?? "")),
      created_at: lenientTime,
      updated_at: lenientTime,
    }),
    repository: z.object({ full_name: lenientText }).optional().catch(undefined),
  }),
);

/** As AWS's own forwarder writes it: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-saas-furls.html */
export const github: Source = {
  name: "github",
  pattern: {
    source: ["github.com"],
    "detail-type": ["secret_scanning_alert"],
    detail: { action: ACTIONS, alert: { secret_type: SECRET_TYPES } },
  },
  parse: (given, envelope) => {
    const parsed = detail(given);
    if (!parsed.success) throw unreadable("GitHub's secret scanning alert", parsed.error);
    const { action, alert, repository } = parsed.data;
    if (!ACTIONS.includes(action) || !SECRET_TYPES.includes(alert.secret_type ?? "")) return [];
    const where = `${repository?.full_name ?? "a repository"}#${alert.number ?? "?"}`;
    if (alert.secret.length === 0) {
      throw new BadInputError(
        short(
          `GitHub's secret scanning alert ${where} names no access key id: the webhook itself never does. Let what forwards it read the alert from GitHub and put the key id into alert.secret.`,
        ),
      );
    }
    const lastSeen = alert.updated_at ?? alert.created_at ?? envelope.time;
    if (lastSeen === undefined) throw neverSeen("GitHub's secret scanning alert");
    const about = {
      source: "github",
      id: short(where),
      type: alert.secret_type ?? "",
      title: short(`${alert.secret_type_display_name ?? "An AWS access key"} was found in ${where}.`),
      region: "unknown",
      sample: false,
      firstSeen: alert.created_at,
      lastSeen,
      sentFrom: envelope.account,
    } as const;
    return [...new Set(alert.secret)].map((accessKeyId) =>
      alertOf(about, { accessKeyId, principal: { kind: "access-key" } }),
    );
  },
};
