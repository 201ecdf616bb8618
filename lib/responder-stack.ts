// The picture of the README in CDK: alerts, the trail and a heartbeat to the responder, the responder to its ledger.
import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Config } from "../lambda/config.ts";
import { SOURCES } from "../lambda/intake/index.ts";
import { TRAIL_RULES } from "../lambda/trail-rules.ts";
import { Alarms, type AlarmsProps } from "./alarms.ts";
import { Dashboard } from "./dashboard.ts";
import { Drill } from "./drill.ts";
import { EventRules } from "./event-rules.ts";
import { Heartbeat } from "./heartbeat.ts";
import { IncidentsWidget } from "./incidents-widget.ts";
import { LedgerTable } from "./ledger-table.ts";
import { ResponderFunction } from "./responder-function.ts";
import { SavedQueries } from "./saved-queries.ts";
import type { Watched } from "./watched-metric.ts";

export type ResponderStackProps = StackProps & {
  /** What a security team decides, as `responder.config.json` holds it. */
  readonly config: Config;
  /** Who watches it: whom alarms write to, and what they wait for. */
  readonly watch?: Omit<AlarmsProps, keyof Watched>;
};

export class ResponderStack extends Stack {
  constructor(scope: Construct, id: string, { config, watch = {}, ...props }: ResponderStackProps) {
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
    new Drill(this, "Drill", watch.drillEvery ? { every: watch.drillEvery } : {});
    new Heartbeat(this, "Heartbeat", { target: responder.function });
    const regions = watch.regions ?? [this.region];
    const { alarms } = new Alarms(this, "Alarms", { ...watch, ...responder, regions });
    const { function: widget } = new IncidentsWidget(this, "IncidentsWidget", { ledger: ledger.table });
    new SavedQueries(this, "SavedQueries", { log: responder.function.logGroup });
    new Dashboard(this, "Dashboard", { ...responder, widget, alarms, regions });
  }
}
