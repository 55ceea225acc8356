/** Which documents somebody opens, at a desk or at the shelf. It only leaves out what would be refused; what may be done is the server's to say. */
import type { DocumentType } from '@changping/contracts/document-words';
import type { Role } from '@changping/contracts/roles';

const everywhere = ['transfer', 'procurement', 'disposal', 'inspection'] as const;
/** All that the role opens but the count, which has a page of its own, as has what a neighbour asks for. */
const asks: Partial<Record<Role, readonly DocumentType[]>> = {
  storeKeeper: [
    ...everywhere,
    ...(['goodsIn', 'emergencyPurchase', 'putAway', 'handOut', 'return', 'maintenance'] as const),
    ...(['patrol', 'mutualAidGiven', 'mutualAidReceived', 'handOver'] as const),
  ],
  watchCommander: ['dispatch', 'transfer', 'callOff', 'mutualAidGiven', 'mutualAidReceived', 'procurement'],
  rotationOfficer: [...everywhere, 'rotation'],
  qualityInspector: ['inspection', 'patrol', 'maintenance', 'disposal'],
  supervisor: ['spotCheck'],
};

/** The types that one of these roles opens. */
export const typesOf = (roles: readonly Role[]): DocumentType[] => [
  ...new Set(roles.flatMap((role) => asks[role] ?? [])),
];
