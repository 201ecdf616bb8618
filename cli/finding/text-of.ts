// What a file or the standard input says, as a shell has written it.

/** In UTF-8, unless it is what Windows PowerShell writes. */
export async function textOf(bytes: Buffer): Promise<string> {
  const { utf16Of } = await import("../../lambda/trace/log-files/text-encoding.ts"); // Most commands read nothing.
  return new TextDecoder(utf16Of(bytes) ?? "utf-8").decode(bytes);
}
