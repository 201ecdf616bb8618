// Kubernetes clusters that the intruder can still sign in to.
//
// A token for a cluster is a presigned sts:GetCallerIdentity, which no policy refuses: it can be made, on the intruder's own
// machine and unseen by the trail, until the credential ends. It is good for 15 minutes more.
// https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
import type { ResidualKind, Rule } from "../kind.ts";

const TOKEN_SECONDS = 15 * 60;

const seen: Rule = {
  leaves: "sign-in to the EKS cluster {name}",
  until: { credentialAnd: TOKEN_SECONDS },
  possible: true,
  commands: [
    "eks list-access-entries --cluster-name {name}",
    "eks delete-access-entry --cluster-name {name} --principal-arn PRINCIPAL_ARN",
  ],
  byHand:
    "The role's ARN may also stand in the ConfigMap aws-auth of the cluster: take it out there. Delete what the intruder has made in the cluster, tokens of service accounts first.",
};

const entry = {
  leaves: "access entry of {principalArn} in the EKS cluster {name|clusterName}",
  why: "The cluster lets this principal in by what EKS has noted, not by the leaked principal's policies.",
  commands: ["eks delete-access-entry --cluster-name {name|clusterName} --principal-arn {principalArn}"],
} satisfies Rule;

export const eks: ResidualKind = {
  kind: "eks",
  section: "access",
  title: "EKS",
  why: "Tokens for a cluster are made with sts:GetCallerIdentity, which no deny stops, until the credential ends. What they may do is decided in the cluster.",
  calls: {
    "eks:DescribeCluster": seen,
    "eks:AccessKubernetesApi": seen,
    "eks:ListClusters": {
      leaves: "sign-in to any EKS cluster of the Region",
      until: { credentialAnd: TOKEN_SECONDS },
      possible: true,
      commands: ["eks list-clusters"],
    },
    "eks:CreateAccessEntry": entry,
    "eks:UpdateAccessEntry": { ...entry, repeats: true },
    "eks:AssociateAccessPolicy": { ...entry, repeats: true },
    "eks:DeleteAccessEntry": { ...entry, leaves: `removal of the ${entry.leaves}`, ends: entry.leaves, commands: [] },
    "eks:DisassociateAccessPolicy": { ...entry, leaves: `policy taken from the ${entry.leaves}`, commands: [] },
    "eks:CreatePodIdentityAssociation": {
      leaves: "role {roleArn} for pods of {namespace}/{serviceAccount} in the EKS cluster {name|clusterName}",
      why: "Pods of the cluster get sessions of the role, issued after any cutoff.",
      commands: [
        "eks delete-pod-identity-association --cluster-name {name|clusterName} --association-id {>association.associationId}",
      ],
    },
    "eks:AssociateIdentityProviderConfig": {
      leaves: "identity provider {oidc.identityProviderConfigName} of the EKS cluster {name|clusterName}",
      why: "Whoever the provider vouches for can sign in to the cluster without AWS.",
      commands: [
        "eks disassociate-identity-provider-config --cluster-name {name|clusterName} --identity-provider-config type=oidc,name={oidc.identityProviderConfigName}",
      ],
    },
    "eks:UpdateClusterConfig": {
      leaves: "configuration of the EKS cluster {name}",
      why: "A cluster's endpoint, logging and ways to sign in stay as they were set.",
      commands: ["eks describe-cluster --name {name}"],
    },
    "eks:CreateCluster": {
      leaves: "EKS cluster {name}",
      why: "It runs on, and its creator is its administrator.",
      commands: ["eks delete-cluster --name {name}"],
    },
    "eks:DeleteCluster": { ends: "EKS cluster {name}" },
    "eks:CreateNodegroup": {
      leaves: "nodes {nodegroupName} of the EKS cluster {name|clusterName}",
      of: "EKS cluster {name|clusterName}",
      why: "Instances run on with the role that they were given.",
      commands: ["eks delete-nodegroup --cluster-name {name|clusterName} --nodegroup-name {nodegroupName}"],
    },
    "eks:DeleteNodegroup": { ends: "nodes {nodegroupName} of the EKS cluster {name|clusterName}" },
    "eks:CreateFargateProfile": {
      leaves: "Fargate profile {fargateProfileName} of the EKS cluster {name|clusterName}",
      why: "Pods start on it with the role that it names.",
      commands: [
        "eks delete-fargate-profile --cluster-name {name|clusterName} --fargate-profile-name {fargateProfileName}",
      ],
    },
  },
};
