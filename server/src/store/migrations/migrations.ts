/** The database's versions, in order; a version once released is never changed, and a gap in the numbers never filled, for a book takes them in their order. They run on every dialect Kysely has. */
import type { Migration } from 'kysely';
import { accounts } from './accounts.ts';
import { agreed } from './agreed.ts';
import { applicants } from './applicants.ts';
import { asOf } from './as-of.ts';
import { bounds } from './bounds.ts';
import { catalogue } from './catalogue.ts';
import { codeEnds } from './code-ends.ts';
import { countCopying } from './count-copying.ts';
import { countCounters } from './count-counters.ts';
import { countPolicies } from './count-policies.ts';
import { countReaders } from './count-readers.ts';
import { counts } from './counts.ts';
import { coverageVersions } from './coverage-versions.ts';
import { documentEnds } from './document-ends.ts';
import { documents } from './documents.ts';
import { doorEnds } from './door-ends.ts';
import { doorFaults } from './door-faults.ts';
import { due } from './due.ts';
import { expiry } from './expiry.ts';
import { first } from './first.ts';
import { gates } from './gates.ts';
import { handScans } from './hand-scans.ts';
import { handhelds } from './handhelds.ts';
import { history } from './history.ts';
import { hooks } from './hooks.ts';
import { imports } from './imports.ts';
import { kits } from './kits.ts';
import { labels } from './labels.ts';
import { lists } from './lists.ts';
import { looseLeases } from './loose-leases.ts';
import { manyYears } from './many-years.ts';
import { matches } from './matches.ts';
import { noted } from './noted.ts';
import { noticeTimes } from './notice-times.ts';
import { objections } from './objections.ts';
import { personCertificates } from './person-certificates.ts';
import { photoIndexes } from './photo-indexes.ts';
import { photosOwed } from './photos-owed.ts';
import { policies } from './policies.ts';
import { policyTerms } from './policy-terms.ts';
import { postings } from './postings.ts';
import { proposals } from './proposals.ts';
import { reservations } from './reservations.ts';
import { sharing } from './sharing.ts';
import { tagBindings } from './tag-bindings.ts';
import { tokenScopes } from './token-scopes.ts';
import { trips } from './trips.ts';
import { waits } from './waits.ts';

export const migrations: Record<string, Migration> = {
  '0001-first': { up: first },
  '0002-gates': { up: gates },
  '0003-expiry': { up: expiry },
  '0004-applicants': { up: applicants },
  '0005-history': { up: history },
  '0006-trips': { up: trips },
  '0007-accounts': { up: accounts },
  '0008-bounds': { up: bounds },
  '0009-documents': { up: documents },
  '0010-notice-times': { up: noticeTimes },
  '0011-counts': { up: counts },
  '0012-reservations': { up: reservations },
  '0013-as-of': { up: asOf },
  '0014-devices': { up: handhelds },
  '0015-matches': { up: matches },
  '0017-tag-bindings': { up: tagBindings },
  '0018-policies': { up: policies },
  '0019-count-copying': { up: countCopying },
  '0020-count-readers': { up: countReaders },
  '0021-imports': { up: imports },
  '0022-code-ends': { up: codeEnds },
  '0023-count-counters': { up: countCounters },
  '0024-many-years': { up: manyYears },
  '0025-photo-indexes': { up: photoIndexes },
  '0026-policy-terms': { up: policyTerms },
  '0027-door-faults': { up: doorFaults },
  '0028-coverage-versions': { up: coverageVersions },
  '0029-hand-scans': { up: handScans },
  '0030-postings': { up: postings },
  '0031-labels': { up: labels },
  '0032-due': { up: due },
  '0037-noted': { up: noted },
  '0042-waits': { up: waits },
  '0043-loose-leases': { up: looseLeases },
  '0046-door-ends': { up: doorEnds },
  '0047-person-certificates': { up: personCertificates },
  '0048-catalogue': { up: catalogue },
  '0049-kits': { up: kits },
  '0052-sharing': { up: sharing },
  '0053-count-policies': { up: countPolicies },
  '0054-lists': { up: lists },
  '0055-document-ends': { up: documentEnds },
  '0056-photos-owed': { up: photosOwed },
  '0057-proposals': { up: proposals },
  '0058-hooks': { up: hooks },
  '0059-agreed': { up: agreed },
  '0060-token-scopes': { up: tokenScopes },
  '0061-objections': { up: objections },
};
