// The cidr matcher: addresses, IPv4 or IPv6, of one network.
import { BlockList, isIPv4, isIPv6 } from "node:net";
import { refuse } from "./invalid.ts";
import type { Matcher } from "./matcher.ts";
import { ofText } from "./text.ts";

export function readCidr(operand: unknown): Matcher {
  if (typeof operand !== "string") return refuse("prefix match pattern must be a string");
  const [address = "", mask = "", ...rest] = operand.split("/");
  if (mask === "" || rest.length > 0) refuse("Malformed CIDR, one '/' required");
  const family = isIPv4(address) ? "ipv4" : isIPv6(address) ? "ipv6" : refuse(`Nonstandard IP address: ${address}`);
  if (!/^\d+$/.test(mask)) refuse("Malformed CIDR, mask bits must be an integer");
  const most = family === "ipv4" ? 32 : 128;
  if (Number(mask) > most) refuse(`Malformed CIDR, mask bits must not be over ${most}`);
  const network = new BlockList();
  network.addSubnet(address, Number(mask), family);
  return ofText((text) => {
    const is = isIPv4(text) ? "ipv4" : isIPv6(text) ? "ipv6" : undefined;
    return is === family && network.check(text, is);
  });
}
