// Containers: tasks, services, images and who may pull or push them.
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/logging-using-cloudtrail.html
import type { ResidualKind, Rule } from "../kind.ts";

const TASK = "task {.taskArn}";
const SERVICE = "ECS service {serviceName|service} of cluster {cluster}";
const DEFINITION = "task definition {>taskDefinition.taskDefinitionArn|taskDefinition}";
const REPOSITORY = "image repository {repositoryName}";
const CLUSTER = "ECS cluster {>cluster.clusterName|clusterName|cluster}";

const task: Rule = {
  each: ">tasks",
  leaves: TASK,
  commands: ["ecs stop-task --cluster {cluster|.clusterArn} --task {.taskArn}"],
};

export const containers: ResidualKind = {
  kind: "container",
  section: "left-behind",
  title: "Containers",
  why: "It runs on, costs money, and gets credentials of its task role that are issued after any cutoff.",
  calls: {
    "ecs:RunTask": task,
    "ecs:StartTask": task,
    "ecs:StopTask": { ends: "task {>task.taskArn|task}", once: true },
    "ecs:RegisterTaskDefinition": {
      leaves: DEFINITION,
      why: "It waits to be run.",
      commands: ["ecs deregister-task-definition --task-definition {>taskDefinition.taskDefinitionArn}"],
    },
    "ecs:DeregisterTaskDefinition": { ends: DEFINITION },
    "ecs:CreateService": {
      leaves: SERVICE,
      commands: ["ecs delete-service --cluster {cluster} --service {serviceName} --force"],
    },
    "ecs:UpdateService": {
      leaves: `settings of ${SERVICE}`,
      of: SERVICE,
      commands: ["ecs describe-services --cluster {cluster} --services {service}"],
      byHand: "Set task definition, size and ECS Exec back.",
    },
    "ecs:DeleteService": { ends: SERVICE },
    "ecs:CreateCluster": {
      repeats: true,
      leaves: CLUSTER,
      commands: ["ecs delete-cluster --cluster {>cluster.clusterName|clusterName}"],
    },
    "ecs:DeleteCluster": { ends: CLUSTER },
    "ecr:CreateRepository": {
      leaves: REPOSITORY,
      commands: ["ecr delete-repository --repository-name {repositoryName} --force"],
    },
    "ecr:DeleteRepository": { ends: REPOSITORY },
    "ecr:SetRepositoryPolicy": {
      leaves: `policy of ${REPOSITORY}`,
      of: REPOSITORY,
      replaces: true,
      why: "Whoever the policy names pulls or pushes, from whatever account.",
      commands: [
        "ecr get-repository-policy --repository-name {repositoryName}",
        "ecr delete-repository-policy --repository-name {repositoryName}",
      ],
    },
    "ecr:DeleteRepositoryPolicy": { ends: `policy of ${REPOSITORY}` },
    "ecr:PutImage": {
      leaves: `image {imageTag|>image.imageId.imageDigest} in ${REPOSITORY}`,
      of: REPOSITORY,
      why: "Whatever pulls the tag runs the intruder's image.",
      commands: [
        "ecr batch-delete-image --repository-name {repositoryName} --image-ids imageDigest={>image.imageId.imageDigest}",
      ],
    },
    "ecr:BatchDeleteImage": { leaves: `deleted images of ${REPOSITORY}`, why: "They are gone." },
    "ecr:PutRegistryPolicy": { leaves: "policy of the image registry", commands: ["ecr delete-registry-policy"] },
    "ecr:PutReplicationConfiguration": {
      leaves: "replication of the image registry",
      why: "Images are copied elsewhere.",
      commands: ["ecr describe-registry"],
    },
    "batch:SubmitJob": {
      leaves: "batch job {>jobId}",
      commands: ["batch terminate-job --job-id {>jobId} --reason intruder"],
    },
    "batch:TerminateJob": { ends: "batch job {jobId}", once: true },
    "batch:CreateComputeEnvironment": {
      leaves: "compute environment {computeEnvironmentName}",
      commands: ["batch update-compute-environment --compute-environment {computeEnvironmentName} --state DISABLED"],
    },
    "batch:RegisterJobDefinition": {
      leaves: "job definition {>jobDefinitionArn|jobDefinitionName}",
      commands: ["batch deregister-job-definition --job-definition {>jobDefinitionArn}"],
    },
    "apprunner:CreateService": {
      leaves: "App Runner service {serviceName}",
      commands: ["apprunner delete-service --service-arn {>service.serviceArn}"],
    },
  },
};
