// A query as its words, and parameters put in: what is text stays text, whatever stands in it.
import { NotImplementedError } from "../../aws-error.ts";
import { QueryError } from "./query-error.ts";

/** `string`: in single quotes. `name`: in double quotes, or a plain word. `mark`: everything else. */
export type Token = { readonly kind: "string" | "name" | "number" | "mark"; readonly text: string };

const TOKEN =
  /\s+|(?<string>'(?:[^']|'')*')|(?<name>"(?:[^"]|"")+"|[A-Za-z_]\w*)|(?<number>\d+(?:\.\d+)?)|(?<mark>->|\|\||<=|>=|<>|!=|[?(),.[\]=<>*+-])/gy;

/** Comments and statements behind another one are refused: nobody needs them here, and intruders do. */
export function readTokens(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const { 0: whole, groups = {}, index } of sql.matchAll(TOKEN)) {
    end = index + whole.length;
    const found = Object.entries(groups).find(([, text]) => text !== undefined);
    if (found) tokens.push({ kind: found[0] as Token["kind"], text: found[1] as string }); // The names of the pattern's groups.
  }
  const isComment = tokens.some(({ text }, at) => text === "-" && tokens[at + 1]?.text === "-");
  if (end === sql.length && !isComment) return tokens;
  throw new NotImplementedError(`SQL as from ${JSON.stringify(sql.slice(isComment ? 0 : end, end + 40))}`);
}

/** https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html: a parameter is a literal as SQL writes it. */
export function bind(tokens: readonly Token[], parameters: readonly string[]): readonly Token[] {
  const wanted = tokens.filter(({ kind, text }) => kind === "mark" && text === "?").length;
  if (wanted !== parameters.length) {
    throw new QueryError(
      `INVALID_PARAMETER_USAGE: Incorrect number of parameters: expected ${wanted} but found ${parameters.length}`,
    );
  }
  const values = parameters.map(literal);
  return tokens.map((token) => (token.kind === "mark" && token.text === "?" ? (values.shift() ?? token) : token));
}

function literal(parameter: string): Token {
  const [token, ...others] = readTokens(parameter);
  if (token && others.length === 0 && (token.kind === "string" || token.kind === "number")) return token;
  throw new NotImplementedError("an execution parameter that is no literal");
}

/** What a string token says. */
export function textOf({ text }: Token): string {
  return text.slice(1, -1).replaceAll("''", "'");
}

/** Names in SQL are the same in upper and lower case. */
export function nameOf(token: Token | undefined): string | undefined {
  return token?.kind === "name" ? token.text.replaceAll('"', "").toLowerCase() : undefined;
}
