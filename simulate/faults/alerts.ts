// Alerts as AWS and others bring them: on the default bus, by nobody's call, so that no fault keeps them from being sent.
import { defaultBus } from "../../mock-aws/events/buses.ts";
import { makeEvent } from "../../mock-aws/events/event.ts";
import { publish } from "../../mock-aws/events/publish.ts";
import { HOME_ACCOUNT, HOME_REGION, type World } from "../../mock-aws/world.ts";
import { alertAbout } from "../alert.ts";
import type { Alerted } from "./laws.ts";
import type { Delivery } from "./plan.ts";
import type { Stolen } from "./thieves.ts";

export function raise(world: World, { principal, actor }: Stolen, { source }: Delivery): Alerted {
  const { accessKeyId } = actor.keys;
  const at = world.clock.now();
  const isReport = source === "report";
  const event = makeEvent(world, {
    source: isReport ? "credential-leak" : "aws.guardduty",
    detailType: isReport ? "Credential Leak" : "GuardDuty Finding",
    detail: isReport ? report(accessKeyId, principal, at) : alertAbout(world, accessKeyId, principal).finding,
    account: HOME_ACCOUNT,
    region: HOME_REGION,
  });
  publish(world, defaultBus(world, HOME_ACCOUNT, HOME_REGION), event);
  return { principal, accessKeyId, at, source: isReport ? "credential-leak" : "guardduty" };
}

function report(accessKeyId: string, { kind, account, name }: Stolen["principal"], at: number): object {
  const principal = { type: kind, name };
  const observedAt = new Date(at).toISOString();
  return { account, accessKeyId, principal, reason: "found in a public repository", reporter: "scanner", observedAt };
}
