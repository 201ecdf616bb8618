// ssm:GetDocument — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetDocument.html
import { z } from "zod";
import { NotImplementedError } from "../aws-error.ts";
import { oneOf } from "../input.ts";
import { operation } from "../operation.ts";
import { findDocument, findVersion, namedDocument, onDocument } from "./documents.ts";

export const getDocument = operation({
  name: "GetDocument",
  readOnly: true,
  input: z.strictObject({ ...namedDocument.shape, DocumentFormat: oneOf(["JSON", "YAML", "TEXT"]).optional() }),
  authorize: onDocument("GetDocument"),
  run({ Name, DocumentVersion, DocumentFormat = "JSON" }, call) {
    if (DocumentFormat !== "JSON") throw new NotImplementedError(`documents in ${DocumentFormat}`);
    const { number, content, at } = findVersion(findDocument(Name, call), DocumentVersion);
    return {
      Name,
      CreatedDate: new Date(at),
      DocumentVersion: String(number),
      Status: "Active",
      Content: content,
      DocumentType: "Automation",
      DocumentFormat,
    };
  },
});
