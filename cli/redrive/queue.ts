// A dead-letter queue as one person works in it: what is taken is hidden from others for as long as it takes.
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import { RESPONDER } from "../../lambda/own-names.ts";
import { unless } from "../doctor/call-error.ts";
import type { DoctorAws } from "../doctor/doctor-aws.ts";

export const QUEUE = `${RESPONDER}-dead-letters`;

export const NO_QUEUE = /^(QueueDoesNotExist|AWS\.SimpleQueueService\.NonExistentQueue)$/;

/** How long a person may think about what is shown. */
const SHOWN_SECONDS = 300;

/** Longer than a function may run: https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html */
const REPLAYED_SECONDS = 960;

/** The most of one call. */
const BATCH = 10;

export type Queue = {
  /** The oldest first, as far as SQS keeps an order. */
  take(most: number): Promise<readonly Message[]>;
  /** False where somebody else has it by now. */
  keep(message: Message): Promise<boolean>;
  /** Everybody sees it again, at once. */
  release(message: Message): Promise<void>;
  remove(message: Message): Promise<void>;
};

/** Undefined where there is none in the client's Region. */
export async function openQueue(sqs: DoctorAws["sqs"]): Promise<Queue | undefined> {
  const known = await unless(NO_QUEUE, sqs.send(new GetQueueUrlCommand({ QueueName: QUEUE })));
  if (!known?.QueueUrl) return undefined;
  const { QueueUrl } = known;
  const hide = (VisibilityTimeout: number, { ReceiptHandle }: Message) =>
    sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
  const receive = (MaxNumberOfMessages: number) =>
    sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages,
        VisibilityTimeout: SHOWN_SECONDS,
        WaitTimeSeconds: 1, // Without it SQS asks only some of its servers, and finds nothing where little lies.
        MessageAttributeNames: ["All"],
        MessageSystemAttributeNames: ["SentTimestamp"],
      }),
    );
  return {
    async take(most) {
      const taken = new Map<string, Message>();
      while (taken.size < most) {
        const { Messages = [] } = await receive(Math.min(BATCH, most - taken.size));
        if (Messages.length === 0) break;
        for (const message of Messages) taken.set(message.MessageId ?? "", message); // One may come twice.
      }
      return [...taken.values()];
    },
    keep: async (message) => (await unless(NOT_OURS, hide(REPLAYED_SECONDS, message))) !== undefined,
    release: async (message) => void (await unless(NOT_OURS, hide(0, message))),
    remove: async ({ ReceiptHandle }) => void (await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))),
  };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
const NOT_OURS = /^(MessageNotInflight|ReceiptHandleIsInvalid|InvalidParameterValue)(Exception)?$/;
