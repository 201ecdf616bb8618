// Attack sequences: several credentials in one finding, each of them an alert of one group.
import * as z from "zod";
import { BadInputError } from "../../bad-input.ts";
import { alertOf, type Credential } from "../fields/credential.ts";
import { type Read, reader } from "../fields/reader.ts";
import { isGenerated } from "../fields/sample.ts";
import { lenientText } from "../fields/text.ts";
import { credentialOfInstance } from "../fields/workload.ts";
import { credentialOfActor, isSampleActor, readActor } from "./actor.ts";
import type { Finding } from "./finding.ts";
import type { Shape } from "./shape.ts";

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Sequence.html */
const sequence = reader(() =>
  z.object({
    actors: z.array(z.unknown()).catch([]),
    resources: z.array(z.unknown()).catch([]),
  }),
);

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ResourceV2.html */
const instance = reader(() =>
  z.object({
    uid: lenientText,
    data: z.object({ ec2Instance: z.object({ iamInstanceProfile: z.object({ arn: lenientText, id: lenientText }) }) }),
  }),
);

/** Their instances are compromised. In a sequence of IAM or S3 an instance may be what the thief has started. */
const OF_WORKLOADS = ["EC2", "ECS", "EKS"].map((kind) => `AttackSequence:${kind}/`);

const RESOURCE_TYPE = "AttackSequence";

/** Actors without a user are processes. */
export const attackSequence: Shape = {
  patterns: [
    ...["uid", "type", "credentialUid"].map((member) =>
      inSequence({}, { actors: { user: { [member]: [{ exists: true }] } } }),
    ),
    inSequence(
      { type: OF_WORKLOADS.map((prefix) => ({ prefix })) },
      { resources: { data: { ec2Instance: { iamInstanceProfile: { arn: [{ prefix: "arn:aws" }] } } } } },
    ),
  ],
  read,
};

function inSequence(detail: object, what: object) {
  return {
    ...detail,
    resource: { resourceType: [RESOURCE_TYPE] },
    service: { detection: { sequence: what } },
  };
}

function read(finding: Finding) {
  const { resource, about } = finding;
  if (Object(resource).resourceType !== RESOURCE_TYPE) return [];
  const parsed = sequence(finding.sequence);
  if (!parsed.success) return [];
  const actors = parsed.data.actors.flatMap((one) => readActor(one) ?? []);
  const instances = parsed.data.resources.flatMap((one) => instance(one).data ?? []);
  const credentials = [
    ...actors.flatMap((actor) => credentialOfActor(actor, finding.account) ?? []),
    ...credentialsOfInstances(instances, finding),
  ];
  if (actors.length > 0 && credentials.length === 0) {
    throw new BadInputError(
      `The GuardDuty finding ${about.id} is an attack sequence whose ${actors.length} actors have no credential that can be read: a person must look at it.`,
    );
  }
  const sample =
    about.sample ||
    actors.some(isSampleActor) ||
    instances.some(({ data }) => isGenerated(data.ec2Instance.iamInstanceProfile.id));
  return credentials.map((credential) => alertOf({ ...about, sample, group: about.id }, credential));
}

function credentialsOfInstances(
  instances: readonly Read<typeof instance>[],
  { type, account }: Finding,
): readonly Credential[] {
  if (!OF_WORKLOADS.some((prefix) => type.startsWith(prefix))) return [];
  return instances.flatMap(({ uid, data }) => {
    const profileArn = data.ec2Instance.iamInstanceProfile.arn;
    return !profileArn?.startsWith("arn:aws") ? [] : (credentialOfInstance({ id: uid, profileArn, account }) ?? []);
  });
}
