// Build and data services that run code with a role of their own: Glue, SageMaker, CodeBuild, EMR and their like.
import type { ResidualKind, Rule } from "../kind.ts";

const made = (thing: string, remove: string): Rule => ({ leaves: thing, commands: [remove] });
const changed = (thing: string, look: string): Rule => ({
  leaves: `settings of ${thing}`,
  of: thing,
  commands: [look],
});
const started = (thing: string, stop: string): Rule => ({ leaves: thing, commands: [stop] });

const GLUE_JOB = "Glue job {name|jobName}";
const ENDPOINT = "Glue development endpoint {endpointName}";
const NOTEBOOK = "notebook instance {notebookInstanceName}";
const PROJECT = "CodeBuild project {name|projectName|>project.name}";
const PIPELINE = "pipeline {pipeline.name|name}";
const CLUSTER = "EMR cluster {>jobFlowId}";
const SERVER = "transfer server {>serverId|serverId}";

export const jobs: ResidualKind = {
  kind: "job",
  section: "left-behind",
  title: "Glue, SageMaker, CodeBuild and their like",
  why: "It runs code with a role of its own, whose credentials are issued after any cutoff.",
  calls: {
    "glue:CreateJob": made(GLUE_JOB, "glue delete-job --job-name {name}"),
    "glue:UpdateJob": changed(GLUE_JOB, "glue get-job --job-name {jobName}"),
    "glue:DeleteJob": { ends: GLUE_JOB },
    "glue:StartJobRun": started(
      "run {>jobRunId} of Glue job {jobName}",
      "glue batch-stop-job-run --job-name {jobName} --job-run-ids {>jobRunId}",
    ),
    "glue:CreateTrigger": made("Glue trigger {name}", "glue delete-trigger --name {name}"),
    "glue:DeleteTrigger": { ends: "Glue trigger {name}" },
    "glue:CreateDevEndpoint": made(ENDPOINT, "glue delete-dev-endpoint --endpoint-name {endpointName}"),
    "glue:UpdateDevEndpoint": changed(ENDPOINT, "glue get-dev-endpoint --endpoint-name {endpointName}"),
    "glue:DeleteDevEndpoint": { ends: ENDPOINT },
    "glue:CreateSession": started("Glue session {id}", "glue stop-session --id {id}"),
    "glue:PutResourcePolicy": { leaves: "policy of the Glue catalog", commands: ["glue delete-resource-policy"] },
    "sagemaker:CreateNotebookInstance": made(
      NOTEBOOK,
      "sagemaker stop-notebook-instance --notebook-instance-name {notebookInstanceName}",
    ),
    "sagemaker:UpdateNotebookInstance": changed(
      NOTEBOOK,
      "sagemaker describe-notebook-instance --notebook-instance-name {notebookInstanceName}",
    ),
    "sagemaker:StartNotebookInstance": {
      ends: `stop of ${NOTEBOOK}`,
      leaves: `start of ${NOTEBOOK}`,
      of: NOTEBOOK,
      commands: ["sagemaker stop-notebook-instance --notebook-instance-name {notebookInstanceName}"],
    },
    "sagemaker:StopNotebookInstance": { ends: `start of ${NOTEBOOK}`, leaves: `stop of ${NOTEBOOK}`, of: NOTEBOOK },
    "sagemaker:DeleteNotebookInstance": { ends: NOTEBOOK },
    "sagemaker:CreateNotebookInstanceLifecycleConfig": made(
      "notebook start script {notebookInstanceLifecycleConfigName}",
      "sagemaker delete-notebook-instance-lifecycle-config --notebook-instance-lifecycle-config-name {notebookInstanceLifecycleConfigName}",
    ),
    "sagemaker:UpdateNotebookInstanceLifecycleConfig": changed(
      "notebook start script {notebookInstanceLifecycleConfigName}",
      "sagemaker describe-notebook-instance-lifecycle-config --notebook-instance-lifecycle-config-name {notebookInstanceLifecycleConfigName}",
    ),
    "sagemaker:CreateTrainingJob": started(
      "training job {trainingJobName}",
      "sagemaker stop-training-job --training-job-name {trainingJobName}",
    ),
    "sagemaker:CreateProcessingJob": started(
      "processing job {processingJobName}",
      "sagemaker stop-processing-job --processing-job-name {processingJobName}",
    ),
    "sagemaker:CreateUserProfile": made(
      "SageMaker user {userProfileName} of domain {domainId}",
      "sagemaker delete-user-profile --domain-id {domainId} --user-profile-name {userProfileName}",
    ),
    "codebuild:CreateProject": made(PROJECT, "codebuild delete-project --name {name}"),
    "codebuild:UpdateProject": changed(PROJECT, "codebuild batch-get-projects --names {name}"),
    "codebuild:DeleteProject": { ends: PROJECT },
    "codebuild:StartBuild": started(
      "build {>build.id} of CodeBuild project {projectName}",
      "codebuild stop-build --id {>build.id}",
    ),
    "codebuild:StopBuild": { ends: "build {id} of CodeBuild project {>build.projectName}", once: true },
    "codebuild:CreateWebhook": made(
      "webhook of CodeBuild project {projectName}",
      "codebuild delete-webhook --project-name {projectName}",
    ),
    "codebuild:ImportSourceCredentials": {
      leaves: "source credentials {>arn|serverType}",
      commands: ["codebuild delete-source-credentials --arn {>arn}"],
    },
    "codepipeline:CreatePipeline": made(PIPELINE, "codepipeline delete-pipeline --name {pipeline.name}"),
    "codepipeline:UpdatePipeline": changed(PIPELINE, "codepipeline get-pipeline --name {pipeline.name}"),
    "codepipeline:DeletePipeline": { ends: PIPELINE },
    "elasticmapreduce:RunJobFlow": made(CLUSTER, "emr terminate-clusters --cluster-ids {>jobFlowId}"),
    "elasticmapreduce:AddJobFlowSteps": {
      leaves: "steps of EMR cluster {jobFlowId}",
      commands: ["emr list-steps --cluster-id {jobFlowId}"],
    },
    "elasticmapreduce:TerminateJobFlows": { each: "jobFlowIds", ends: "EMR cluster {.}", once: true },
    "cloud9:CreateEnvironmentEC2": made(
      "Cloud9 environment {>environmentId}",
      "cloud9 delete-environment --environment-id {>environmentId}",
    ),
    "cloud9:CreateEnvironmentMembership": made(
      "{userArn} in the Cloud9 environment {environmentId}",
      "cloud9 delete-environment-membership --environment-id {environmentId} --user-arn {userArn}",
    ),
    "datapipeline:CreatePipeline": made(
      "data pipeline {>pipelineId}",
      "datapipeline delete-pipeline --pipeline-id {>pipelineId}",
    ),
    "datasync:CreateTask": {
      leaves: "DataSync task {>taskArn}",
      why: "It copies data elsewhere.",
      commands: ["datasync delete-task --task-arn {>taskArn}"],
    },
    "transfer:CreateServer": made(SERVER, "transfer stop-server --server-id {>serverId}"),
    "transfer:CreateUser": made(
      "user {userName} of transfer server {serverId}",
      "transfer delete-user --server-id {serverId} --user-name {userName}",
    ),
    "transfer:ImportSshPublicKey": made(
      "SSH key {>sshPublicKeyId} of user {userName} on transfer server {serverId}",
      "transfer delete-ssh-public-key --server-id {serverId} --user-name {userName} --ssh-public-key-id {>sshPublicKeyId}",
    ),
    "transfer:DeleteServer": { ends: SERVER },
  },
};
