// ssm:DeleteDocument — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteDocument.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { documentName, documents, findDocument, onDocument } from "./documents.ts";

/** With all its versions. Executions that run go on: they have what they run. */
export const deleteDocument = operation({
  name: "DeleteDocument",
  readOnly: false,
  input: z.strictObject({ Name: documentName }),
  authorize: onDocument("DeleteDocument"),
  run({ Name }, call) {
    const { account, region, name } = findDocument(Name, call);
    documents(call.world, account).delete(`${region} ${name}`);
  },
});
