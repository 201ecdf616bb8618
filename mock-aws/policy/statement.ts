// A policy document as the evaluator reads it: compiled once when parsed, so that a decision is cheap.
import type { ActionSet } from "./action.ts";
import type { Condition } from "./condition.ts";
import type { PrincipalSet } from "./principal.ts";
import type { ResourceSet } from "./resource.ts";

export type PolicyKind = "identity" | "managed" | "trust" | "resource" | "boundary" | "session" | "scp" | "rcp";

/** 1-based line, and the column just behind the brace: as SimulatePrincipalPolicy reports it [recorded]. */
export type Position = { readonly line: number; readonly column: number };

/** An element and its Not form: NotAction, NotResource, NotPrincipal. */
export type Negatable<T> = { readonly not: boolean; readonly set: T };

export type Statement = {
  readonly index: number;
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  readonly action: Negatable<ActionSet>;
  /** Absent in trust policies. */
  readonly resource?: Negatable<ResourceSet>;
  /** Absent in policies that hang on their principal. */
  readonly principal?: Negatable<PrincipalSet>;
  readonly conditions: readonly Condition[];
  /** Condition keys and variables that the tables do not know: fine only if the request carries them. */
  readonly unknownKeys: readonly string[];
  readonly begin: Position;
  readonly end: Position;
};

export type PolicyDocument = {
  readonly kind: PolicyKind;
  readonly version: "2012-10-17" | "2008-10-17";
  readonly id?: string;
  readonly statements: readonly Statement[];
  readonly text: string;
};
