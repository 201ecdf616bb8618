// What a role needs of the key that encrypts the ledger, where that is not DynamoDB's own.
import type { Statement } from "../lambda/role-policy.ts";

/** DynamoDB uses the key as whoever reads or writes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
export function ledgerKeyStatements(
  keyArn: string | undefined,
  region: string,
  use: "read" | "read-and-write",
): readonly Statement[] {
  if (keyArn === undefined) return [];
  const writing = use === "read" ? [] : ["kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];
  return [
    {
      Sid: "LedgerKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", ...writing],
      Resource: [keyArn],
      Condition: { StringEquals: { "kms:ViaService": `dynamodb.${region}.amazonaws.com` } },
    },
  ];
}
