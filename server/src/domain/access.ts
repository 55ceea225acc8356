/** What must be true of whoever asks a question over HTTP: the right it takes, and whose stores its answer may tell of. */
import type { Route } from '@changping/contracts/http';
import { type Account, isInScope, type PlainAction, rights, type UnitTree } from './rights.ts';

/**
 * `anyone`: also who is not in. `own`: of oneself, so every account may.
 * `region`: tells of all stores at once. `site`: of the store it asks for, or of all where it asks for none.
 * `answer`: of the one store that the answer names. `filtered`: who answers leaves out what is out of scope. `none`: of no store.
 */
export type Need = { by: 'anyone' } | { by: 'own' } | { by: readonly PlainAction[]; of: Scope };
type Scope = 'region' | 'site' | 'answer' | 'filtered' | 'none';

/** `also`: another right that is enough. */
const of = (by: PlainAction, scope: Scope, also: PlainAction = by): Need => ({ by: [by, also], of: scope });

export const needs: Readonly<Record<Route, Need>> = Object.freeze({
  '/healthz': { by: 'anyone' },
  '/api/door': { by: 'anyone' },
  '/api/me': { by: 'own' },
  '/api/names': { by: 'own' },
  '/api/sessions': { by: 'own' },
  '/api/people': of('readPeople', 'filtered'),
  '/api/handhelds': of('readHealth', 'filtered', 'reviewActFirst'),
  '/api/hooks': of('editSettings', 'filtered'),
  '/api/handhelds/leftovers': of('reviewActFirst', 'filtered'),
  '/api/policies': of('readPlan', 'none', 'editPolicies'),
  '/api/count-policies': of('readPlan', 'none', 'editPolicies'),
  '/api/proposals': of('agreePolicies', 'region'),
  '/api/sharing': of('readPlan', 'region', 'editPolicies'),
  '/api/shared': of('readShared', 'filtered'),
  '/api/delegations': of('readDocuments', 'filtered'),
  '/api/reviews': of('reviewActFirst', 'filtered'),
  '/api/audit': of('readAudit', 'none'),
  '/api/sites': of('readStock', 'filtered'),
  '/api/sites/{id}': of('readStock', 'answer'),
  '/api/kinds': { by: 'own' },
  '/api/catalogue': of('readPlan', 'none', 'editCatalogue'),
  '/api/catalogue/versions': of('readPlan', 'none', 'editCatalogue'),
  '/api/stock': of('readStock', 'site'),
  '/api/stock/as-of': of('readStock', 'site'),
  '/api/pieces': of('readStock', 'site'),
  '/api/pieces/{epc}': of('readTrail', 'answer'),
  '/api/discrepancies': of('readTrail', 'site'),
  '/api/passages': of('readTrail', 'site'),
  '/api/passages/{id}': of('readTrail', 'answer'),
  '/api/field': of('readTrail', 'site'),
  '/api/sweeps': of('readTrail', 'site'),
  '/api/sweeps/{id}': of('readTrail', 'answer'),
  '/api/notices': of('readStock', 'site'),
  '/api/expiry': of('readStock', 'site'),
  '/api/lots': of('readStock', 'site'),
  '/api/documents': of('readDocuments', 'site'),
  '/api/documents/{id}': of('readDocuments', 'filtered'),
  '/api/waiting': of('readDocuments', 'filtered'),
  '/api/kits': of('readStock', 'site'),
  '/api/kits/{id}': of('readStock', 'filtered'),
  '/api/leases': of('readStock', 'filtered'),
  '/api/leases/handhelds': of('readStock', 'filtered'),
  '/api/documents/{id}/photos': of('readDocuments', 'filtered'),
  '/api/documents/{id}/counts': of('readDocuments', 'filtered'),
  '/api/counts/plan': of('readDocuments', 'site'),
  '/api/counts/{id}': of('readDocuments', 'filtered'),
  '/api/counts/{id}/variance': of('readDocuments', 'filtered'),
  '/api/counts/{id}/scans': of('readDocuments', 'filtered'),
  '/api/jobs': of('readStock', 'none'),
  '/api/jobs/{id}': of('readStock', 'none'),
  '/api/labels': of('printLabel', 'site'),
  '/api/imports': of('readStock', 'site'),
  '/api/imports/{id}': of('importStock', 'none', 'editCatalogue'),
  '/api/imports/{id}/errors': of('importStock', 'none', 'editCatalogue'),
  '/api/imports/{id}/entries': of('readTrail', 'answer'),
  '/api/supply-classes': { by: 'own' },
  '/api/reservations': of('readDocuments', 'site'),
  '/api/first-out': of('readStock', 'site'),
  '/api/stock/outside': of('readStock', 'site'),
  '/api/recipients': of('readDocuments', 'site'),
  '/api/coverage': of('readPlan', 'region'),
  '/api/coverage/cells': of('readPlan', 'region'),
  '/api/coverage/layer': of('readPlan', 'region'),
  '/api/coverage/places/{code}': of('readPlan', 'region'),
  '/api/coverage/at': of('readPlan', 'region'),
  '/api/coverage/what-if': of('readPlan', 'region'),
  '/api/climate': of('readClimate', 'site'),
  '/api/gateways': of('readTrail', 'region', 'readHealth'),
  '/api/applicants': of('readTrail', 'region', 'readHealth'),
  '/api/events': of('readTrail', 'site'),
  '/api/history': of('readTrail', 'region'),
  '/api/quarantine': of('readTrail', 'region', 'readHealth'),
  '/api/region': { by: 'own' },
  '/api/areas': { by: 'own' },
  '/api/map': { by: 'own' },
});

/** Is the store that it concerns known by its answer alone? */
export function needsAnswer(route: Route): boolean {
  const need = needs[route];
  return 'of' in need && need.of === 'answer';
}

export type Barred = 'rightMissing' | 'outOfScope';

/** @param site what is asked for, or what the answer names; null where there is none. */
export function barred(
  need: Need,
  account: Account,
  site: string | null,
  region: string,
  tree: UnitTree,
): Barred | null {
  if (need.by === 'anyone' || need.by === 'own') return null;
  const { by } = need;
  if (!account.roles.some((role) => by.some((right) => rights[role].has(right)))) return 'rightMissing';
  const isWhole = isInScope(account, region, tree);
  if (need.of === 'none' || need.of === 'filtered' || isWhole) return null;
  if (need.of === 'region' || site === null) return 'outOfScope';
  return isInScope(account, site, tree) ? null : 'outOfScope';
}
