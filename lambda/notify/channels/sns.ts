// The topic: one message in the forms of those who subscribe, text for mail and a notification for chats.
import { PublishCommand } from "@aws-sdk/client-sns";
import { chatOf } from "../chat.ts";
import { mailOf, subjectOf } from "../mail.ts";
import type { Channel } from "./channel.ts";

/** Amazon Q Developer subscribes by https. Whoever takes another protocol gets the text. */
export const sns: Channel = {
  permissions: ["sns:Publish"],
  async send({ sns: client, environment }, message) {
    const { kind, account, incident, severity } = message;
    const text = (StringValue: string) => ({ DataType: "String", StringValue });
    await client.send(
      new PublishCommand({
        TopicArn: environment.topic,
        Subject: subjectOf(message),
        MessageStructure: "json",
        Message: JSON.stringify({ default: mailOf(message), https: JSON.stringify(chatOf(message)) }),
        MessageAttributes: {
          kind: text(kind),
          account: text(account),
          incident: text(incident),
          ...(severity === undefined ? {} : { severity: { DataType: "Number", StringValue: String(severity) } }),
        },
      }),
    );
  },
};
