// The dashboard widget's door: a function of its own, which may read the ledger and do nothing else.
import { connectLedger } from "../aws.ts";
import { readLedgerEnvironment } from "../env.ts";
import { dynamodbLedger } from "../ledger/dynamodb-ledger.ts";
import { incidentsWidget } from "../page/incidents-widget.ts";

const { region, table } = readLedgerEnvironment(process.env);
const ledger = dynamodbLedger(connectLedger({ region }), table);

export const handler = (event: unknown, { invokedFunctionArn }: { readonly invokedFunctionArn: string }) =>
  incidentsWidget(ledger, event, { now: Date.now(), self: invokedFunctionArn });
