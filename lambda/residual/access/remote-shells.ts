// Shells and commands on machines: what was opened through AWS lives on there, whatever IAM says.
//
// https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html
import type { ResidualKind, Rule } from "../kind.ts";
import { listOf, textOf, valueAt } from "../values.ts";

/** Machines by id, or by what they have in common. */
const machines: Rule["detail"] = ({ asked }) => {
  const ids = listOf(valueAt(asked, "instanceIds")).flatMap((id) => textOf(id) ?? []);
  return ids.length > 0 ? `on ${ids.join(", ")}` : "on machines by tag or group";
};

const session: Rule = {
  leaves: "Session Manager session {sessionId|>sessionId}",
  commands: ["ssm terminate-session --session-id {>sessionId|sessionId}"],
};

const MACHINE =
  "Look for what was left on the machine: users, keys in authorized_keys, jobs, running programs. Credentials of its role may have been read there.";

export const remoteShells: ResidualKind = {
  kind: "remote-shell",
  section: "access",
  title: "Shells and commands on machines",
  why: "An open shell is a connection of its own: whether the deny reaches it is not documented. What ran on the machine stays there.",
  calls: {
    "ssm:StartSession": {
      ...session,
      leaves: "Session Manager session {>sessionId}",
      of: "instance {target}",
      byHand: MACHINE,
    },
    "ssm:ResumeSession": session,
    "ssm:TerminateSession": { ends: "Session Manager session {sessionId}", once: true },
    "ssm:SendCommand": {
      leaves: "command {>command.commandId} ({documentName}) on machines",
      detail: machines,
      why: "A command that was sent runs on, and what it has done on the machines stays: the trail does not show what it was.",
      commands: [
        "ssm cancel-command --command-id {>command.commandId}",
        "ssm list-command-invocations --command-id {>command.commandId} --details",
      ],
      byHand: MACHINE,
    },
    "ssm:CancelCommand": {
      leaves: "cancelling of command {commandId}",
      why: "A command that was cancelled may have run already.",
      commands: ["ssm list-command-invocations --command-id {commandId} --details"],
    },
    "ssm:StartAutomationExecution": {
      leaves: "automation {>automationExecutionId} ({documentName})",
      why: "It runs on with a role of its own, and what it has changed stays.",
      commands: ["ssm stop-automation-execution --automation-execution-id {>automationExecutionId} --type Cancel"],
    },
    "ssm:StartChangeRequestExecution": {
      leaves: "change request {>automationExecutionId} ({documentName})",
      why: "It runs on with a role of its own once somebody approves it.",
      commands: ["ssm stop-automation-execution --automation-execution-id {>automationExecutionId} --type Cancel"],
    },
    "ssm:StartAccessRequest": {
      leaves: "request {>accessRequestId} for access to machines",
      why: "Whoever gets it approved may open shells.",
      byHand: "Refuse the request in Systems Manager, Just-in-time node access.",
    },
    "ecs:ExecuteCommand": {
      leaves: "shell in task {task} of the ECS cluster {cluster}",
      commands: [
        "ssm terminate-session --session-id {>session.sessionId}",
        "ecs stop-task --cluster {cluster} --task {task}",
      ],
      byHand: "Credentials of the task's role may have been read in the container: deny its older sessions.",
    },
    "ssm-guiconnect:StartConnection": {
      leaves: "remote desktop {>connectionArn} by Fleet Manager",
      byHand: MACHINE,
    },
  },
};
