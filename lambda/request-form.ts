// A request as a form sends it: every field is there, as text, and one that was left empty is "". Automation cannot leave a
// member out of what it sends, nor can most other forms that people fill in.
import * as z from "zod";
import { BadInputError } from "./bad-input.ts";

/** What the fields may hold is said where the request is read: lambda/request.ts. */
const field = z
  .string()
  .max(2048)
  .optional()
  .transform((text) => (text === "" ? undefined : text));

const leakForm = z.strictObject({
  account: field,
  accessKeyId: field,
  roleName: field,
  sessionName: field,
  userName: field,
  scope: field,
});

const liftForm = z.strictObject({ falseAlarm: z.enum(["", "true", "false"]).optional() });

type Members = Readonly<Record<string, unknown>>;

const FORMS: Readonly<Record<string, (form: unknown) => Members>> = {
  plan: leakOf,
  contain: leakOf,
  lift: (form) => ({ falseAlarm: read(liftForm, form).falseAlarm === "true" }),
};

/** The same request without its form; any other event as it is. Throws BadInputError, without a value of the input. */
export function withoutForm(event: unknown): unknown {
  if (typeof event !== "object" || event === null || !("form" in event) || !("action" in event)) return event;
  const { form, ...rest } = event;
  const { action } = rest;
  const members = typeof action === "string" && Object.hasOwn(FORMS, action) ? FORMS[action]?.(form) : undefined;
  if (!members) throw new BadInputError("The request cannot be read: only plan, contain and lift take a form.");
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  const twice = given.find(([name]) => name in rest);
  if (twice) throw new BadInputError(`The request says ${twice[0]} twice: in its form and beside it.`);
  return { ...rest, ...Object.fromEntries(given) };
}

function leakOf(form: unknown): Members {
  const { roleName, sessionName, userName, ...rest } = read(leakForm, form);
  if (roleName !== undefined && userName !== undefined) {
    throw new BadInputError("The form names a role and a user: give the one whose credential it is.");
  }
  if (sessionName !== undefined && roleName === undefined) {
    throw new BadInputError("The form names a session and no role: give roleName too.");
  }
  const role = roleName === undefined ? undefined : { type: "role", name: roleName, session: sessionName };
  const user = userName === undefined ? undefined : { type: "user", name: userName };
  return { ...rest, principal: role ?? user };
}

function read<T>(schema: z.ZodType<T>, form: unknown): T {
  const parsed = schema.safeParse(form);
  if (parsed.success) return parsed.data;
  throw new BadInputError(`The request's form cannot be read: ${z.prettifyError(parsed.error)}`);
}
