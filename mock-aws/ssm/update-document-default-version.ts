// ssm:UpdateDocumentDefaultVersion — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateDocumentDefaultVersion.html
import { z } from "zod";
import { text } from "../input.ts";
import { operation } from "../operation.ts";
import { documentName, findDocument, findVersion, onDocument } from "./documents.ts";

export const updateDocumentDefaultVersion = operation({
  name: "UpdateDocumentDefaultVersion",
  readOnly: false,
  input: z.strictObject({ Name: documentName, DocumentVersion: text({ pattern: /[1-9][0-9]*/ }) }),
  authorize: onDocument("UpdateDocumentDefaultVersion"),
  run({ Name, DocumentVersion }, call) {
    const document = findDocument(Name, call);
    document.defaultVersion = findVersion(document, DocumentVersion).number;
    return { Description: { Name, DefaultVersion: DocumentVersion } };
  },
});
