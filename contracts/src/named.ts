/** A table that has nothing but its names: a zone of a store may be called "constructor". */
export const named = (names: Record<string, string>): Record<string, string> =>
  Object.assign(Object.create(null), names);
