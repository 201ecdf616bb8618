// A version of a managed policy as IAM's answers show it.
import { text } from "../../input.ts";
import { current } from "../../propagation.ts";
import type { ManagedPolicy, PolicyVersion } from "../entities.ts";
import { encodePolicy } from "../show.ts";

export const versionId = text({ pattern: /v[1-9][0-9]*(\.[A-Za-z0-9-]*)?/ });

/** Lists leave the document out. */
export function listVersion(policy: ManagedPolicy, { id, createdAt }: PolicyVersion) {
  return { VersionId: id, IsDefaultVersion: current(policy.defaultVersion).id === id, CreateDate: new Date(createdAt) };
}

export function showVersion(policy: ManagedPolicy, version: PolicyVersion) {
  return { Document: encodePolicy(version.document.text), ...listVersion(policy, version) };
}
