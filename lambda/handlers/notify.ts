// The door of the function that brings messages to people: it knows nothing but the message, and may do nothing but send it.
import { readNotifyEnvironment } from "../env.ts";
import { deliver } from "../notify/deliver.ts";
import { reachOf } from "../notify/reach.ts";

const environment = readNotifyEnvironment(process.env);
const reach = reachOf(environment, { region: environment.region }, { fetch, now: Date.now });

export const handler = (event: unknown) => deliver(reach, event);
