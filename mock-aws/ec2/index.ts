// EC2: every operation that the local AWS has of it.
import type { Service } from "../operation.ts";
import { EC2_PROTOCOL } from "../wire/query.ts";
import { associateIamInstanceProfile } from "./associate-iam-instance-profile.ts";
import { describeIamInstanceProfileAssociations } from "./describe-iam-instance-profile-associations.ts";
import { describeInstances } from "./describe-instances.ts";
import { describeRegions } from "./describe-regions.ts";
import { disassociateIamInstanceProfile } from "./disassociate-iam-instance-profile.ts";
import { modifyInstanceMetadataOptions } from "./modify-instance-metadata-options.ts";
import { rebootInstances } from "./reboot-instances.ts";
import { replaceIamInstanceProfileAssociation } from "./replace-iam-instance-profile-association.ts";
import { runInstances } from "./run-instances.ts";
import { startInstances } from "./start-instances.ts";
import { stopInstances } from "./stop-instances.ts";
import { terminateInstances } from "./terminate-instances.ts";

export const EC2: Service = {
  name: "ec2",
  eventSource: "ec2.amazonaws.com",
  api: "2016-11-15",
  protocol: EC2_PROTOCOL,
  trailCode: (code) => `${code === "InternalFailure" ? "Server" : "Client"}.${code}`,
  operations: [
    associateIamInstanceProfile,
    describeIamInstanceProfileAssociations,
    describeInstances,
    describeRegions,
    disassociateIamInstanceProfile,
    modifyInstanceMetadataOptions,
    rebootInstances,
    replaceIamInstanceProfileAssociation,
    runInstances,
    startInstances,
    stopInstances,
    terminateInstances,
  ],
};
