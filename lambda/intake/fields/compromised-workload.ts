// Which findings about an instance, a container or a function mean that its credentials must be taken for leaked.

/**
 * Somebody else's code runs there and can ask for the role's credentials as the workload itself does, or has asked the
 * metadata service for them from outside. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-active.html
 *
 * Not so: port probes and scans, brute force, unusual ports, DNS or traffic, domains and addresses of bad reputation, Tor,
 * new binaries and libraries, suspicious commands and privileges. They say that somebody tries, or that something is odd.
 */
const PURPOSES = ["Backdoor", "CryptoCurrency", "Trojan"];
const FAMILIES = [
  "MetadataDNSRebind",
  "MaliciousFile",
  "ReverseShell",
  "RuncContainerEscape",
  "CGroupsReleaseAgentModified",
  "CryptoMinerExecuted",
];

/** For a field with GuardDuty's own type, as `Backdoor:EC2/C&CActivity.B!DNS`. */
export const COMPROMISING_TYPES: readonly unknown[] = [
  ...PURPOSES.map((purpose) => ({ prefix: `${purpose}:` })),
  ...FAMILIES.map((family) => ({ wildcard: `*/${family}*` })),
];

/** For Security Hub's, which puts words before it and has other separators: `TTPs/Command and Control/Backdoor:EC2-C&CActivity.B!DNS`. */
export const COMPROMISING_ASFF_TYPES: readonly unknown[] = [
  ...PURPOSES.flatMap((purpose) => [{ prefix: `${purpose}:` }, { wildcard: `*/${purpose}:*` }]),
  ...FAMILIES.map((family) => ({ wildcard: `*${family}*` })),
];

export function meansCompromise(type: string): boolean {
  return (
    PURPOSES.some((purpose) => type.startsWith(`${purpose}:`)) || FAMILIES.some((family) => type.includes(`/${family}`))
  );
}

export function asffMeansCompromise(type: string): boolean {
  return (
    PURPOSES.some((purpose) => type.startsWith(`${purpose}:`) || type.includes(`/${purpose}:`)) ||
    FAMILIES.some((family) => type.includes(family))
  );
}
