// ssm:ListDocuments — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListDocuments.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { integer } from "../input.ts";
import { operation } from "../operation.ts";
import { listPage } from "../page.ts";
import { type Document, documents, findVersion } from "./documents.ts";
import { showIdentity } from "./show-document.ts";

const filter = z.strictObject({ Key: z.string(), Values: z.array(z.string()).min(1) });

/** The account's own: Amazon's documents are not here. */
export const listDocuments = operation({
  name: "ListDocuments",
  readOnly: true,
  input: z.strictObject({
    Filters: z.array(filter).max(5).optional(),
    MaxResults: integer(1, 50).default(50),
    NextToken: z.string().optional(),
  }),
  authorize: () => [{ action: "ssm:ListDocuments", resource: "*" }],
  run({ Filters = [], MaxResults, NextToken }, { world, caller, region }) {
    const own = [...documents(world, caller.account).values()].filter(
      (document) => document.region === region && Filters.every((one) => matches(document, one)),
    );
    const show = (document: Document) => showIdentity(document, findVersion(document, undefined));
    return listPage("DocumentIdentifiers", own, ({ name }) => name, show, { MaxResults, NextToken });
  },
});

/** Names match by how they begin. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DocumentKeyValuesFilter.html */
function matches({ name }: Document, { Key, Values }: z.output<typeof filter>): boolean {
  if (Key === "Name") return Values.some((value) => name.startsWith(value));
  if (Key === "DocumentType") return Values.includes("Automation");
  if (Key !== "Owner") throw new NotImplementedError(`the filter ${Key} of ssm:ListDocuments`);
  const unknown = Values.find((value) => !["Amazon", "Private", "Public", "Self", "ThirdParty", "All"].includes(value));
  if (unknown !== undefined)
    throw new AwsError("InvalidFilterKey", `The value ${unknown} of the filter Owner is not valid.`);
  return Values.some((value) => ["Private", "Self", "All"].includes(value));
}
