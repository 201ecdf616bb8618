// From text to elements: what the grammar of policies allows anywhere, and nothing about what it means.
import { readOperator } from "../compile-condition.ts";
import { MalformedPolicyError } from "../errors.ts";
import type { PrincipalValues } from "../principal.ts";
import type { PolicyKind } from "../statement.ts";
import { type JsonNode, type JsonObject, readJson } from "./json.ts";
import { positionBehind } from "./position.ts";
import type { RawCondition, RawDocument, RawStatement } from "./raw.ts";
import { type Words, wordsFor } from "./words.ts";

const DOCUMENT_FIELDS = new Set(["Version", "Id", "Statement"]);
const STATEMENT_FIELDS = new Set([
  ...["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource"],
  ...["Principal", "NotPrincipal", "Condition"],
]);
const EXCLUSIVE = [
  ["Action", "NotAction"],
  ["Resource", "NotResource"],
  ["Principal", "NotPrincipal"],
] as const;

type Reader = { readonly text: string; readonly words: Words };

export function readDocument(text: string, kind: PolicyKind): RawDocument {
  const words = wordsFor[kind];
  if (/^\s/.test(text) && words.leadingSpace !== undefined) throw new MalformedPolicyError(words.leadingSpace);
  const root = readJson(text);
  if (root?.type !== "object") throw new MalformedPolicyError(words.notJson);
  const reader = { text, words };
  checkFields(root, DOCUMENT_FIELDS, reader);
  const statements = readStatements(root.members.get("Statement"), reader);
  return {
    ...optional("version", readText(root, "Version", reader)),
    ...optional("id", readText(root, "Id", reader)),
    statements,
  };
}

function readStatements(node: JsonNode | undefined, reader: Reader): RawStatement[] {
  const items = node?.type === "array" ? node.items : node === undefined ? [] : [node];
  if (items.length === 0) throw new MalformedPolicyError(reader.words.noStatement);
  return items.map((item) => {
    if (item.type !== "object") throw new MalformedPolicyError(reader.words.syntax);
    return readStatement(item, reader);
  });
}

function readStatement(node: JsonObject, reader: Reader): RawStatement {
  checkFields(node, STATEMENT_FIELDS, reader);
  for (const [field, notField] of EXCLUSIVE) {
    if (node.members.has(field) && node.members.has(notField)) throw new MalformedPolicyError(reader.words.syntax);
  }
  const effect = readText(node, "Effect", reader);
  if (effect === undefined) throw new MalformedPolicyError(reader.words.noEffect);
  return {
    ...optional("sid", readText(node, "Sid", reader)),
    effect,
    ...optional("action", readList(node.members.get("Action"), reader)),
    ...optional("notAction", readList(node.members.get("NotAction"), reader)),
    ...optional("resource", readList(node.members.get("Resource"), reader)),
    ...optional("notResource", readList(node.members.get("NotResource"), reader)),
    ...optional("principal", readPrincipals(node.members.get("Principal"), reader)),
    ...optional("notPrincipal", readPrincipals(node.members.get("NotPrincipal"), reader)),
    conditions: readConditions(node.members.get("Condition"), reader),
    begin: positionBehind(reader.text, node.begin),
    end: positionBehind(reader.text, node.end),
  };
}

function readPrincipals(node: JsonNode | undefined, reader: Reader): PrincipalValues | undefined {
  if (node === undefined) return undefined;
  if (node.type === "scalar" && node.value === "*") return "*";
  if (node.type !== "object") throw new MalformedPolicyError(reader.words.syntax);
  return new Map([...node.members].map(([type, values]) => [type, readList(values, reader) ?? []]));
}

function readConditions(node: JsonNode | undefined, reader: Reader): RawCondition[] {
  if (node === undefined) return [];
  if (node.type !== "object") throw new MalformedPolicyError(reader.words.syntax);
  return [...node.members].flatMap(([operator, block]) => readConditionBlock(operator, block, reader));
}

/** An operator that does not exist is accepted as long as its block is empty [recorded by moto's tests]. */
function readConditionBlock(operator: string, block: JsonNode, reader: Reader): RawCondition[] {
  if (block.type !== "object") throw new MalformedPolicyError(reader.words.syntax);
  if (block.members.size > 0 && readOperator(operator) === undefined) {
    throw new MalformedPolicyError(reader.words.syntax);
  }
  return [...block.members].map(([key, values]) => ({
    operator,
    key,
    values: (values.type === "array" ? values.items : [values]).map((value) => conditionText(value, reader)),
  }));
}

/** Booleans and numbers may stand without quotes in a condition. */
function conditionText(node: JsonNode, reader: Reader): string {
  if (node.type === "number") return node.text;
  if (node.type === "scalar" && node.value !== null) return String(node.value);
  throw new MalformedPolicyError(reader.words.syntax);
}

/** A string or a list of strings. */
function readList(node: JsonNode | undefined, reader: Reader): string[] | undefined {
  if (node === undefined) return undefined;
  return (node.type === "array" ? node.items : [node]).map((item) => {
    if (item.type === "scalar" && typeof item.value === "string") return item.value;
    throw new MalformedPolicyError(reader.words.syntax);
  });
}

function readText(node: JsonObject, field: string, reader: Reader): string | undefined {
  const value = node.members.get(field);
  if (value === undefined) return undefined;
  if (value.type === "scalar" && typeof value.value === "string") return value.value;
  throw new MalformedPolicyError(reader.words.syntax);
}

/** Field names are compared with regard to case: "Unknown field statement" [published]. */
function checkFields(node: JsonObject, known: ReadonlySet<string>, reader: Reader): void {
  for (const name of node.members.keys()) {
    if (!known.has(name)) throw new MalformedPolicyError(reader.words.unknownField(name));
  }
}

function optional<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: T });
}
