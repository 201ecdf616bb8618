// The ledger's table without DynamoDB: the same answers to the requests that the ledger makes, over items that lie elsewhere.
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { INDEXES, LEDGER_KEYS } from "../../lambda/ledger/table.ts";
import { condition, type Item, type Placeholders } from "./expression.ts";
import { updated } from "./update.ts";

const SORT_KEYS: Readonly<Record<string, string>> = Object.fromEntries(INDEXES.map(({ name, sort }) => [name, sort]));

export type Key = { readonly partition: string; readonly sort: string };

/** Where the items lie. */
export type Items = {
  get(key: Key): Item | undefined;
  /** On record when it returns. */
  put(key: Key, item: Item): void;
  /** Those of one partition at least; all where none is said. */
  of(partition: string | undefined): readonly Item[];
  /** Nobody else writes between what `work` reads and what it writes. */
  alone<T>(work: () => T): T;
};

/** What of DynamoDB's client the ledger uses. It knows one table, whatever its name. */
export function ledgerTable(items: Items): Pick<DynamoDBClient, "send"> {
  const at = (key: Item): Key => ({
    partition: key[LEDGER_KEYS.partition]?.S ?? "",
    sort: key[LEDGER_KEYS.sort]?.S ?? "",
  });

  function check(key: Item, input: Conditional): Item {
    const known = items.get(at(key));
    if (input.ConditionExpression === undefined || condition(input.ConditionExpression)(known ?? {}, input)) {
      return known ?? {};
    }
    const Item = input.ReturnValuesOnConditionCheckFailure === "ALL_OLD" && known ? { Item: known } : {};
    throw new ConditionalCheckFailedException({ message: "The conditional request failed", $metadata: {}, ...Item });
  }

  function answer(command: unknown): object {
    if (command instanceof GetItemCommand) {
      const found = items.get(at(command.input.Key ?? {}));
      return found ? { Item: found } : {};
    }
    if (command instanceof PutItemCommand) {
      const { input } = command;
      const item = input.Item ?? {};
      items.alone(() => {
        check(item, input);
        items.put(at(item), item);
      });
      return {};
    }
    if (command instanceof UpdateItemCommand) {
      const { input } = command;
      const key = input.Key ?? {};
      return items.alone(() => {
        const after = updated({ ...check(key, input), ...key }, input.UpdateExpression ?? "", input);
        items.put(at(key), after);
        return input.ReturnValues === undefined ? {} : { Attributes: after };
      });
    }
    if (command instanceof QueryCommand) return query(items.of(partitionOf(command.input)), command.input);
    throw new Error(`The ledger's table knows no ${Object(command).constructor.name} outside DynamoDB.`);
  }

  const send = async (command: unknown) => answer(command);
  return { send: send as DynamoDBClient["send"] }; // Its overloads say for each command what `answer` decides by class.
}

type Conditional = Placeholders & {
  readonly ConditionExpression?: string | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
};

/** Where the table itself is asked, and not one of its indexes. */
function partitionOf({ IndexName, KeyConditionExpression = "", ExpressionAttributeValues }: QueryCommandInput) {
  const [, name = ""] = /^pk = (:\w+)/.exec(KeyConditionExpression) ?? [];
  return IndexName === undefined ? ExpressionAttributeValues?.[name]?.S : undefined;
}

/** One page always: a page of DynamoDB ends at a megabyte, which no incident here comes near. */
function query(items: readonly Item[], input: QueryCommandInput): object {
  const sortKey = input.IndexName === undefined ? LEDGER_KEYS.sort : SORT_KEYS[input.IndexName];
  if (sortKey === undefined) throw new Error(`The ledger's table has no index ${input.IndexName}.`);
  const texts = [input.KeyConditionExpression ?? "", ...(input.FilterExpression ? [input.FilterExpression] : [])];
  const direction = input.ScanIndexForward === false ? -1 : 1;
  const sortOf = (item: Item) => item[sortKey]?.S ?? "";
  const found = items
    .filter((item) => texts.every((text) => condition(text)(item, input)))
    .sort((one, other) => (sortOf(one) < sortOf(other) ? -direction : sortOf(one) > sortOf(other) ? direction : 0))
    .slice(0, input.Limit);
  return input.Select === "COUNT" ? { Count: found.length } : { Items: found, Count: found.length };
}
