// The picture of the README in CDK: alerts and a heartbeat to the responder, the responder to its ledger.
import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { AlertRules } from "./alert-rules.ts";
import { Heartbeat } from "./heartbeat.ts";
import { LedgerTable } from "./ledger-table.ts";
import { ResponderFunction } from "./responder-function.ts";

export class ResponderStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const ledger = new LedgerTable(this, "Ledger");
    const responder = new ResponderFunction(this, "Responder", { ledger: ledger.table });
    new AlertRules(this, "Alerts", { target: responder.function });
    new Heartbeat(this, "Heartbeat", { target: responder.function });
  }
}
