// The ledger's table: on demand, recoverable to any second, protected from deletion, under a key of the customer's where one is given.
import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import { Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { EXPIRES, INDEXES, LEDGER_KEYS } from "../lambda/ledger/table.ts";

export class LedgerTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { keyArn }: { readonly keyArn: string | undefined }) {
    super(scope, id);
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    const encryption =
      keyArn === undefined
        ? {}
        : { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: Key.fromKeyArn(this, "Key", keyArn) };
    this.table = new Table(this, "Table", {
      ...encryption,
      partitionKey: text(LEDGER_KEYS.partition),
      sortKey: text(LEDGER_KEYS.sort),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: EXPIRES,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const { name, partition, sort } of INDEXES) {
      this.table.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: text(partition),
        sortKey: text(sort),
        projectionType: ProjectionType.ALL,
      });
    }
  }
}
