// What a guardrail is: one question about an alert and its principal, with one of four answers.
import type { Config } from "../config.ts";
import type { Alert, Resolution } from "../model.ts";

export type Opinion =
  | { readonly is: "pass" }
  | { readonly is: "not-applicable" }
  | { readonly is: "ask"; readonly because: string }
  | { readonly is: "refuse"; readonly because: string };

export type Case = { readonly alert: Alert; readonly resolution: Resolution; readonly config: Config };

export type Guardrail = (question: Case) => Opinion;

export const PASS: Opinion = { is: "pass" };
export const NOT_APPLICABLE: Opinion = { is: "not-applicable" };
