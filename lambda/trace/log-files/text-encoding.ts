// In which encoding a log file is written: what Windows PowerShell puts into a file with `>` is UTF-16.
//
// https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_character_encoding

/** By its byte order mark or, since JSON begins with an ASCII character, by where the zero is. */
export function utf16Of(bytes: Buffer): "utf-16le" | "utf-16be" | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return "utf-16be";
  return undefined;
}
