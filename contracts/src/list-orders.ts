/** In which orders each list of the server can be asked for: the usual one, and by what else, "-" before it from the last to the first. Plain words, so that pages know them too. */
export const listOrders = {
  documents: { usual: '-createdAt', by: ['createdAt', 'number', 'dueAt'] },
  waiting: { usual: '-createdAt', by: ['createdAt', 'number', 'dueAt'] },
  audit: { usual: '-at', by: ['at', 'account', 'action', 'object'] },
  pieces: { usual: 'entered', by: ['epc', 'piece', 'lot', 'place', 'quantity', 'seen'] },
  stock: { usual: 'entered', by: ['kind', 'lot', 'site', 'place', 'quantity', 'madeOn', 'expiresOn'] },
  outside: { usual: 'entered', by: ['place', 'document', 'kind', 'lot', 'quantity', 'since', 'dueAt'] },
  imports: { usual: '-at', by: ['at', 'file', 'by', 'rows'] },
  people: { usual: 'name', by: ['name', 'display', 'unit', 'createdAt'] },
  handhelds: { usual: '-madeAt', by: ['madeAt', 'name', 'site', 'seen', 'unsent'] },
  hooks: { usual: 'name', by: ['name', 'unit', 'madeAt'] },
  leftovers: { usual: 'waiting', by: ['handheld', 'by', 'signedAt'] },
  delegations: { usual: '-givenAt', by: ['givenAt', 'from', 'to', 'term'] },
  reviews: { usual: 'waiting', by: ['number', 'site', 'actedAt', 'dueAt'] },
  leases: {
    usual: '-madeAt',
    by: ['madeAt', 'piece', 'kind', 'lot', 'quantity', 'place', 'site', 'handheld', 'by', 'until'],
  },
  classes: { usual: 'code', by: ['code', 'name'] },
  kits: { usual: 'number', by: ['number', 'name', 'endsOn', 'pieces'] },
  labels: { usual: 'entered', by: [] },
  sessions: { usual: '-seenAt', by: ['device', 'address', 'seenAt', 'endsAt'] },
} as const satisfies Record<string, { usual: string; by: readonly string[] }>;

export type ListName = keyof typeof listOrders;
type By<Name extends ListName> = (typeof listOrders)[Name]['by'][number];
export type OrderOf<Name extends ListName> = (typeof listOrders)[Name]['usual'] | By<Name> | `-${By<Name>}`;

export const ordersOf = <Name extends ListName>(name: Name): readonly OrderOf<Name>[] => {
  const { usual, by } = listOrders[name];
  return [...new Set([usual, ...by, ...by.map((each) => `-${each}`)])] as OrderOf<Name>[];
};
