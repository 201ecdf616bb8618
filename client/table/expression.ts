// DynamoDB's condition expressions, as far as the ledger writes them: read once, then asked of items.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
import type { AttributeValue } from "@aws-sdk/client-dynamodb";

export type Item = Readonly<Record<string, AttributeValue>>;

/** What `#name` and `:value` stand for. */
export type Placeholders = {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>> | undefined;
};

export type Condition = (item: Item, placeholders: Placeholders) => boolean;

type Scalar = string | number | boolean | undefined;

const WORD = /\s*([:#]?[A-Za-z_]\w*|<>|<=|>=|[=<>(),])/gy;

const read = new Map<string, Condition>();

/** Throws for what the ledger does not use: an expression that is half understood would make another ledger of it. */
export function condition(text: string): Condition {
  const known = read.get(text) ?? parse(text);
  read.set(text, known);
  return known;
}

function parse(text: string): Condition {
  const words = wordsOf(text);
  let next = 0;
  const isNext = (word: string) => words[next]?.toUpperCase() === word;
  const take = (): string => words[next++] ?? unreadable(text, "it ends too early");

  function expect(word: string): void {
    if (take() !== word) unreadable(text, `"${word}" is missing before word ${next}`);
  }

  function either(): Condition {
    const parts = [both()];
    for (; isNext("OR"); next++, parts.push(both()));
    return (item, given) => parts.some((part) => part(item, given));
  }

  function both(): Condition {
    const parts = [one()];
    for (; isNext("AND"); next++, parts.push(one()));
    return (item, given) => parts.every((part) => part(item, given));
  }

  function one(): Condition {
    const word = take();
    if (word.toUpperCase() === "NOT") {
      const inner = one();
      return (item, given) => !inner(item, given);
    }
    if (word === "(") {
      const inner = either();
      expect(")");
      return inner;
    }
    return isNext("(") ? call(word) : comparison(word);
  }

  function call(name: string): Condition {
    expect("(");
    const operands = [take()];
    for (; isNext(","); operands.push(take())) next++;
    expect(")");
    const [path = "", operand = ""] = operands;
    const decide = FUNCTIONS[name] ?? unreadable(text, `the function ${name} is not known here`);
    return (item, given) => decide(operandOf(path, item, given), operandOf(operand, item, given));
  }

  function between(left: string): Condition {
    const [low, and, high] = [take(), take(), take()];
    if (and.toUpperCase() !== "AND") unreadable(text, `"AND" is missing before word ${next}`);
    return (item, given) => {
      const [one, from, to] = [left, low, high].map((operand) => scalar(operandOf(operand, item, given)));
      return one !== undefined && from !== undefined && to !== undefined && from <= one && one <= to;
    };
  }

  function comparison(left: string): Condition {
    const sign = take();
    if (sign.toUpperCase() === "BETWEEN") return between(left);
    const right = take();
    const decide = COMPARISONS[sign] ?? unreadable(text, `the comparison ${sign} is not known here`);
    return (item, given) => {
      const [one, other] = [left, right].map((operand) => scalar(operandOf(operand, item, given)));
      return one !== undefined && other !== undefined && decide(one, other);
    };
  }

  const whole = either();
  return next === words.length ? whole : unreadable(text, `something follows word ${next}`);
}

function wordsOf(text: string): readonly string[] {
  const words = [...text.matchAll(WORD)].map(([, word = ""]) => word);
  const length = words.join("").length;
  return length === text.replaceAll(/\s/g, "").length
    ? words
    : unreadable(text, "it has signs that are not known here");
}

function unreadable(text: string, because: string): never {
  throw new Error(`The expression "${text}" cannot be read: ${because}. Teach it to client/table/expression.ts.`);
}

type Decision<T> = (one: T, other: T) => boolean;

const COMPARISONS: Readonly<Record<string, Decision<NonNullable<Scalar>>>> = {
  "=": (one, other) => one === other,
  "<>": (one, other) => one !== other,
  "<": (one, other) => one < other,
  "<=": (one, other) => one <= other,
  ">": (one, other) => one > other,
  ">=": (one, other) => one >= other,
};

const FUNCTIONS: Readonly<Record<string, Decision<AttributeValue | undefined>>> = {
  attribute_exists: (value) => value !== undefined,
  attribute_not_exists: (value) => value === undefined,
  begins_with: (value, start) => value?.S !== undefined && start?.S !== undefined && value.S.startsWith(start.S),
  contains: (value, part) => part?.S !== undefined && (value?.SS ?? value?.S ?? []).includes(part.S),
};

export function operandOf(operand: string, item: Item, given: Placeholders): AttributeValue | undefined {
  if (operand.startsWith(":")) return given.ExpressionAttributeValues?.[operand];
  return item[nameOf(operand, given)];
}

export function nameOf(path: string, { ExpressionAttributeNames }: Placeholders): string {
  return path.startsWith("#") ? (ExpressionAttributeNames?.[path] ?? path) : path;
}

function scalar(value: AttributeValue | undefined): Scalar {
  if (value?.N !== undefined) return Number(value.N);
  return value?.S ?? value?.BOOL;
}
