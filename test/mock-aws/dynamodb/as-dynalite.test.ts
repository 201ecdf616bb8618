// What makes the local DynamoDB cheap changes no answer.
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AwsError } from "../../../mock-aws/aws-error.ts";
import { type Engine, engineOf } from "../../../mock-aws/dynamodb/engine.ts";
import { createLocalAws } from "../../../mock-aws/local-aws.ts";
import { INDEXES, requests, TABLE } from "./arbitrary-requests.ts";
import { type Outcome, publishedDynalite } from "./published-dynalite.ts";

type Input = Readonly<Record<string, unknown>>;

/** As it is on the wire. */
const wire = (one: unknown) => JSON.parse(JSON.stringify(one));

async function outcomeOf(engine: Engine, operation: string, input: Record<string, unknown>): Promise<Outcome> {
  try {
    return { output: await engine.run(operation, input) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { code: error.code, message: error.message };
  }
}

test("every request is answered as dynalite by itself answers it, page by page, and every index holds what its own does", async () => {
  const aws = createLocalAws({ start: 0, seed: 7 });
  const engine = engineOf(aws.world(), "111122223333", "us-east-1");
  const dynalite = publishedDynalite();
  const TableNames = Array.from({ length: 80 }, (_, index) => `things-${index}`);
  for (const TableName of TableNames) {
    await engine.run("CreateTable", wire({ ...TABLE, TableName }));
    await dynalite.run("CreateTable", wire({ ...TABLE, TableName }));
  }
  await pause(20); // They are ready at the next turn of the event loop.

  async function compare(operation: string, input: Input): Promise<void> {
    for (let { ExclusiveStartKey } = input; ; ) {
      const asked = { ...input, ExclusiveStartKey };
      const ours = wire(await outcomeOf(engine, operation, wire(asked)));
      expect(ours, `${operation} ${JSON.stringify(asked)}`).toEqual(wire(await dynalite.run(operation, wire(asked))));
      ExclusiveStartKey = ours.output?.LastEvaluatedKey;
      if (ExclusiveStartKey === undefined) return;
    }
  }

  const alike = fc.asyncProperty(requests, async (drawn) => {
    const [TableName] = TableNames.splice(0, 1);
    for (const { operation, input } of drawn) await compare(operation, { ...input, TableName });
    for (const IndexName of [undefined, ...INDEXES]) await compare("Scan", { TableName, IndexName });
  });
  await fc.assert(alike, { numRuns: 80, seed: 3, endOnFailure: true });
  await aws.stop();
  await dynalite.close();
});
