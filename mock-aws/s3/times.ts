// Times as S3 writes them: to the millisecond in XML, in words in headers, both without the fraction.

export function isoMillis(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}.000Z`;
}

export function httpDate(instant: number): string {
  return new Date(instant).toUTCString();
}
