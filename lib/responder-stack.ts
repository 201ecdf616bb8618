// The picture of the README in CDK: alerts and a heartbeat to the responder, the responder to its ledger.
import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Config } from "../lambda/config.ts";
import { AlertRules } from "./alert-rules.ts";
import { Heartbeat } from "./heartbeat.ts";
import { LedgerTable } from "./ledger-table.ts";
import { ResponderFunction } from "./responder-function.ts";

export type ResponderStackProps = StackProps & {
  /** What a security team decides, as `responder.config.json` holds it. */
  readonly config: Config;
};

export class ResponderStack extends Stack {
  constructor(scope: Construct, id: string, { config, ...props }: ResponderStackProps) {
    super(scope, id, props);
    const ledger = new LedgerTable(this, "Ledger");
    const responder = new ResponderFunction(this, "Responder", { ledger: ledger.table, config });
    new AlertRules(this, "Alerts", { target: responder.function });
    new Heartbeat(this, "Heartbeat", { target: responder.function });
  }
}
