// AWS::DynamoDB::Table
import {
  type AttributeDefinition,
  BillingMode,
  CreateTableCommand,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  type PointInTimeRecoverySpecification,
  UpdateContinuousBackupsCommand,
} from "@aws-sdk/client-dynamodb";
import { asIs, type MakeResource, textOf } from "./resource.ts";

export const dynamodbTable: MakeResource = async ({ name, properties, account, region, admin: { dynamodb } }) => {
  const TableName = textOf(properties, "TableName") ?? name;
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: BillingMode.PAY_PER_REQUEST,
      AttributeDefinitions: asIs<AttributeDefinition[]>(properties, "AttributeDefinitions"),
      KeySchema: asIs<KeySchemaElement[]>(properties, "KeySchema"),
      GlobalSecondaryIndexes: asIs<GlobalSecondaryIndex[]>(properties, "GlobalSecondaryIndexes"),
      DeletionProtectionEnabled: asIs<boolean>(properties, "DeletionProtectionEnabled"),
    }),
  );
  const recovery = asIs<PointInTimeRecoverySpecification>(properties, "PointInTimeRecoverySpecification");
  if (recovery) {
    await dynamodb.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification: recovery }));
  }
  return { ref: TableName, attributes: { Arn: `arn:aws:dynamodb:${region}:${account}:table/${TableName}` } };
};
