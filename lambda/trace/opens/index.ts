// What a call of the incident has opened, by every family of calls that opens something.
import type { RecordedCall } from "../graph.ts";
import { signerOf } from "../identity.ts";
import { openedByNewKey } from "./access-key.ts";
import type { Opened } from "./opened.ts";
import { openedByService } from "./service-made.ts";
import { openedBySignIn } from "./sign-in.ts";
import { openedBySts } from "./sts.ts";
import { openedByTrust } from "./trust.ts";

const OPENERS = [openedBySts, openedByNewKey, openedBySignIn, openedByService, openedByTrust] as const;

export function openedBy(call: RecordedCall): readonly Opened[] {
  const by = signerOf(call);
  return call.errorCode !== undefined || !by ? [] : OPENERS.flatMap((opener) => opener(call, by));
}
