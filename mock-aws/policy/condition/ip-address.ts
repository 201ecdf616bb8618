// IP address operators: one address or a CIDR block, version 4 and 6.
import { MalformedPolicyError } from "../errors.ts";
import { type Comparison, mistyped, pair } from "./comparison.ts";

/** 16-bit groups: two for version 4, eight for version 6. */
type Groups = readonly number[];

const inBlock = pair((value) => {
  const block = readBlock(value);
  if (block === undefined) throw new MalformedPolicyError("The policy failed legacy parsing");
  return {
    test: (actual) => {
      const address = readAddress(actual);
      return address === undefined ? mistyped(actual, "an IP address") : contains(block, address);
    },
    variables: [],
  };
});

export const ipAddressComparisons: Readonly<Record<string, Comparison>> = {
  IpAddress: inBlock.is,
  NotIpAddress: inBlock.isNot,
};

type Block = { readonly groups: Groups; readonly bits: number };

function readBlock(text: string): Block | undefined {
  const [address, prefix, ...rest] = text.split("/");
  const groups = readAddress(address ?? "");
  if (groups === undefined || rest.length > 0) return undefined;
  const size = groups.length * 16;
  if (prefix === undefined) return { groups, bits: size };
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : size + 1;
  return bits <= size ? { groups, bits } : undefined;
}

function contains(block: Block, address: Groups): boolean {
  if (block.groups.length !== address.length) return false;
  let bits = block.bits;
  for (const [index, group] of block.groups.entries()) {
    if (bits <= 0) return true;
    const shift = 16 - Math.min(bits, 16);
    if (group >> shift !== (address[index] ?? 0) >> shift) return false;
    bits -= 16;
  }
  return true;
}

function readAddress(text: string): Groups | undefined {
  return text.includes(":") ? readVersion6(text) : readVersion4(text);
}

function readVersion4(text: string): Groups | undefined {
  const bytes = text.split(".").map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return bytes.length === 4 && bytes.every((byte) => byte < 256) ? [a * 256 + b, c * 256 + d] : undefined;
}

function readVersion6(text: string): Groups | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(readGroups);
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  if (halves.length === 1) return head.length === 8 ? head : undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  return missing < 1 ? undefined : [...head, ...Array<number>(missing).fill(0), ...(tail ?? [])];
}

/** Groups of one half; the last may be written as a version 4 address. */
function readGroups(text: string): Groups | undefined {
  if (text === "") return [];
  const groups: number[] = [];
  for (const part of text.split(":")) {
    const dotted = part.includes(".") ? readVersion4(part) : undefined;
    if (dotted !== undefined) groups.push(...dotted);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}
