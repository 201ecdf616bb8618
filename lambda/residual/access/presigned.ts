// Access that was signed before and needs no IAM principal, or is one more road for the old one.
import type { ResidualKind, Rule } from "../kind.ts";
import { valueAt } from "../values.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html */
const byAddress: Rule = {
  when: ({ record }) => valueAt(record, "additionalEventData.AuthenticationMethod") === "QueryString",
  leaves: "presigned addresses for the bucket {bucketName} made with the key {@key}",
  possible: true,
  until: { credentialAnd: 0 },
  why: "A presigned address does what its signer may at the moment of use: the deny stops it, as long as it stands. Whoever else has the address will try it until the credential ends.",
  byHand: "Hold the deny until then.",
};

const DIRECTORY_BUCKETS = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html";

const login = (service: string, hours: number): Rule => ({
  leaves: `open page of ${service}`,
  until: { seconds: hours * 3600, asked: "sessionExpirationDurationInSeconds" },
  why: "The address was signed by the service and opens a session there, which asks no more for the caller's policies.",
});

export const presigned: ResidualKind = {
  kind: "presigned",
  section: "access",
  title: "S3 Express and presigned access",
  why: "It was handed out before the deny.",
  calls: {
    "s3express:CreateSession": {
      leaves: "S3 Express session for the directory bucket {bucketName}",
      until: { seconds: 300 },
      why: `The session token is good for five minutes, without another look at the caller's policies: ${DIRECTORY_BUCKETS}`,
      byHand: "It ends by itself.",
    },
    "s3:GetObject": byAddress,
    "s3:PutObject": byAddress,
    "sagemaker:CreatePresignedNotebookInstanceUrl": {
      ...login("the notebook {notebookInstanceName}", 12),
      commands: ["sagemaker stop-notebook-instance --notebook-instance-name {notebookInstanceName}"],
    },
    "sagemaker:CreatePresignedDomainUrl": {
      ...login("SageMaker Studio {domainId} as {userProfileName}", 12),
      commands: ["sagemaker list-apps --domain-id-equals {domainId} --user-profile-name-equals {userProfileName}"],
      byHand: "Delete the apps that run under that profile.",
    },
    "airflow:CreateWebLoginToken": { ...login("Airflow {name}", 12), byHand: "End the session in Airflow." },
    "airflow:CreateCliToken": { ...login("the command line of Airflow {name}", 1), byHand: "Look for changed jobs." },
    "appstream:CreateStreamingURL": {
      ...login("AppStream {fleetName} of {stackName} as {userId}", 96),
      commands: ["appstream describe-sessions --stack-name {stackName} --fleet-name {fleetName}"],
    },
    "quicksight:GenerateEmbedUrlForRegisteredUser": login("QuickSight as {userArn}", 10),
    "grafana:CreateWorkspaceApiKey": {
      leaves: "key {keyName} of Grafana {workspaceId}",
      commands: ["grafana delete-workspace-api-key --workspace-id {workspaceId} --key-name {keyName}"],
    },
    "cloudshell:CreateSession": {
      leaves: "CloudShell session of {@callerArn}",
      until: { seconds: 12 * 3600 },
      why: "The shell runs on at AWS. Its calls are signed with the caller's credentials, which the deny covers; what lies in its home stays.",
      byHand: "Delete the environment in CloudShell as that principal, or leave it to expire after 120 days.",
    },
  },
};
