// A policy document as written: its elements in lists, its meaning not yet looked at.
import type { PrincipalValues } from "../principal.ts";
import type { Position } from "../statement.ts";

export type RawCondition = { readonly operator: string; readonly key: string; readonly values: readonly string[] };

export type RawStatement = {
  readonly sid?: string;
  readonly effect: string;
  readonly action?: readonly string[];
  readonly notAction?: readonly string[];
  readonly resource?: readonly string[];
  readonly notResource?: readonly string[];
  readonly principal?: PrincipalValues;
  readonly notPrincipal?: PrincipalValues;
  readonly conditions: readonly RawCondition[];
  readonly begin: Position;
  readonly end: Position;
};

export type RawDocument = {
  readonly version?: string;
  readonly id?: string;
  readonly statements: readonly RawStatement[];
};
