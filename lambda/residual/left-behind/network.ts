// The network: ways in and out, copies of traffic, names that lead elsewhere.
import type { ResidualKind, Rule } from "../kind.ts";

const ROUTE =
  "route to {destinationCidrBlock|destinationIpv6CidrBlock|destinationPrefixListId} in route table {routeTableId}";
const ACL_ENTRY = "entry {ruleNumber} of network ACL {networkAclId}";
const GATEWAY = "internet gateway {internetGatewayId} on VPC {vpcId}";
const ENDPOINT = "VPC endpoint {>vpcEndpoint.vpcEndpointId|vpcEndpointId}";
const PEERING = "VPC peering {>vpcPeeringConnection.vpcPeeringConnectionId|vpcPeeringConnectionId}";

const peering: Rule = {
  leaves: PEERING,
  why: "Another network reaches this one.",
  commands: [
    "ec2 delete-vpc-peering-connection --vpc-peering-connection-id {>vpcPeeringConnection.vpcPeeringConnectionId|vpcPeeringConnectionId}",
  ],
};
const route: Rule = { leaves: ROUTE, commands: ["ec2 describe-route-tables --route-table-ids {routeTableId}"] };
const aclEntry: Rule = {
  leaves: ACL_ENTRY,
  commands: ["ec2 describe-network-acls --network-acl-ids {networkAclId}"],
};
const zone: Rule = {
  leaves: "records of the zone {hostedZoneId}",
  why: "Names lead elsewhere: whoever answers there gets the traffic, and certificates for it.",
  commands: ["route53 list-resource-record-sets --hosted-zone-id {hostedZoneId}"],
};
const vpn = (what: string, command: string): Rule => ({
  leaves: what,
  why: "It is a way into the network.",
  commands: [command],
});

export const network: ResidualKind = {
  kind: "network",
  section: "left-behind",
  title: "Network and names",
  why: "The network carries it, whoever comes.",
  calls: {
    "ec2:CreateVpcPeeringConnection": peering,
    "ec2:AcceptVpcPeeringConnection": peering,
    "ec2:DeleteVpcPeeringConnection": { ends: PEERING, once: true },
    "ec2:CreateRoute": route,
    "ec2:ReplaceRoute": { ...route, repeats: true },
    "ec2:DeleteRoute": { ends: ROUTE },
    "ec2:CreateNetworkAclEntry": aclEntry,
    "ec2:ReplaceNetworkAclEntry": { ...aclEntry, repeats: true },
    "ec2:DeleteNetworkAclEntry": { ends: ACL_ENTRY },
    "ec2:AttachInternetGateway": {
      leaves: GATEWAY,
      commands: ["ec2 detach-internet-gateway --internet-gateway-id {internetGatewayId} --vpc-id {vpcId}"],
    },
    "ec2:DetachInternetGateway": { ends: GATEWAY },
    "ec2:AllocateAddress": {
      leaves: "public address {>publicIp}",
      commands: ["ec2 release-address --allocation-id {>allocationId}"],
    },
    "ec2:AssociateAddress": {
      leaves: "public address {publicIp|allocationId} on {instanceId|networkInterfaceId}",
      commands: ["ec2 disassociate-address --association-id {>associationId}"],
    },
    "ec2:CreateTrafficMirrorSession": {
      leaves: "traffic mirror {>trafficMirrorSession.trafficMirrorSessionId}",
      why: "It copies a machine's traffic elsewhere.",
      commands: [
        "ec2 delete-traffic-mirror-session --traffic-mirror-session-id {>trafficMirrorSession.trafficMirrorSessionId}",
      ],
    },
    "ec2:DeleteTrafficMirrorSession": { ends: "traffic mirror {trafficMirrorSessionId}", once: true },
    "ec2:CreateVpcEndpoint": {
      leaves: ENDPOINT,
      commands: ["ec2 delete-vpc-endpoints --vpc-endpoint-ids {>vpcEndpoint.vpcEndpointId}"],
    },
    "ec2:ModifyVpcEndpoint": {
      leaves: `policy or routes of ${ENDPOINT}`,
      commands: ["ec2 describe-vpc-endpoints --vpc-endpoint-ids {vpcEndpointId}"],
    },
    "ec2:ModifyVpcEndpointServicePermissions": {
      leaves: "who may use the endpoint service {serviceId}",
      commands: ["ec2 describe-vpc-endpoint-service-permissions --service-id {serviceId}"],
    },
    "ec2:CreateClientVpnEndpoint": vpn(
      "client VPN {>clientVpnEndpointId}",
      "ec2 delete-client-vpn-endpoint --client-vpn-endpoint-id {>clientVpnEndpointId}",
    ),
    "ec2:CreateVpnConnection": vpn(
      "VPN connection {>vpnConnection.vpnConnectionId}",
      "ec2 delete-vpn-connection --vpn-connection-id {>vpnConnection.vpnConnectionId}",
    ),
    "route53:ChangeResourceRecordSets": zone,
    "route53:CreateHostedZone": {
      ...zone,
      leaves: "zone {name}",
      commands: ["route53 delete-hosted-zone --id {>hostedZone.id}"],
    },
    "route53:DeleteHostedZone": { ends: "zone {id}" },
    "route53domains:UpdateDomainNameservers": {
      leaves: "name servers of the domain {domainName}",
      why: "Whoever runs the name servers has the domain.",
      commands: ["route53domains get-domain-detail --domain-name {domainName}"],
    },
    "route53domains:TransferDomainToAnotherAwsAccount": {
      leaves: "transfer of the domain {domainName} to account {accountId}",
      why: "When the other account accepts, the domain is gone.",
      commands: ["route53domains cancel-domain-transfer-to-another-aws-account --domain-name {domainName}"],
    },
    "route53domains:DisableDomainTransferLock": {
      leaves: "transfer lock of the domain {domainName} switched off",
      why: "The domain can be taken to another registrar.",
      commands: ["route53domains enable-domain-transfer-lock --domain-name {domainName}"],
    },
    "route53resolver:CreateResolverEndpoint": {
      leaves: "resolver endpoint {>resolverEndpoint.id}",
      commands: ["route53resolver delete-resolver-endpoint --resolver-endpoint-id {>resolverEndpoint.id}"],
    },
  },
};
