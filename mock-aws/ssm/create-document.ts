// ssm:CreateDocument — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { oneOf, text } from "../input.ts";
import { operation } from "../operation.ts";
import { accessToPassRoleIn, type Document, documentName, documentNamed, documents, onDocument } from "./documents.ts";
import { readRunbook } from "./read-runbook.ts";
import { showDescription } from "./show-document.ts";

/** Names that AWS keeps for itself. */
const RESERVED = /^(aws|amazon|amzn)/i;

export const createDocument = operation({
  name: "CreateDocument",
  readOnly: false,
  input: z.strictObject({
    Name: documentName,
    Content: text({ min: 1, max: 65_536 }),
    DocumentType: z.string().optional(),
    DocumentFormat: oneOf(["JSON", "YAML", "TEXT"]).optional(),
  }),
  authorize: (wish, call) => [...onDocument("CreateDocument")(wish, call), ...accessToPassRoleIn(wish.Content)],
  run({ Name, Content, DocumentType = "Command", DocumentFormat = "JSON" }, call) {
    if (DocumentType !== "Automation") throw new NotImplementedError(`documents of type ${DocumentType}`);
    if (DocumentFormat !== "JSON") throw new NotImplementedError(`documents in ${DocumentFormat}`);
    if (documentNamed(Name, call))
      throw new AwsError("DocumentAlreadyExists", `Document with same name ${Name} already exists`);
    if (RESERVED.test(Name))
      throw new AwsError("ValidationException", `The document name ${Name} begins with a reserved word.`);
    const { world, caller, region, now } = call;
    const version = { number: 1, content: Content, runbook: readRunbook(Content), at: now };
    const document: Document = { account: caller.account, region, name: Name, versions: [version], defaultVersion: 1 };
    documents(world, caller.account).set(`${region} ${Name}`, document);
    return { DocumentDescription: { ...showDescription(document, version), Status: "Creating" } };
  },
});
