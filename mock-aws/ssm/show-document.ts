// A document as Systems Manager's answers show it.
import { createHash } from "node:crypto";
import { type Document, type Version, versionOf } from "./documents.ts";

/** What all answers have in common. */
export function showIdentity({ name, account }: Document, { number, at }: Version) {
  return {
    Name: name,
    Owner: account,
    CreatedDate: new Date(at),
    DocumentVersion: String(number),
    DocumentType: "Automation",
    DocumentFormat: "JSON",
    SchemaVersion: "0.3",
    PlatformTypes: ["Windows", "Linux", "MacOS"],
  };
}

export function showDescription(document: Document, version: Version) {
  const { parameters, description } = version.runbook;
  return {
    ...showIdentity(document, version),
    Hash: createHash("sha256").update(version.content).digest("hex"),
    HashType: "Sha256",
    Status: "Active",
    Description: description,
    Parameters: [...parameters].map(([Name, { type, description: Description, default: value }]) => ({
      Name,
      Type: type,
      Description,
      ...(value === undefined ? {} : { DefaultValue: typeof value === "string" ? value : JSON.stringify(value) }),
    })),
    LatestVersion: String(versionOf(document, "$LATEST")?.number),
    DefaultVersion: String(document.defaultVersion),
  };
}
