// Requests to one table, drawn at random: most of them good, some of them wrong in one of the ways that DynamoDB names.
import fc from "fast-check";

export type Request = { readonly operation: string; readonly input: Readonly<Record<string, unknown>> };

const schema = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: "HASH" },
  { AttributeName: range, KeyType: "RANGE" },
];

/** With an index of each kind of projection. */
export const TABLE = {
  BillingMode: "PAY_PER_REQUEST",
  KeySchema: schema("pk", "sk"),
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" },
    { AttributeName: "sk", AttributeType: "N" },
    { AttributeName: "a", AttributeType: "S" },
    { AttributeName: "b", AttributeType: "N" },
  ],
  GlobalSecondaryIndexes: [
    { IndexName: "all", KeySchema: schema("a", "b"), Projection: { ProjectionType: "ALL" } },
    {
      IndexName: "some",
      KeySchema: schema("pk", "a"),
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["c"] },
    },
  ],
  LocalSecondaryIndexes: [
    { IndexName: "keys", KeySchema: schema("pk", "b"), Projection: { ProjectionType: "KEYS_ONLY" } },
  ],
};

export const INDEXES = ["all", "some", "keys"] as const;

const S = fc.constantFrom("x", "xy", "Ω", "S").map((text) => ({ S: text }));
const N = fc.constantFrom("-2.5", "0", "1", "1e1", "30").map((number) => ({ N: number }));
const value = fc.oneof(
  S,
  N,
  fc.constantFrom({ BOOL: true }, { NULL: true }, { SS: ["x", "y"] }, { NS: ["1"] }, { B: "eHk=" }),
  fc.record({ L: fc.array(S, { maxLength: 2 }) }),
  fc.record({ M: fc.record({ in: N }) }),
);
const hash = fc.constantFrom({ S: "x" }, { S: "xy" });
const key = fc.record({ pk: hash, sk: N });
const item = fc.record({ pk: hash, sk: N, a: S, b: N, c: value, d: value }, { requiredKeys: ["pk", "sk"] });

const sometimes = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const rarely = <T>(one: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: one });

const names = fc.record({ "#c": fc.constantFrom("c", "d"), "#in": fc.constant("in") });
const values = fc.record({
  ":p": hash,
  ":s": S,
  ":n": N,
  ":m": N,
  ":v": value,
  ":l": fc.constant({ L: [{ S: "new" }] }),
  ":set": fc.constant({ SS: ["x"] }),
});

/** Of names and values those that the expressions need; rarely all of them: one that is not used is an error. */
const placeholders = fc
  .record({ meant: names, given: values, all: rarely(fc.constant(true)) })
  .map(({ meant, given, all }) => (...expressions: readonly (string | undefined)[]) => {
    const isNeeded = (sign: string) => all || expressions.some((text) => text?.match(new RegExp(`${sign}\\b`)));
    const needed = (signs: object) => {
      const entries = Object.entries(signs).filter(([sign]) => isNeeded(sign));
      return entries.length > 0 ? Object.fromEntries(entries) : undefined;
    };
    return { ExpressionAttributeNames: needed(meant), ExpressionAttributeValues: needed(given) };
  });

const condition = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "attribute_not_exists(#c)",
      "attribute_exists(#c) OR d = :s",
      "NOT (d < :n AND c <> :v)",
      "d BETWEEN :n AND :m",
      "begins_with(d, :s) OR size(c) >= :n",
      "contains(c, :s) OR d IN (:s, :v)",
      "attribute_type(c, :s)",
      "#c.#in = :n",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("((d = :s))", "status = :s", "d = :missing", "d = ", "begins_with(d, :n)", "a = :s"),
  },
);

const update = fc.constantFrom(
  "SET a = :s, #c = if_not_exists(#c, :v)",
  "SET b = :n, d = :v",
  "SET c = d REMOVE b",
  "SET d = list_append(d, :l)",
  "SET b = b + :n",
  "SET #c.#in = :v",
  "ADD b :n",
  "ADD c :set DELETE d :set",
  "REMOVE a, d[0]",
  "SET pk = :s",
  "SET a = :s, a = :s",
  "SET b = :v",
);

const keyCondition: fc.Arbitrary<readonly [string, string?]> = fc.constantFrom(
  ["pk = :p"],
  ["pk = :p AND sk >= :n"],
  [":n > sk AND pk = :p"],
  ["pk = :p AND sk BETWEEN :n AND :m"],
  ["a = :s", "all"],
  ["a = :s AND b < :n", "all"],
  ["pk = :p", "some"],
  ["pk = :p AND begins_with(a, :s)", "some"],
  ["pk = :p AND b <= :n", "keys"],
  ["a = :s"],
);

const putItem = fc
  .record({ item, condition: sometimes(condition), returned: rarely(fc.constant("ALL_OLD")), placeholders })
  .map(({ item: Item, condition: ConditionExpression, returned: ReturnValues, placeholders: signs }) => ({
    operation: "PutItem",
    input: { Item, ConditionExpression, ReturnValues, ...(ConditionExpression && signs(ConditionExpression)) },
  }));

const updateItem = fc
  .record({
    key,
    update,
    condition: rarely(condition),
    returned: sometimes(fc.constantFrom("ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW")),
    placeholders,
  })
  .map(({ key: Key, update: UpdateExpression, condition: ConditionExpression, returned, placeholders: signs }) => ({
    operation: "UpdateItem",
    input: {
      Key,
      UpdateExpression,
      ConditionExpression,
      ReturnValues: returned,
      ...signs(UpdateExpression, ConditionExpression),
    },
  }));

const deleteItem = key.map((Key) => ({ operation: "DeleteItem", input: { Key, ReturnValues: "ALL_OLD" } }));

const getItem = fc
  .record({ key, projection: sometimes(fc.constantFrom("a", "#c.#in, d[0]")), placeholders })
  .map(({ key: Key, projection: ProjectionExpression, placeholders: signs }) => {
    const { ExpressionAttributeNames } = signs(ProjectionExpression);
    return {
      operation: "GetItem",
      input: { Key, ProjectionExpression, ...(ProjectionExpression && { ExpressionAttributeNames }) },
    };
  });

const query = fc
  .record({
    where: keyCondition,
    filter: rarely(condition),
    forward: fc.boolean(),
    limit: sometimes(fc.constantFrom(1, 2)),
    start: rarely(key),
    placeholders,
  })
  .map(({ where: [KeyConditionExpression, IndexName], filter, forward, limit, start, placeholders: signs }) => ({
    operation: "Query",
    input: {
      KeyConditionExpression,
      IndexName,
      FilterExpression: filter,
      ScanIndexForward: forward,
      Limit: limit,
      ExclusiveStartKey: start,
      ReturnConsumedCapacity: "INDEXES",
      ...signs(KeyConditionExpression, filter),
    },
  }));

const scan = fc
  .record({ index: sometimes(fc.constantFrom(...INDEXES)), limit: sometimes(fc.constantFrom(1, 3)) })
  .map(({ index: IndexName, limit: Limit }) => ({ operation: "Scan", input: { IndexName, Limit } }));

/** What is asked after a few items have come. */
export const requests: fc.Arbitrary<readonly Request[]> = fc
  .tuple(
    fc.array(putItem, { minLength: 4, maxLength: 8 }),
    fc.array(fc.oneof(putItem, updateItem, updateItem, deleteItem, getItem, query, query, scan), {
      minLength: 8,
      maxLength: 16,
    }),
  )
  .map(([puts, others]) => [...puts, ...others]);
