// Athena as the responder has it: the workgroup of its own stack, in its own account and Region.
import { AthenaClient } from "@aws-sdk/client-athena";
import type { Places } from "../../places.ts";
import { allRegions } from "../lookup-events.ts";
import type { Pace } from "../pace.ts";
import { type AthenaSource, athenaSource } from "./athena-source.ts";

type Options = {
  readonly places: Pick<Places, "aws" | "home" | "accounts">;
  readonly pace: Pace;
  readonly mostBytes: number;
};

export async function openAthena({ places, pace, mostBytes }: Options): Promise<AthenaSource> {
  const aws = await places.aws(places.home);
  if (!aws) throw new Error(`The account ${places.home} is not served: Athena cannot be reached in it.`);
  const client = aws.client(AthenaClient);
  const regions = () => allRegions(aws);
  return athenaSource({ client, regions, served: places.accounts, pace, mostBytes, spent: SPENT });
}

const SPENT =
  "Athena has read as much for the incident today as the configuration allows (athena.mostBytesPerDay): the rest was not read. It goes on tomorrow, or with a larger limit.";
