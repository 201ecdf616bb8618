// What a request to one table touches: the hash keys and the attributes that policies can be written about.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html

/** The input of an item operation, or one table's part of a batch. */
export type TableRequest = Readonly<Record<string, unknown>>;

type Item = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Values of the hash key, as text; undefined where the request gives none, as Scan does. */
export function leadingKeysOf(request: TableRequest, table: TableRequest | undefined): readonly string[] | undefined {
  const hashKey = hashKeyOf(request, table);
  if (hashKey === undefined) return undefined;
  const values = [...itemsOf(request).map((item) => item[hashKey]), queriedValue(request, hashKey)];
  const keys = values.flatMap((value) => (value === undefined ? [] : Object.values(value).map(String)));
  return keys.length > 0 ? [...new Set(keys)] : undefined;
}

function hashKeyOf(request: TableRequest, table: TableRequest | undefined): string | undefined {
  type Keyed = {
    readonly IndexName?: string;
    readonly KeySchema?: readonly { AttributeName: string; KeyType: string }[];
  };
  const indexes = [table?.["GlobalSecondaryIndexes"], table?.["LocalSecondaryIndexes"]].flat() as (Keyed | undefined)[];
  const name = request["IndexName"];
  const keyed = name === undefined ? (table as Keyed | undefined) : indexes.find((index) => index?.IndexName === name);
  return keyed?.KeySchema?.find(({ KeyType }) => KeyType === "HASH")?.AttributeName;
}

/** Every item or key in the request: of a single operation, of a BatchGetItem's table, of a BatchWriteItem's. */
function itemsOf(request: TableRequest): readonly Item[] {
  const writes = (request["Writes"] ?? []) as readonly (Partial<Record<string, TableRequest>> | null)[];
  const batch = writes.flatMap((write) => [write?.["PutRequest"]?.["Item"], write?.["DeleteRequest"]?.["Key"]]);
  const all = [request["Key"], request["Item"], ...((request["Keys"] ?? []) as readonly unknown[]), ...batch];
  return all.filter((item): item is Item => typeof item === "object" && item !== null);
}

/** The value in `KeyConditions`, or in `#pk = :pk` of a key condition expression. */
function queriedValue(request: TableRequest, hashKey: string): Item[string] | undefined {
  const conditions = request["KeyConditions"] as
    | Readonly<Record<string, { AttributeValueList?: Item[string][] }>>
    | undefined;
  if (conditions) return conditions[hashKey]?.AttributeValueList?.[0];
  const names = (request["ExpressionAttributeNames"] ?? {}) as Readonly<Record<string, string>>;
  const values = (request["ExpressionAttributeValues"] ?? {}) as Item;
  for (const [, name = "", value = ""] of text(request, "KeyConditionExpression").matchAll(
    /([#\w.-]+)\s*=\s*(:\w+)/g,
  )) {
    if ((names[name] ?? name) === hashKey) return values[value];
  }
  return undefined;
}

const EXPRESSIONS = [
  "ProjectionExpression",
  "FilterExpression",
  "KeyConditionExpression",
  "ConditionExpression",
  "UpdateExpression",
];
const WORDS = /^(AND|OR|NOT|BETWEEN|IN|SET|REMOVE|ADD|DELETE)$/i;

/** Members whose own names are attributes. */
const BY_ATTRIBUTE = ["AttributeUpdates", "Expected", "KeyConditions", "QueryFilter", "ScanFilter"];

/** The top-level attributes that the request names, wherever it names them. */
export function attributesOf(request: TableRequest): readonly string[] | undefined {
  const found = new Set([
    ...((request["AttributesToGet"] ?? []) as readonly string[]),
    ...itemsOf(request).flatMap((item) => Object.keys(item)),
    ...BY_ATTRIBUTE.flatMap((member) => Object.keys(request[member] ?? {})),
    ...EXPRESSIONS.flatMap((member) => attributesIn(text(request, member), request)),
  ]);
  return found.size > 0 ? [...found] : undefined;
}

/** A path's first step: not a value (`:x`), not behind a dot or in a bracket, not a function's name. */
const ATTRIBUTE = /(?<![\w.:#[-])#?[A-Za-z_][\w-]*(?![\w-])(?!\s*\()/g;

function attributesIn(expression: string, request: TableRequest): readonly string[] {
  const names = (request["ExpressionAttributeNames"] ?? {}) as Readonly<Record<string, string>>;
  const words = [...expression.matchAll(ATTRIBUTE)].map(([word]) => word);
  return words.filter((word) => !WORDS.test(word)).map((word) => names[word] ?? word);
}

function text(request: TableRequest, member: string): string {
  const value = request[member];
  return typeof value === "string" ? value : "";
}
