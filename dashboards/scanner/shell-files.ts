/** Every file of our own that a built page names in its head, also those it fetches later: with these and itself it starts, and goes on, without a line. */
export const filesOf = (html: string): string[] => [
  ...new Set(
    [...html.matchAll(/(?:src|href|content)="(\/(?!\/)[^"?#]+)"/g)].flatMap(([, path]) => path ?? []),
  ),
];
