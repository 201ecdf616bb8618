// ssm:DescribeDocument — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeDocument.html
import { operation } from "../operation.ts";
import { findDocument, findVersion, namedDocument, onDocument } from "./documents.ts";
import { showDescription } from "./show-document.ts";

export const describeDocument = operation({
  name: "DescribeDocument",
  readOnly: true,
  input: namedDocument,
  authorize: onDocument("DescribeDocument"),
  run({ Name, DocumentVersion }, call) {
    const document = findDocument(Name, call);
    return { Document: showDescription(document, findVersion(document, DocumentVersion)) };
  },
});
