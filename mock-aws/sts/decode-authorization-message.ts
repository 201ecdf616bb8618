// sts:DecodeAuthorizationMessage — https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { decodeRefusal } from "../encoded-message.ts";
import { text } from "../input.ts";
import { operation } from "../operation.ts";

export const decodeAuthorizationMessage = operation({
  name: "DecodeAuthorizationMessage",
  readOnly: true,
  input: z.object({ EncodedMessage: text({ min: 1, max: 10240 }) }),
  authorize: () => [{ action: "sts:DecodeAuthorizationMessage", resource: "*" }],
  run({ EncodedMessage }, { caller }) {
    const message = decodeRefusal(EncodedMessage, caller.account);
    if (message) return { DecodedMessage: JSON.stringify(message) };
    throw new AwsError("InvalidAuthorizationMessageException", "The encoded authorization message is invalid.", 400);
  },
});
