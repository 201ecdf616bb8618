// Keys that were sent to instances: EC2 Instance Connect and the serial console.
//
// A key is good for a sign-in for 60 seconds; the connection that was opened with it has no end.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-connect-methods.html
import type { ResidualKind, Rule } from "../kind.ts";

const MACHINE =
  "End the connections on the machine (who, then kill the sshd of the session), and look for keys and programs that were left there.";

const tunnel: Rule = {
  leaves: "tunnel to {remoteHostAddress|instanceId|privateIpAddress} by {instanceConnectEndpointId}",
  until: { seconds: 3600, asked: "maxTunnelDuration" },
  why: "A tunnel stays open for up to an hour.",
  commands: ["ec2 delete-instance-connect-endpoint --instance-connect-endpoint-id {instanceConnectEndpointId}"],
  byHand: MACHINE,
};

export const instanceConnect: ResidualKind = {
  kind: "instance-connect",
  section: "access",
  title: "EC2 Instance Connect and serial console",
  why: "The key is good for 60 seconds, and a connection that was opened with it for as long as nobody closes it.",
  calls: {
    "ec2-instance-connect:SendSSHPublicKey": {
      leaves: "SSH connection to instance {instanceId} as {instanceOSUser}",
      of: "instance {instanceId}",
      possible: true,
      byHand: MACHINE,
    },
    "ec2-instance-connect:SendSerialConsoleSSHPublicKey": {
      leaves: "serial console of instance {instanceId}",
      of: "instance {instanceId}",
      possible: true,
      why: "A serial console ends only when it is left: a deny does not close it, nor does a security group.",
      commands: ["ec2 disable-serial-console-access"],
      byHand: MACHINE,
    },
    "ec2-instance-connect:OpenTunnel": tunnel,
    "ec2:EnableSerialConsoleAccess": {
      repeats: true,
      ends: "serial console switched off in this Region",
      leaves: "serial console switched on in this Region",
      why: "The setting of the account stays: whoever may send keys reaches every instance past its security groups.",
      commands: ["ec2 disable-serial-console-access"],
    },
    "ec2:DisableSerialConsoleAccess": {
      repeats: true,
      ends: "serial console switched on in this Region",
      leaves: "serial console switched off in this Region",
      why: "The setting of the account stays.",
      commands: ["ec2 enable-serial-console-access"],
    },
    "ec2:CreateInstanceConnectEndpoint": {
      leaves: "Instance Connect endpoint {>instanceConnectEndpoint.instanceConnectEndpointId}",
      why: "It is a way into the network without a public address.",
      commands: [
        "ec2 delete-instance-connect-endpoint --instance-connect-endpoint-id {>instanceConnectEndpoint.instanceConnectEndpointId}",
      ],
    },
    "ec2:DeleteInstanceConnectEndpoint": { ends: "Instance Connect endpoint {instanceConnectEndpointId}", once: true },
  },
};
