// Every way to people. The stack gives each that is configured a target of its own: one that fails repeats nothing of another.
import type { Config } from "../../config.ts";
import type { Channel } from "./channel.ts";
import { securityHub } from "./security-hub.ts";
import { sns } from "./sns.ts";
import { webhook } from "./webhook.ts";

export type ChannelName = "sns" | "security-hub" | "webhook";

export const CHANNELS: Readonly<Record<ChannelName, Channel>> = { sns, "security-hub": securityHub, webhook };

export function configuredChannels({ notify }: Pick<Config, "notify">): readonly ChannelName[] {
  return [
    ...(notify.sns ? (["sns"] as const) : []),
    ...(notify.securityHub ? (["security-hub"] as const) : []),
    ...(notify.webhook ? (["webhook"] as const) : []),
  ];
}
