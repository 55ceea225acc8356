/** The roles of people, as accounts and pages name them. What each may do is server/src/domain/rights.ts. */

/** Disjoint powers (GB/T 22239, level 3): nobody holds two of them, and none moves stock. */
export const administrators = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const;
export type Administrator = (typeof administrators)[number];
/** No part of the service: each sees its own unit alone, and holds no other role. */
export const outsiders = ['partner', 'guest'] as const;
export const roles = [
  'storeKeeper',
  'approver',
  'watchCommander',
  'rotationOfficer',
  'qualityInspector',
  'supervisor',
  'policyOwner',
  ...outsiders,
  ...administrators,
] as const;
export type Role = (typeof roles)[number];
export const isOutsider = (role: Role): boolean => outsiders.some((each) => each === role);
