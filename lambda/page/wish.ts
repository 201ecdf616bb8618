// Whom a person wishes to contain: read from a form, from a finding, or from the page that has shown the plan.
import * as z from "zod";
import type { RequestOf } from "../answers.ts";
import { BadInputError } from "../bad-input.ts";
import { inEnvelope } from "../intake/in-envelope.ts";
import { readAlerts } from "../intake/index.ts";
import { leakPrincipal } from "../intake/leak-principal.ts";
import { readRequest } from "../request.ts";
import { plainText } from "../words/plain-text.ts";
import { whose } from "../words/whose.ts";

/** As a request has it, without the proof. */
export type Wish = Omit<RequestOf<"contain">, "proof">;

/** The form's fields, by their names. Throws BadInputError, in words for whoever filled it in. */
export function wishOfForm(fields: Readonly<Record<string, string>>): Wish {
  const said = (name: string) => (fields[name] ?? "").trim() || undefined;
  const [type = "", name] = [said("type"), said("name")];
  const needsName = type !== "access-key" && type !== "root";
  if (needsName && name === undefined) throw new BadInputError(`Name the ${type || "principal"}: its name or its ARN.`);
  if (type === "access-key" && said("accessKeyId") === undefined) throw new BadInputError("Give the access key id.");
  const session = type === "role" ? said("session") : undefined;
  const principal = type === "access-key" ? undefined : { type, name: needsName ? name : undefined, session };
  return checked({
    principal,
    accessKeyId: said("accessKeyId"),
    account: said("account"),
    scope: type === "role" ? said("scope") : undefined,
    disableConsole: type === "user" && fields["disableConsole"] === "yes" ? true : undefined,
    reason: said("reason"),
  });
}

/** One for each credential that the finding names. Throws BadInputError where it names none. */
export function wishesOfFinding(text: string, at: string): readonly Wish[] {
  return readAlerts(inEnvelope(parsed(text), at)).map((alert) => {
    if (alert.sample)
      throw new BadInputError(`The finding ${plainText(alert.id)} is a sample: no credential has leaked.`);
    const principal = leakPrincipal(alert.principal);
    if (principal === undefined && alert.accessKeyId === undefined) {
      throw new BadInputError(
        `The finding is about ${whose(alert.principal, alert.account)}: nobody can be denied by that.`,
      );
    }
    const reason = `${alert.source} finding ${alert.id}: ${alert.title}`.slice(0, LONGEST_REASON);
    const { accessKeyId, account, scope } = alert;
    return checked({ principal, accessKeyId, account, scope, reason });
  });
}

/** As the page has written it into its own form; whoever changes it there may ask as much by the form before. */
export function wishOfPlan(text: string): Wish {
  return checked(z.record(z.string(), z.unknown()).catch({}).parse(parsed(text)));
}

const LONGEST_REASON = 1000;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadInputError("That is no JSON: paste the whole finding, from { to }.");
  }
}

/** What the responder would not understand is said here, before anybody is asked. */
function checked(wish: Readonly<Record<string, unknown>>): Wish {
  const clean = JSON.parse(JSON.stringify(wish)); // Without what is not there.
  const { action: _action, ...read } = readRequest({
    reporter: "a person at the page",
    ...clean,
    action: "contain",
  }) as Extract<
    ReturnType<typeof readRequest>,
    { readonly action: "contain" } // By the line above.
  >;
  return read;
}
