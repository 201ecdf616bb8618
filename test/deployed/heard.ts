// Which rules of a template hear an event, by the patterns that were synthesized and EventBridge's own matching.
import { RESPONDER } from "../../lambda/own-names.ts";
import { resolve } from "../../local/deploy/intrinsics.ts";
import type { Template } from "../../local/deploy/template.ts";
import { compilePattern } from "../../mock-aws/events/pattern/compile.ts";
import { matches } from "../../mock-aws/events/pattern/match.ts";

/** The names of those that match, in order. `region`: where the template is deployed. */
export function heardBy(template: Template | undefined, region: string): (event: unknown) => readonly string[] {
  const known = { pseudo: { "AWS::Region": region }, made: new Map() };
  const rules = Object.values(template?.Resources ?? {}).flatMap(({ Type, Condition, Properties = {} }) => {
    const isMade = Condition === undefined || resolve(template?.Conditions?.[Condition], known) === true;
    const { Name, EventPattern } = Properties;
    if (Type !== "AWS::Events::Rule" || !isMade || EventPattern === undefined) return [];
    const name = String(Name).replace(`${RESPONDER}-`, "");
    return [{ name, pattern: compilePattern(JSON.stringify(EventPattern)) }];
  });
  if (rules.length === 0) throw new Error(`The template hears nothing in ${region}.`);
  return (event) => rules.flatMap(({ name, pattern }) => (matches(pattern, event) ? [name] : [])).sort();
}
