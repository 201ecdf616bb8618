// What a target is sent: the event, a part of it, a constant, or a template filled from it.

import type { Instant } from "../clock.ts";
import { isoSeconds } from "../context.ts";
import { rowOf } from "../row-of.ts";
import type { InputTransformer, Rule, Target } from "./buses.ts";
import type { BusEvent } from "./event.ts";
import { fill, isJson, isSendable, readTemplate } from "./input-template.ts";
import { follow, readPath } from "./json-path.ts";

type Sent = { readonly rule: Rule; readonly target: Target; readonly event: BusEvent };

type Input = { readonly payload: string } | { readonly invalid: string };

/** `now` is when EventBridge has got the event. */
export function inputFor({ rule, target, event }: Sent, now: Instant): Input {
  const { Input, InputPath, InputTransformer } = target;
  if (Input !== undefined) return { payload: Input };
  if (InputPath !== undefined) {
    const payload = JSON.stringify(follow(readPath(InputPath) ?? [], event));
    return payload === undefined ? { invalid: "The InputPath leads to nothing in the event." } : { payload };
  }
  if (!InputTransformer) return { payload: JSON.stringify(event) };
  const payload = transform(InputTransformer, event, rule, now);
  const isSound = target.Arn.split(":")[2] === "lambda" ? isJson(payload) : isSendable(payload);
  return isSound ? { payload } : { invalid: "The InputTemplate filled from the event is no JSON." };
}

function transform({ InputPathsMap = {}, InputTemplate }: InputTransformer, event: BusEvent, rule: Rule, now: Instant) {
  return fill(readTemplate(InputTemplate), (name) => {
    const path = rowOf(InputPathsMap, name);
    return path === undefined ? RESERVED[name]?.(event, rule, now) : follow(readPath(path) ?? [], event);
  });
}

/** Variables that every template knows. */
export const RESERVED: Readonly<Record<string, (event: BusEvent, rule: Rule, now: Instant) => unknown>> = {
  "aws.events.rule-arn": (_, { arn }) => arn,
  "aws.events.rule-name": (_, { name }) => name,
  "aws.events.event.ingestion-time": (_, __, now) => isoSeconds(now),
  "aws.events.event": withoutDetail,
  "aws.events.event.json": (event) => event,
};

/** In it the type is called `detailType` [recorded]. */
function withoutDetail({ detail: _, "detail-type": detailType, ...envelope }: BusEvent) {
  return { ...envelope, detailType };
}
