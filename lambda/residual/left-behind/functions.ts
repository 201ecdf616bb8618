// Lambda: functions, their code, layers and environment, and who may call them.
//
// https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
import { functionQualifier } from "../function-name.ts";
import type { ResidualKind, Rule } from "../kind.ts";
import { listOf, textOf, valueAt } from "../values.ts";

const FUNCTION = "function {functionName:function}";
const QUALIFIER = "{qualifier|functionName:qualifier}";
const VERSION = `version ${QUALIFIER} of ${FUNCTION}`;
const SOURCE = "event source {>uuid|uuid}";
const LAYER = "version {>version|versionNumber} of layer {layerName}";
const ALIAS = `alias {name} of ${FUNCTION}`;
const LAYER_PERMISSION = `permission {statementId} of ${LAYER}`;

/** As the function would answer to anybody: https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
const letsIn: Rule["detail"] = ({ asked }) => {
  const principal = valueAt(asked, "principal");
  return typeof principal === "string" ? `lets in ${principal}` : undefined;
};

const isQualified: NonNullable<Rule["when"]> = ({ asked }) =>
  textOf(valueAt(asked, "qualifier")) !== undefined ||
  functionQualifier(textOf(valueAt(asked, "functionName")) ?? "") !== undefined;

/** A version or an alias has permissions, an address and destinations of its own: what ends one's ends no other's. */
function each(rule: (owner: string, option: string) => Rule): readonly Rule[] {
  return [
    { ...rule(`alias or version ${QUALIFIER} of ${FUNCTION}`, ` --qualifier ${QUALIFIER}`), when: isQualified },
    { ...rule(FUNCTION, ""), otherwise: true },
  ];
}

/** A layer is code of its own in every run. */
const layers: Rule["detail"] = ({ asked }) => {
  const arns = listOf(valueAt(asked, "layers")).flatMap((arn) => textOf(arn) ?? []);
  return arns.length > 0 ? `layers: ${arns.join(", ")}` : undefined;
};

const addressOf = (owner: string) => `public address (URL) of ${owner}`;
const address = each((owner, option) => ({
  leaves: addressOf(owner),
  of: FUNCTION,
  why: "The address answers without AWS credentials, if its AuthType is NONE.",
  commands: [`lambda delete-function-url-config --function-name {functionName:function}${option}`],
}));

const permissionOf = (owner: string) => `permission {statementId} of ${owner}`;

const destinations = each((owner, option) => ({
  leaves: `destinations of ${owner}`,
  of: FUNCTION,
  why: "What the function answers goes there too.",
  commands: [`lambda delete-function-event-invoke-config --function-name {functionName:function}${option}`],
}));

const alias: Rule = {
  leaves: ALIAS,
  of: FUNCTION,
  why: "Callers of the alias get the version that it names.",
  commands: [
    "lambda list-versions-by-function --function-name {functionName:function}",
    "lambda update-alias --function-name {functionName:function} --name {name} --function-version EARLIER_VERSION",
  ],
};

