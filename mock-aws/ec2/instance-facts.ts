// What filters of DescribeInstances can ask of an instance.
import { rowOf } from "../row-of.ts";
import type { Facts } from "./filters.ts";
import type { Instance } from "./instances.ts";
import { showState } from "./show.ts";

const FACTS: Readonly<Record<string, (instance: Instance) => readonly string[]>> = {
  "instance-id": ({ instanceId }) => [instanceId],
  "instance-state-name": ({ state }) => [state],
  "instance-state-code": ({ state }) => [String(showState(state).code)],
  "instance-type": ({ instanceType }) => [instanceType],
  "image-id": ({ imageId }) => [imageId],
  "reservation-id": ({ reservationId }) => [reservationId],
  "owner-id": ({ account }) => [account],
  "client-token": ({ clientToken }) => (clientToken === undefined ? [] : [clientToken]),
  "availability-zone": ({ availabilityZone }) => [availabilityZone],
  "vpc-id": ({ vpcId }) => [vpcId],
  "subnet-id": ({ subnetId }) => [subnetId],
  "private-ip-address": ({ privateIp }) => [privateIp],
  "iam-instance-profile.arn": ({ association }) => (association ? [association.profile.arn] : []),
  "iam-instance-profile.id": ({ association }) => (association ? [association.profile.id] : []),
  "iam-instance-profile.name": ({ association }) => (association ? [association.profile.name] : []),
  "metadata-options.http-tokens": ({ metadata }) => [metadata.httpTokens],
  "metadata-options.http-endpoint": ({ metadata }) => [metadata.httpEndpoint],
  "tag-key": ({ tags }) => [...tags.keys()],
  "tag-value": ({ tags }) => [...tags.values()],
};

export const instanceFacts: Facts<Instance> = (filter) => {
  if (!filter.startsWith("tag:")) return rowOf(FACTS, filter);
  return ({ tags }) => {
    const value = tags.get(filter.slice("tag:".length));
    return value === undefined ? [] : [value];
  };
};
