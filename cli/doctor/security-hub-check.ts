// Whether Security Hub passes findings on: one more source, and the place where findings of ours are shown.
import { DescribeHubCommand } from "@aws-sdk/client-securityhub";
import { unless } from "./call-error.ts";
import type { Check } from "./check.ts";

export const securityHubCheck: Check = {
  name: "security-hub",
  title: "Security Hub",
  about: "It brings the findings of other products. The responder works without it.",
  permissions: ["securityhub:DescribeHub"],
  async run({ aws, region }) {
    const off = /^(InvalidAccessException|ResourceNotFoundException)$/;
    const hub = await unless(off, aws().securityhub.send(new DescribeHubCommand({})));
    const what = hub
      ? `Security Hub is on in ${region}.`
      : `Security Hub is off in ${region}: its findings are no source.`;
    return [{ status: "ok", what, where: { region } }];
  },
};
