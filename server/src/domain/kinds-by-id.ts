/** A kind by its id, out of the catalogue of this moment. */

/** @param from whose kinds are another list when the catalogue is another. */
export function kindsById<Kind extends { id: string }>(from: {
  readonly kinds: readonly Kind[];
}): Pick<ReadonlyMap<string, Kind>, 'get'> {
  let of: readonly Kind[] | undefined;
  let byId = new Map<string, Kind>();
  return {
    get(id) {
      const { kinds } = from;
      if (kinds !== of) byId = new Map(kinds.map((kind) => [kind.id, kind]));
      of = kinds;
      return byId.get(id);
    },
  };
}
