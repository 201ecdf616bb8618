// Dead letters of all Regions, taken to be shown, and given back to the functions: deleted only where one has answered.
import type { Message } from "@aws-sdk/client-sqs";
import { invokeFunction } from "../../client/deployed-responder.ts";
import { RESPONDER } from "../../lambda/own-names.ts";
import { settleSome } from "../../lambda/settle-some.ts";
import { whyUnseen } from "../doctor/call-error.ts";
import type { Examined } from "../doctor/examined.ts";
import { unknownRegions } from "../doctor/in-each-region.ts";
import { openQueue, type Queue } from "./queue.ts";
import { type Letter, readLetter } from "./read-letter.ts";

export type DeadLetter = Letter & {
  readonly id: string;
  readonly region: string;
  /** When it came to lie there, in ISO 8601. */
  readonly at: string;
  readonly queue: Queue;
  readonly message: Message;
};

export type Taken = {
  readonly letters: readonly DeadLetter[];
  /** Regions that could not be looked at, each with the reason. */
  readonly unseen: readonly string[];
  /** Regions in which there is no queue. */
  readonly without: readonly string[];
};

export type Replayed =
  | { readonly outcome: "answered"; readonly answer: unknown }
  /** It lies there still. */
  | { readonly outcome: "failed"; readonly error: string }
  | { readonly outcome: "left"; readonly because: string };

/** At most `most` in each Region. */
export async function takeLetters({ aws, heard }: Pick<Examined, "aws" | "heard">, most: number): Promise<Taken> {
  const known = await heard();
  const looks = await settleSome(REGIONS_AT_ONCE, known.regions, async (region) => {
    const queue = await openQueue(aws(region).sqs);
    return queue && (await queue.take(most)).map((message) => letterOf(message, { queue, region }));
  });
  const letters = looks.flatMap((look) => (look.status === "fulfilled" ? (look.value ?? []) : []));
  const failed = looks.flatMap((look, index) =>
    look.status === "rejected" ? [`Not seen in ${known.regions[index]}. ${whyUnseen(look.reason)}`] : [],
  );
  return {
    letters: letters.toSorted((one, other) => one.at.localeCompare(other.at)),
    unseen: [...failed, ...unknownRegions(known).map(({ what }) => what)],
    without: known.regions.filter((_, index) => {
      const look = looks[index];
      return look?.status === "fulfilled" && look.value === undefined;
    }),
  };
}

function letterOf(message: Message, where: { readonly queue: Queue; readonly region: string }): DeadLetter {
  const { MessageId: id = "", Attributes = {} } = message;
  const at = new Date(Number(Attributes["SentTimestamp"] ?? 0)).toISOString();
  return { ...readLetter(message), ...where, id, at, message };
}

const REGIONS_AT_ONCE = 6;

/** Never rejects. What is not answered can be seen by everybody again. */
export async function replay(
  { aws, functionName }: Pick<Examined, "aws" | "functionName">,
  { to, queue, message }: DeadLetter,
): Promise<Replayed> {
  try {
    if (!to || !(await queue.keep(message))) return { outcome: "left", because: "Somebody else has it by now." };
    const name = to === RESPONDER ? functionName : to;
    const answer = await invokeFunction(aws().lambda, name, message.Body ?? "");
    await queue.remove(message).catch((cause: unknown) => {
      throw new Error(`It was answered, and could not be deleted. ${whyUnseen(cause)}`, { cause });
    });
    return { outcome: "answered", answer };
  } catch (error) {
    await queue.release(message).catch(() => undefined); // It shows up by itself when its time is over.
    return { outcome: "failed", error: whyUnseen(error) };
  }
}
