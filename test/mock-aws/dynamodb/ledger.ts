// The table of which the tests of DynamoDB speak, and what they put into it.
import { CreateTableCommand, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";

export async function createLedger(dynamodb: DynamoDBClient) {
  return dynamodb.send(
    new CreateTableCommand({
      TableName: "ledger",
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "N" },
      ],
    }),
  );
}

export const item = (pk: string, sk: number, note = "x") => ({
  pk: { S: pk },
  sk: { N: String(sk) },
  note: { S: note },
});

export const put = (pk: string, sk: number, note?: string) =>
  new PutItemCommand({ TableName: "ledger", Item: item(pk, sk, note) });
