/** What somebody typed in one field, part by part. */
export const partsOf = (text: string): string[] =>
  text
    .split(/[,，;；、\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
