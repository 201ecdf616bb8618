// Bedrock: models made available, what is written down of their use, and capacity that costs.
//
// https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
import type { ResidualKind, Rule } from "../kind.ts";

const ACCESS = "access to the model {modelId}";
const LOGGING = "logging of model invocations";
const THROUGHPUT = "provisioned throughput {>provisionedModelArn|provisionedModelId}";

const access: Rule = {
  leaves: ACCESS,
  why: "The account may use the model, and pays for it: whoever has a permission to invoke it can go on.",
  commands: [
    "bedrock get-foundation-model-availability --model-id {modelId}",
    "bedrock delete-foundation-model-agreement --model-id {modelId}",
  ],
};

export const models: ResidualKind = {
  kind: "model",
  section: "left-behind",
  title: "Bedrock",
  why: "The account keeps it.",
  calls: {
    "bedrock:PutFoundationModelEntitlement": access,
    "bedrock:CreateFoundationModelAgreement": access,
    "bedrock:DeleteFoundationModelAgreement": { ends: ACCESS },
    "bedrock:PutUseCaseForModelAccess": {
      leaves: "use case for model access in the account's name",
      why: "It was sent to AWS and the model's maker, for the whole account.",
      commands: ["bedrock get-use-case-for-model-access"],
    },
    "bedrock:DeleteModelInvocationLoggingConfiguration": {
      ends: LOGGING,
      why: "What the models are asked is no longer written down.",
      commands: ["bedrock put-model-invocation-logging-configuration --logging-config file://logging.json"],
    },
    "bedrock:PutModelInvocationLoggingConfiguration": {
      leaves: LOGGING,
      replaces: true,
      why: "What the models are asked, and answer, is written elsewhere.",
      commands: ["bedrock get-model-invocation-logging-configuration"],
    },
    "bedrock:CreateProvisionedModelThroughput": {
      leaves: THROUGHPUT,
      why: "It costs by the hour.",
      commands: ["bedrock delete-provisioned-model-throughput --provisioned-model-id {>provisionedModelArn}"],
    },
    "bedrock:DeleteProvisionedModelThroughput": { ends: THROUGHPUT },
    "bedrock:CreateModelCustomizationJob": {
      leaves: "model training {jobName}",
      why: "It runs on and costs, with a role of its own.",
      commands: ["bedrock stop-model-customization-job --job-identifier {>jobArn|jobName}"],
    },
    "bedrock:CreateAgent": {
      leaves: "Bedrock agent {>agent.agentId|agentName}",
      why: "It acts with a role of its own.",
      commands: ["bedrock-agent delete-agent --agent-id {>agent.agentId}"],
    },
    "bedrock:UpdateAgent": {
      leaves: "settings of Bedrock agent {agentId}",
      why: "It acts with a role of its own.",
      commands: ["bedrock-agent get-agent --agent-id {agentId}"],
    },
    "bedrock:DeleteAgent": { ends: "Bedrock agent {agentId}", once: true },
    "bedrock:DeleteGuardrail": { ends: "Bedrock guardrail {guardrailIdentifier}" },
  },
};
