// The picture of the README in CDK: alerts, the trail and a heartbeat to the responder, the responder to its ledger.
import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Config } from "../lambda/config.ts";
import { SOURCES } from "../lambda/intake/index.ts";
import { TRAIL_RULES } from "../lambda/trail-rules.ts";
import { EventRules } from "./event-rules.ts";
import { Heartbeat } from "./heartbeat.ts";
import { LedgerTable } from "./ledger-table.ts";
import { ResponderFunction } from "./responder-function.ts";
import { Runbooks } from "./runbooks.ts";

export type ResponderStackProps = StackProps & {
  /** What a security team decides, as `responder.config.json` holds it. */
  readonly config: Config;
};

export class ResponderStack extends Stack {
  constructor(scope: Construct, id: string, { config, ...props }: ResponderStackProps) {
    super(scope, id, props);
    const ledger = new LedgerTable(this, "Ledger");
    const responder = new ResponderFunction(this, "Responder", { ledger: ledger.table, config });
    new EventRules(this, "Alerts", {
      target: responder.function,
      rules: SOURCES.map(({ name, pattern }) => ({
        name,
        pattern,
        description: `Alerts of ${name} that name a credential, to the credential leak responder`,
      })),
    });
    new EventRules(this, "Trail", {
      target: responder.function,
      rules: TRAIL_RULES.map(({ name, pattern, state }) => ({
        name,
        pattern,
        state,
        description: `Calls on the trail (${name}), to the credential leak responder`,
      })),
    });
    new Heartbeat(this, "Heartbeat", { target: responder.function });
    new Runbooks(this, "Runbooks", { target: responder.function });
  }
}
