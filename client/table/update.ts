// DynamoDB's update expressions, as far as the ledger writes them: SET, REMOVE, and ADD of a number.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { type Item, nameOf, operandOf, type Placeholders } from "./expression.ts";

/** The item as it is afterwards. */
export function updated(item: Item, text: string, given: Placeholders): Item {
  const result: Record<string, AttributeValue> = { ...item };
  for (const [, clause = "", rest = ""] of text.matchAll(/\b(SET|REMOVE|ADD)\s+(.*?)(?=\s+(?:SET|REMOVE|ADD)\s|$)/g)) {
    for (const action of rest.split(/,(?![^(]*\))/)) apply(result, item, clause, action.trim(), given);
  }
  return result;
}

function apply(
  result: Record<string, AttributeValue>,
  before: Item,
  clause: string,
  action: string,
  given: Placeholders,
): void {
  if (clause === "REMOVE") {
    delete result[nameOf(action, given)];
    return;
  }
  const [path = "", operand = ""] = action.split(clause === "SET" ? /\s*=\s*/ : /\s+/);
  const value = clause === "SET" ? setValue(operand, before, given) : sum(path, operand, before, given);
  if (value === undefined) throw new Error(`"${action}" cannot be read: teach it to client/table/update.ts.`);
  result[nameOf(path, given)] = value;
}

function setValue(operand: string, before: Item, given: Placeholders): AttributeValue | undefined {
  const [, path, fallback = ""] = /^if_not_exists\((\S+),\s*(\S+)\)$/.exec(operand) ?? [];
  return path === undefined
    ? operandOf(operand, before, given)
    : (before[nameOf(path, given)] ?? operandOf(fallback, before, given));
}

function sum(path: string, operand: string, before: Item, given: Placeholders): AttributeValue {
  const [one, other] = [before[nameOf(path, given)]?.N ?? "0", operandOf(operand, before, given)?.N];
  return { N: String(Number(one) + Number(other)) };
}
