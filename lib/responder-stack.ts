// The picture of the README in CDK: alerts, the trail and a heartbeat to the responder, the responder to its ledger.
import { CfnOutput, Duration, Stack, type StackProps, Token } from "aws-cdk-lib";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { Config } from "../lambda/config.ts";
import { heardBeside } from "../lambda/heard-regions.ts";
import { RESPONDER, WATCH } from "../lambda/own-names.ts";
import { Alarms } from "./alarms.ts";
import { BusPolicy } from "./bus-policy.ts";
import { Dashboard } from "./dashboard.ts";
import { DeadLetters } from "./dead-letters.ts";
import { Drill } from "./drill.ts";
import { ALERT_RULES, trailRules } from "./event-list.ts";
import { AS_LONG_AS_POSSIBLE, EventRules } from "./event-rules.ts";
import { ForwardRole } from "./forward-role.ts";
import { Heartbeat } from "./heartbeat.ts";
import { IncidentsWidget } from "./incidents-widget.ts";
import { LedgerTable } from "./ledger-table.ts";
import { Messages } from "./messages.ts";
import { ResponderFunction } from "./responder-function.ts";
import { ResponderRole } from "./responder-role.ts";
import { Runbooks } from "./runbooks.ts";
import { SavedQueries } from "./saved-queries.ts";
import { TrailTable } from "./trail-table.ts";

export type ResponderStackProps = StackProps & {
  /** What a security team decides, as `responder.config.json` holds it. */
  readonly config: Config;
};

export class ResponderStack extends Stack {
  constructor(scope: Construct, id: string, { config, ...props }: ResponderStackProps) {
    super(scope, id, props);
    const { emails, ledgerKey, reserveForAlerts, reserveForWatch, runbookUrl } = config.deployment;
    const drillEvery = Duration.minutes(config.deployment.drillMinutes);
    const ledger = new LedgerTable(this, "Ledger", { keyArn: ledgerKey }).table;
    const deadLetters = new DeadLetters(this, "DeadLetters").queue;
    const log = new LogGroup(this, "Log", { retention: RetentionDays.ONE_YEAR });
    const { role } = new ResponderRole(this, "Role", { ledger, deadLetters, log, config });
    const shared = { role, ledger, config, deadLetters, log };

    const responder = new ResponderFunction(this, "Responder", {
      ...shared,
      name: RESPONDER,
      description: "Denies the sessions of leaked credentials; answers people.",
      reserved: reserveForAlerts,
    }).function;
    const watch = new ResponderFunction(this, "Watch", {
      ...shared,
      name: WATCH,
      description: "Looks after what is contained: holds it, traces, proves and lifts it.",
      reserved: reserveForWatch,
    }).function;

    const delivery = { deadLetterArn: deadLetters.queueArn, retryPolicy: AS_LONG_AS_POSSIBLE };
    new EventRules(this, "Alerts", { target: { arn: responder.functionArn, ...delivery }, rules: ALERT_RULES });
    new EventRules(this, "Trail", {
      target: { arn: watch.functionArn, ...delivery },
      rules: trailRules(["every-region", "home-region", "administration"]), // What is forwarded comes up here too.
    });
    new Heartbeat(this, "Heartbeat", { target: watch });
    new Drill(this, "Drill", { every: drillEvery });
    const messages = new Messages(this, "Messages", { config, deadLetters });
    new Runbooks(this, "Runbooks", { target: responder });
    new BusPolicy(this, "Bus", { config });
    if (config.athena) new TrailTable(this, "TrailTable", config.athena);
    new ForwardRole(this, "Forward", { bus: busArn(this) });

    const regions = Token.isUnresolved(this.region) ? [this.region] : [this.region, ...heardBeside(config, this)];
    const watched = { functions: [responder, watch], deadLetters, regions };
    const { alarms } = new Alarms(this, "Alarms", { ...watched, emails, drillEvery, runbook: runbookUrl });
    const { function: widget } = new IncidentsWidget(this, "IncidentsWidget", { ledger, keyArn: ledgerKey });
    new SavedQueries(this, "SavedQueries", { log });
    new Dashboard(this, "Dashboard", { ...watched, widget, alarms });

    new CfnOutput(this, "FunctionName", { value: responder.functionName });
    new CfnOutput(this, "LedgerTableName", { value: ledger.tableName });
    new CfnOutput(this, "DeadLetterQueueUrl", { value: deadLetters.queueUrl });
    if (messages.topic) new CfnOutput(this, "MessagesTopicArn", { value: messages.topic.topicArn });
    if (messages.secret) new CfnOutput(this, "WebhookSecretArn", { value: messages.secret.secretArn });
  }
}

/** The bus that everything is forwarded to. */
function busArn({ partition, region, account }: Stack): string {
  return `arn:${partition}:events:${region}:${account}:event-bus/default`;
}
