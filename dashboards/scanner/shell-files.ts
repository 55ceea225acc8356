/** Every file of our own that a built page names in its head: with these and itself it starts without a line. */
export const filesOf = (html: string): string[] => [
  ...new Set([...html.matchAll(/(?:src|href)="(\/(?!\/)[^"?#]+)"/g)].flatMap(([, path]) => path ?? [])),
];
