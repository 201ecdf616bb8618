// AWS::SSM::Document
import { CreateDocumentCommand, type DocumentFormat, type DocumentType } from "@aws-sdk/client-ssm";
import { asIs, type MakeResource, textOf } from "./resource.ts";

export const ssmDocument: MakeResource = async ({ name, properties, admin: { ssm } }) => {
  const Name = textOf(properties, "Name") ?? name;
  await ssm.send(
    new CreateDocumentCommand({
      Name,
      Content: JSON.stringify(properties["Content"]),
      DocumentType: asIs<DocumentType>(properties, "DocumentType"),
      DocumentFormat: asIs<DocumentFormat>(properties, "DocumentFormat"),
    }),
  );
  return { ref: Name };
};