export const functions: ResidualKind = {
  kind: "function",
  section: "left-behind",
  title: "Lambda",
  why: "The code runs on with the function's own role, whose credentials it may hand out.",
  calls: {
    "lambda:CreateFunction": {
      leaves: FUNCTION,
      commands: [
        "lambda put-function-concurrency --function-name {functionName:function} --reserved-concurrent-executions 0",
        "lambda delete-function --function-name {functionName:function}",
      ],
      byHand: "The first command stops it and keeps the code as evidence.",
    },
    "lambda:DeleteFunction": [
      { when: isQualified, ends: VERSION, once: true },
      { otherwise: true, ends: FUNCTION },
    ],
    "lambda:UpdateFunctionCode": {
      leaves: `code of ${FUNCTION}`,
      of: FUNCTION,
      commands: [
        "lambda put-function-concurrency --function-name {functionName:function} --reserved-concurrent-executions 0",
        "lambda list-versions-by-function --function-name {functionName:function}",
      ],
      byHand:
        "Deploy the function's own code anew, then take the limit away (lambda delete-function-concurrency). Deny older sessions of its role.",
    },
    "lambda:UpdateFunctionConfiguration": {
      leaves: `layers, environment, role or handler of ${FUNCTION}`,
      of: FUNCTION,
      detail: layers,
      why: "A layer or a variable brings other code into every run, with the function's role.",
      commands: ["lambda get-function-configuration --function-name {functionName:function}"],
      byHand: "Set layers, environment, role and handler back to what the code that deploys it says.",
    },
    "lambda:AddPermission": each((owner, option) => ({
      ends: `removal of ${permissionOf(owner)}`,
      leaves: permissionOf(owner),
      of: FUNCTION,
      detail: letsIn,
      why: "Whoever the statement names may call the function, also from another account.",
      commands: [
        `lambda remove-permission --function-name {functionName:function} --statement-id {statementId}${option}`,
      ],
    })),
    "lambda:RemovePermission": each((owner) => ({
      ends: permissionOf(owner),
      leaves: `removal of ${permissionOf(owner)}`,
      why: "Its caller is refused now.",
    })),
    "lambda:CreateFunctionUrlConfig": address,
    "lambda:UpdateFunctionUrlConfig": address.map((rule) => ({ ...rule, repeats: true })),
    "lambda:DeleteFunctionUrlConfig": each((owner) => ({ ends: addressOf(owner) })),
    "lambda:PublishVersion": {
      leaves: `version {>version} of ${FUNCTION}`,
      of: FUNCTION,
      commands: ["lambda delete-function --function-name {functionName:function} --qualifier {>version}"],
    },
    "lambda:CreateAlias": alias,
    "lambda:UpdateAlias": { ...alias, repeats: true },
    "lambda:DeleteAlias": { ends: ALIAS },
    "lambda:PublishLayerVersion": {
      leaves: LAYER,
      why: "Functions that use the layer run its code.",
      commands: ["lambda delete-layer-version --layer-name {layerName} --version-number {>version}"],
    },
    "lambda:DeleteLayerVersion": { ends: LAYER },
    "lambda:AddLayerVersionPermission": {
      leaves: LAYER_PERMISSION,
      of: LAYER,
      detail: letsIn,
      why: "Other accounts may read the layer.",
      commands: [
        "lambda remove-layer-version-permission --layer-name {layerName} --version-number {versionNumber} --statement-id {statementId}",
      ],
    },
    "lambda:RemoveLayerVersionPermission": { ends: LAYER_PERMISSION },
    "lambda:CreateEventSourceMapping": {
      leaves: SOURCE,
      of: FUNCTION,
      why: "The function runs at each new record of the source, and gets to read it.",
      commands: ["lambda delete-event-source-mapping --uuid {>uuid}"],
    },
    "lambda:UpdateEventSourceMapping": {
      leaves: `change of ${SOURCE}`,
      commands: ["lambda get-event-source-mapping --uuid {uuid}"],
    },
    "lambda:DeleteEventSourceMapping": { ends: SOURCE, once: true },
    "lambda:PutFunctionEventInvokeConfig": destinations,
    "lambda:UpdateFunctionEventInvokeConfig": destinations,
    "lambda:PutFunctionConcurrency": {
      repeats: true,
      leaves: `limit of concurrent runs of ${FUNCTION}`,
      of: FUNCTION,
      why: "With a limit of 0 the function does not run.",
      commands: ["lambda delete-function-concurrency --function-name {functionName:function}"],
    },
    "lambda:DeleteFunctionConcurrency": { ends: `limit of concurrent runs of ${FUNCTION}` },
    "lambda:PutFunctionCodeSigningConfig": {
      repeats: true,
      leaves: `code signing of ${FUNCTION}`,
      of: FUNCTION,
      why: "It decides whose code may be deployed.",
    },
    "lambda:DeleteFunctionCodeSigningConfig": {
      ends: `code signing of ${FUNCTION}`,
      why: "Unsigned code may be deployed now.",
    },
  },
};
