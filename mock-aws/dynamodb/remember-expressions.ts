// dynalite's parsers take longer with an expression than dynalite does with its item. What they made of one is kept here, and
// given other values the next time.

/** One of dynalite's parsers. It crosses the names and values that it meets off those of which no use is known yet. */
export type Parser = { parse(text: string, options: { readonly context: Context }): unknown };

export type Context = {
  readonly attrNames?: Readonly<Record<string, string>>;
  readonly attrVals?: Values;
  readonly unusedAttrNames: Record<string, true>;
  readonly unusedAttrVals: Record<string, true>;
  readonly compare: (...args: readonly unknown[]) => boolean;
};

type Values = Readonly<Record<string, object>>;

/** A tree with the values that the parser saw first, and by each of these what it is called. */
type Parsed = {
  readonly tree: object;
  readonly callNames: ReadonlyMap<unknown, string>;
  readonly usedNames: readonly string[];
  readonly usedValues: readonly string[];
};

/** Clients have few expressions and put what changes into values. Those of one that does not are forgotten again. */
const MOST = 1000;

/** Changes the parser itself: dynalite looks for it where it lies. */
export function rememberExpressions(parser: Parser): void {
  const { parse } = parser;
  const remembered = new Map<string, Parsed>();
  parser.parse = (text, { context }) => {
    const key = keyOf(text, context);
    const known = remembered.get(key) ?? read(parse, text, context);
    if (!("tree" in known)) return known.answer;
    if (remembered.size >= MOST) remembered.clear();
    remembered.set(key, known);
    return withValues(known, context);
  };
}

/** All that a parser knows of a request but for the values: of those it looks at the types. */
function keyOf(text: string, { attrNames = {}, attrVals = {} }: Context): string {
  const types = Object.entries(attrVals).map(([name, value]) => [name, ...Object.keys(value)]);
  return JSON.stringify([text, attrNames, types]);
}

/** The answer alone where other values could get another: of an error, and of what looks into values (BETWEEN's bounds, names of types). */
function read(parse: Parser["parse"], text: string, context: Context): Parsed | { readonly answer: unknown } {
  const { attrNames = {}, attrVals = {}, compare } = context;
  const unused = { names: marked(attrNames), values: marked(attrVals) };
  let looksIntoValues = text.includes("attribute_type");
  const watching: Context = {
    ...context,
    unusedAttrNames: unused.names,
    unusedAttrVals: unused.values,
    compare(...args) {
      looksIntoValues = true;
      return compare(...args);
    },
  };
  const tree = parse(text, { context: watching });
  const usedNames = Object.keys(attrNames).filter((name) => !(name in unused.names));
  const usedValues = Object.keys(attrVals).filter((name) => !(name in unused.values));
  if (typeof tree === "object" && tree !== null && !looksIntoValues) {
    return {
      tree,
      callNames: new Map(Object.entries(attrVals).map(([name, value]) => [value, name])),
      usedNames,
      usedValues,
    };
  }
  crossOff({ usedNames, usedValues }, context);
  return { answer: tree };
}

function marked(names: object): Record<string, true> {
  return Object.fromEntries(Object.keys(names).map((name) => [name, true]));
}

function crossOff({ usedNames, usedValues }: Pick<Parsed, "usedNames" | "usedValues">, context: Context): void {
  for (const name of usedNames) delete context.unusedAttrNames[name];
  for (const name of usedValues) delete context.unusedAttrVals[name];
}

/** A tree of its own each time: dynalite writes what it finds out into it. */
function withValues(parsed: Parsed, context: Context): unknown {
  const { attrVals = {} } = context;
  function copy(node: unknown): unknown {
    if (typeof node !== "object" || node === null) return node;
    const name = parsed.callNames.get(node);
    if (name !== undefined) return attrVals[name];
    if (Array.isArray(node)) return node.map(copy);
    if (Object.getPrototypeOf(node) === null) return node; // Marks by the names of attributes, which stay as they are.
    const result: Record<string, unknown> = {};
    for (const [member, value] of Object.entries(node)) result[member] = copy(value);
    return result;
  }
  crossOff(parsed, context);
  return copy(parsed.tree);
}
