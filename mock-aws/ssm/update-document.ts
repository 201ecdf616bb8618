// ssm:UpdateDocument — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateDocument.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { oneOf, text } from "../input.ts";
import { operation } from "../operation.ts";
import {
  accessToPassRoleIn,
  documentName,
  documentVersion,
  findDocument,
  findVersion,
  onDocument,
} from "./documents.ts";
import { readRunbook } from "./read-runbook.ts";
import { showDescription } from "./show-document.ts";

/** A new version; which one runs is UpdateDocumentDefaultVersion's to say. */
export const updateDocument = operation({
  name: "UpdateDocument",
  readOnly: false,
  input: z.strictObject({
    Name: documentName,
    Content: text({ min: 1, max: 65_536 }),
    DocumentVersion: documentVersion.optional(),
    DocumentFormat: oneOf(["JSON", "YAML", "TEXT"]).optional(),
  }),
  authorize: (wish, call) => [...onDocument("UpdateDocument")(wish, call), ...accessToPassRoleIn(wish.Content)],
  run({ Name, Content, DocumentVersion, DocumentFormat = "JSON" }, call) {
    if (DocumentFormat !== "JSON") throw new NotImplementedError(`documents in ${DocumentFormat}`);
    const document = findDocument(Name, call);
    findVersion(document, DocumentVersion ?? "$LATEST");
    if (document.versions.some(({ content }) => content === Content)) {
      throw new AwsError(
        "DuplicateDocumentContent",
        "The content of the association document matches another document.",
      );
    }
    const version = {
      number: document.versions.length + 1,
      content: Content,
      runbook: readRunbook(Content),
      at: call.now,
    };
    document.versions.push(version);
    return { DocumentDescription: { ...showDescription(document, version), Status: "Updating" } };
  },
});
