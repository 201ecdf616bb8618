// securityhub:BatchImportFindings — https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
import { z } from "zod";
import { NotImplementedError } from "../aws-error.ts";
import { type Call, operation } from "../operation.ts";
import { type Finding, findingArn, importedFinding } from "./finding.ts";
import { formatError } from "./finding-format-error.ts";
import { enabledHub, type Hub, invalidInput } from "./hubs.ts";
import { takeIn } from "./import-finding.ts";
import { tell } from "./tell.ts";

const MOST = 100;
const LARGEST = 240 * 1024;

/** So much of a finding says whose it is; the rest is looked at one finding at a time. */
const sentFinding = z.looseObject({ Id: z.string(), ProductArn: z.string(), AwsAccountId: z.string().optional() });

type Sent = z.infer<typeof sentFinding>;

/**
 * Findings of the account's own product, and (a deliberate difference) of AWS's products too, which AWS takes from its
 * services alone: so that whoever tests with the local AWS can play GuardDuty.
 */
export const batchImportFindings = operation({
  name: "BatchImportFindings",
  http: { method: "POST", path: "/findings/import" },
  readOnly: false,
  input: z.object({ Findings: z.array(sentFinding).min(1, "must not be empty").max(MOST) }),
  authorize: ({ Findings }) =>
    Findings.map(({ ProductArn, AwsAccountId }) => ({
      action: "securityhub:BatchImportFindings",
      resource: ProductArn,
      context: { "securityhub:TargetAccount": AwsAccountId },
    })),
  run({ Findings }, call) {
    const hub = enabledHub(call);
    for (const sent of Findings) checkOrigin(sent, call);
    const failed = Findings.flatMap((sent) => importOne(sent, hub, call) ?? []);
    return { FailedCount: failed.length, SuccessCount: Findings.length - failed.length, FailedFindings: failed };
  },
});

function checkOrigin({ ProductArn, AwsAccountId }: Sent, { caller, region }: Call): void {
  const [, product] = new RegExp(`^arn:aws:securityhub:${region}:\\d*:product/([^/]+/.+)$`).exec(ProductArn) ?? [];
  if (product === undefined) throw invalidInput(`productArn: "${ProductArn}"`);
  if (product !== `${caller.account}/default` && !product.startsWith("aws/"))
    throw new NotImplementedError(`findings of the product ${product} in Security Hub`);
  if (AwsAccountId !== undefined && AwsAccountId !== caller.account)
    throw new NotImplementedError(`findings about another account (${AwsAccountId}) in Security Hub`);
}

type Failure = { readonly Id: string; readonly ErrorCode: string; readonly ErrorMessage: string };

/** Undefined where it succeeds. */
function importOne(sent: Sent, hub: Hub, call: Call): Failure | undefined {
  const read = readFinding(sent);
  if (typeof read === "string") return { Id: sent.Id, ErrorCode: "InvalidInput", ErrorMessage: read };
  const arn = findingArn(read);
  const taken = takeIn(read, hub.findings.get(arn), call);
  if (!taken) return undefined;
  hub.findings.set(arn, taken);
  tell(call, taken.finding);
  return undefined;
}

/** The finding, or what is wrong with it. */
function readFinding(sent: Sent): Finding | string {
  const read = importedFinding.safeParse(sent);
  if (!read.success) return formatError(read.error.issues);
  const { Severity, Types, FindingProviderFields: provided } = read.data;
  if ((Severity ?? provided?.Severity) === undefined || (Types ?? provided?.Types) === undefined) {
    const words = "data should have required property 'FindingProviderFields', data should match some schema in anyOf.";
    return `Finding does not adhere to Amazon Finding Format. ${words}`;
  }
  if (Buffer.byteLength(JSON.stringify(sent)) > LARGEST) return "Finding size exceeds the limit of 240 KB.";
  return read.data;
}
