// A post to a ticket system, or to whatever takes JSON: signed as Standard Webhooks has it, so that the receiver can tell.
// https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { Webhook } from "standardwebhooks";
import type { Channel, Reach } from "./channel.ts";

const PATIENCE_MS = 10_000;

export const webhook: Channel = {
  permissions: ["secretsmanager:GetSecretValue"],
  async send(reach, message, at) {
    const { webhookUrl: url = "" } = reach.environment;
    const body = JSON.stringify({ type: `credential-leak.${message.kind}`, timestamp: at, data: message });
    const now = new Date(reach.now());
    const signature = new Webhook(await secretOf(reach)).sign(message.id, now, body);
    const answer = await reach.fetch(url, {
      method: "POST",
      redirect: "manual", // Whoever answers for the URL does not choose where the message goes.
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        "content-type": "application/json",
        "user-agent": "credential-leak-responder",
        "webhook-id": message.id,
        "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
        "webhook-signature": signature,
      },
      body,
    });
    await answer.body?.cancel();
    if (!answer.ok)
      throw new Error(`The webhook answered the message ${message.id} with ${answer.status}: it takes 2xx.`);
  },
};

/** Read each time: a new secret counts at once. It is never kept and never shown. */
async function secretOf({ secrets, environment }: Reach): Promise<string> {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: environment.webhookSecret }));
  if (!SecretString) throw new Error("The webhook's secret is empty: put a value of base64 into it.");
  return SecretString;
}
