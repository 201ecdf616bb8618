// How AWS is reached in a Region that is known, by the person's own credentials or by a role that they have assumed.
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import type { Connection } from "./connection.ts";

export type RegionalConnection = Omit<Connection, "region" | "credentials"> & {
  readonly region: string;
  readonly credentials?: NonNullable<Connection["credentials"]> | AwsCredentialIdentityProvider;
};
