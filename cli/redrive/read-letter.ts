// What a message in the dead-letter queue is about, as far as its body says: the same parsers read it as any other event.
import { isDrill } from "../../lambda/drill-event.ts";
import { HEARTBEAT } from "../../lambda/heartbeat.ts";
import { readAlerts } from "../../lambda/intake/index.ts";
import { isQuarantine } from "../../lambda/intake/quarantine.ts";
import { MESSAGE_SOURCE } from "../../lambda/notify/message.ts";
import { NOTIFY, RESPONDER, WATCH } from "../../lambda/own-names.ts";
import { TRAIL_EVENT } from "../../lambda/trail-event.ts";
import { plainText } from "../../lambda/words/plain-text.ts";
import { who } from "../../lambda/words/whose.ts";

/** Of a message of SQS. */
type Received = {
  readonly Body?: string | undefined;
  readonly MessageAttributes?: Readonly<Record<string, { readonly StringValue?: string | undefined }>> | undefined;
};

/** Others wrote all of these texts. */
export type Letter = {
  /** What kind of event it is. */
  readonly about: string;
  readonly whose: string;
  /** Why it was not answered. */
  readonly why: string;
  /** The function that it goes back to; never one that the message itself names. */
  readonly to?: string;
  /** Why it is not given back unless somebody names it, or at all. */
  readonly unless?: "named" | "never";
  readonly because?: string;
};

/** `why` of a message that does not say. */
export const NOT_SAID = "The message does not say.";

export function readLetter({ Body = "", MessageAttributes = {} }: Received): Letter {
  const said = (name: string) => MessageAttributes[name]?.StringValue;
  return { ...readBody(Body), why: whyOf(said) };
}

/**
 * Lambda writes `ErrorMessage`, EventBridge the other ones.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
function whyOf(said: (name: string) => string | undefined): string {
  const undelivered = [said("ERROR_CODE"), said("ERROR_MESSAGE")].filter((text) => text !== undefined).join(": ");
  return plainText(said("ErrorMessage") || undelivered || NOT_SAID);
}

type About = Omit<Letter, "why">;

function readBody(body: string): About {
  let event: unknown;
  try {
    event = JSON.parse(body);
  } catch {
    return { about: "no JSON", whose: "", unless: "never", because: "It is no JSON: it is no event of AWS." };
  }
  const { channel, action, source, "detail-type": detailType, detail } = Object(event);
  if (channel !== undefined) return { about: `a message for ${text(channel)}`, whose: "", to: NOTIFY };
  if (source === MESSAGE_SOURCE) {
    const because = "For which channel it was EventBridge does not say; `responder incidents` shows what it tells of.";
    return { about: "a message for people", whose: "", unless: "never", because };
  }
  if (action === HEARTBEAT.action) return { about: "a heartbeat", whose: "", to: WATCH };
  if (action !== undefined) {
    const because = "It is a request, which whoever put it there would have you make: name it (--id) if you want that.";
    return { about: `the request ${text(action)}`, whose: "", to: RESPONDER, unless: "named", because };
  }
  const about = `${text(source)}, ${text(detailType)}`;
  if (isDrill(event)) return { about: "a drill", whose: "nobody", to: RESPONDER };
  if (detailType === TRAIL_EVENT && !isQuarantine(detail)) {
    const { eventSource, eventName, userIdentity } = Object(detail);
    return { about: `${text(eventSource)}: ${text(eventName)}`, whose: text(Object(userIdentity).arn), to: WATCH };
  }
  return { about, whose: whoseOf(event), to: RESPONDER };
}

function text(value: unknown): string {
  return typeof value === "string" ? plainText(value, 200) : "(unknown)";
}

const MOST_NAMES = 3;

/** A version that is deployed later may understand what this one does not: it is no reason to leave it there. */
function whoseOf(event: unknown): string {
  try {
    const alerts = readAlerts(event);
    const names = alerts.slice(0, MOST_NAMES).map(({ principal, accessKeyId }) => {
      return accessKeyId === undefined ? who(principal) : `${who(principal)} (${accessKeyId})`;
    });
    const more = alerts.length - names.length;
    return more > 0 ? `${names.join("; ")} and ${more} more` : names.join("; ");
  } catch {
    return "cannot be read";
  }
}
