// Reads JSON and keeps what JSON.parse loses: where objects begin and end, and that a key was written twice.

export type JsonNode =
  | { readonly type: "scalar"; readonly value: string | boolean | null }
  /** Numbers keep their text: a condition value of 1.50 is compared as written. */
  | { readonly type: "number"; readonly text: string }
  | { readonly type: "array"; readonly items: readonly JsonNode[] }
  | {
      readonly type: "object";
      readonly members: ReadonlyMap<string, JsonNode>;
      /** Offsets of the braces. */
      readonly begin: number;
      readonly end: number;
    };

export type JsonObject = Extract<JsonNode, { type: "object" }>;

type Cursor = { readonly text: string; at: number };

/** No policy of AWS's is nested deeper than Statement, Condition, operator, key, values. */
const MAX_DEPTH = 16;

/** Undefined for what is not JSON, has a key twice in one object, or is nested beyond any policy. */
export function readJson(text: string): JsonNode | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  return readNode({ text, at: 0 }, 0);
}

/** From here on the text is known to be JSON. */
function readNode(cursor: Cursor, depth: number): JsonNode | undefined {
  if (depth > MAX_DEPTH) return undefined;
  switch (peek(cursor)) {
    case "{":
      return readObject(cursor, depth);
    case "[":
      return readArray(cursor, depth);
    case '"':
      return { type: "scalar", value: readString(cursor) };
    default:
      return readBare(cursor);
  }
}

function readObject(cursor: Cursor, depth: number): JsonNode | undefined {
  const members = new Map<string, JsonNode>();
  const begin = cursor.at++;
  while (peek(cursor) !== "}") {
    if (peek(cursor) === ",") cursor.at++;
    peek(cursor);
    const key = readString(cursor);
    peek(cursor);
    cursor.at++;
    const value = readNode(cursor, depth + 1);
    if (value === undefined || members.has(key)) return undefined;
    members.set(key, value);
  }
  return { type: "object", members, begin, end: cursor.at++ };
}

function readArray(cursor: Cursor, depth: number): JsonNode | undefined {
  const items: JsonNode[] = [];
  cursor.at++;
  while (peek(cursor) !== "]") {
    if (peek(cursor) === ",") cursor.at++;
    const item = readNode(cursor, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
  }
  cursor.at++;
  return { type: "array", items };
}

function readString(cursor: Cursor): string {
  const begin = cursor.at++;
  while (cursor.text[cursor.at] !== '"') cursor.at += cursor.text[cursor.at] === "\\" ? 2 : 1;
  const value: unknown = JSON.parse(cursor.text.slice(begin, ++cursor.at));
  return String(value);
}

function readBare(cursor: Cursor): JsonNode {
  const begin = cursor.at;
  while (/[\w+.-]/.test(cursor.text[cursor.at] ?? "")) cursor.at++;
  const text = cursor.text.slice(begin, cursor.at);
  if (text === "null") return { type: "scalar", value: null };
  if (text === "true" || text === "false") return { type: "scalar", value: text === "true" };
  return { type: "number", text };
}

/** The next character that is not white space; the cursor stands on it. */
function peek(cursor: Cursor): string | undefined {
  while (/[ \t\n\r]/.test(cursor.text[cursor.at] ?? "")) cursor.at++;
  return cursor.text[cursor.at];
}
