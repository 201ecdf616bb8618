// Whom messages go to, and how: every message is also an event on the default bus of the responder's Region.
import * as z from "zod";

const https = z
  .url({ protocol: /^https$/, error: 'must be a URL that begins with "https://"' })
  .meta({ title: "https URL" });

export const notify = z
  .strictObject({
    sns: z
      .boolean()
      .default(true)
      .describe(
        "Whether messages are published on the SNS topic `credential-leak-responder-messages`: as text for mail, and for Amazon Q Developer in Slack and Teams.",
      ),
    emails: z
      .array(z.email())
      .default([])
      .describe(
        "Who gets each message by mail. Each address has to be confirmed once. Alarms go to `deployment.emails`.",
      ),
    securityHub: z
      .boolean()
      .default(false)
      .describe(
        "Whether Security Hub is told: a note and the workflow's status on the finding that began the incident, and a finding of our own with the evidence. Security Hub must be enabled in the responder's account and Region; to reach findings of other accounts it must be the administrator's.",
      ),
    webhook: z
      .strictObject({
        url: https.describe("Where each message is posted as JSON, signed as Standard Webhooks has it."),
      })
      .optional()
      .describe("A ticket system, or whatever else takes JSON. The stack makes the secret that signs."),
    link: https
      .optional()
      .describe("Where your people find an incident; `{id}` stands for which. Messages show it as their link."),
  })
  .refine(({ sns, emails }) => sns || emails.length === 0, {
    message: 'must have "sns" true where it has "emails": mail goes by the topic',
  })
  .prefault({})
  .describe("Who is told what happens, beside the events on the bus.");
