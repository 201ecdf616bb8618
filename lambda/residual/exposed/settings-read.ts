// Settings in which secrets stand at times: environment variables, templates, build projects.
import type { ResidualKind, Rule } from "../kind.ts";

const environment = (thing: string, look: string): Rule => ({
  leaves: thing,
  possible: true,
  commands: [look],
  byHand: "Rotate every secret that stands in it in clear.",
});

const FUNCTION_SETTINGS = "lambda get-function-configuration --function-name {functionName:function}";

export const settingsRead: ResidualKind = {
  kind: "setting-read",
  section: "exposed",
  title: "Settings that were read and may hold secrets",
  why: "Secrets stand there in clear at times.",
  calls: {
    "lambda:GetFunction": environment("code and environment of function {functionName:function}", FUNCTION_SETTINGS),
    "lambda:GetFunctionConfiguration": environment(
      "environment of function {functionName:function}",
      FUNCTION_SETTINGS,
    ),
    "lambda:ListFunctions": environment("environments of the Region's functions", "lambda list-functions"),
    "ecs:DescribeTaskDefinition": environment(
      "environment of task definition {taskDefinition}",
      "ecs describe-task-definition --task-definition {taskDefinition}",
    ),
    "codebuild:BatchGetProjects": {
      ...environment("environment of CodeBuild project {.}", "codebuild batch-get-projects --names {.}"),
      each: "names",
    },
    "cloudformation:GetTemplate": environment(
      "template of stack {stackName:stack}",
      "cloudformation get-template --stack-name {stackName:stack}",
    ),
    "elasticbeanstalk:DescribeConfigurationSettings": environment(
      "environment of application {applicationName}",
      "elasticbeanstalk describe-configuration-settings --application-name {applicationName}",
    ),
    "glue:GetJob": environment("arguments of Glue job {jobName}", "glue get-job --job-name {jobName}"),
    "amplify:GetApp": environment("environment of Amplify app {appId}", "amplify get-app --app-id {appId}"),
    "apprunner:DescribeService": environment(
      "environment of App Runner service {serviceArn}",
      "apprunner describe-service --service-arn {serviceArn}",
    ),
    "sagemaker:DescribeNotebookInstanceLifecycleConfig": environment(
      "notebook start script {notebookInstanceLifecycleConfigName}",
      "sagemaker describe-notebook-instance-lifecycle-config --notebook-instance-lifecycle-config-name {notebookInstanceLifecycleConfigName}",
    ),
  },
};
