/** The console: frame, menu by what the own roles may do, and the page that the URL names. */
import { useEffect } from 'react';
import { DraftPage } from './approving/draft-page.tsx';
import { PoliciesPage } from './approving/policies-page.tsx';
import { ReviewsPage } from './approving/reviews-page.tsx';
import { AuditPage } from './audit/audit-page.tsx';
import { CataloguePage } from './catalogue/catalogue-page.tsx';
import { CatalogueDraftPage } from './catalogue/draft-page.tsx';
import { CountDraftPage } from './count-policy/count-draft-page.tsx';
import { CountPoliciesPage } from './count-policy/count-policies-page.tsx';
import { CountPage } from './counts/count-page.tsx';
import { CountsPage } from './counts/counts-page.tsx';
import { ApprovalsPage } from './documents/approvals-page.tsx';
import { DocumentPage } from './documents/document-page.tsx';
import { DocumentsPage } from './documents/documents-page.tsx';
import { OpenPage } from './documents/open-page.tsx';
import { OwedPage } from './documents/owed-page.tsx';
import { Head } from './frame/head.tsx';
import { Menu } from './frame/menu.tsx';
import { isOffered, menuOf } from './frame/rooms.ts';
import { HooksPage } from './hooks/hooks-page.tsx';
import { ImportPage } from './imports/import-page.tsx';
import { ImportedPage } from './imports/imported-page.tsx';
import { ImportsPage } from './imports/imports-page.tsx';
import { KitPage } from './kits/kit-page.tsx';
import { KitsPage } from './kits/kits-page.tsx';
import { LabelsPage } from './labels/labels-page.tsx';
import { useMe } from './me.tsx';
import { HandheldsPage } from './people/handhelds-page.tsx';
import { OwnPage } from './people/own-page.tsx';
import { PeoplePage } from './people/people-page.tsx';
import { ReportsPage } from './reports/reports-page.tsx';
import { AskPage } from './sharing/ask-page.tsx';
import { SharedPage } from './sharing/shared-page.tsx';
import { SharingPage } from './sharing/sharing-page.tsx';
import { ClassesPage } from './stock/classes-page.tsx';
import { KindPage } from './stock/kind-page.tsx';
import { LeasePage } from './stock/lease-page.tsx';
import { LeasesPage } from './stock/leases-page.tsx';
import { PiecePage } from './stock/piece-page.tsx';
import { PiecesPage } from './stock/pieces-page.tsx';
import { StockPage } from './stock/stock-page.tsx';
import { useStoreWords } from './use-store-words.tsx';
import { useWhere } from './use-where.tsx';
import type { Page } from './where.ts';

const drawn: Record<Page, () => React.ReactNode> = {
  approvals: ApprovalsPage,
  owed: OwedPage,
  shared: SharedPage,
  ask: AskPage,
  sharing: SharingPage,
  documents: DocumentsPage,
  document: DocumentPage,
  open: OpenPage,
  counts: CountsPage,
  count: CountPage,
  countPolicies: CountPoliciesPage,
  countDraft: CountDraftPage,
  stock: StockPage,
  kind: KindPage,
  classes: ClassesPage,
  catalogue: CataloguePage,
  catalogueDraft: CatalogueDraftPage,
  pieces: PiecesPage,
  piece: PiecePage,
  leases: LeasesPage,
  kits: KitsPage,
  kit: KitPage,
  lease: LeasePage,
  people: PeoplePage,
  policies: PoliciesPage,
  draft: DraftPage,
  reviews: ReviewsPage,
  handhelds: HandheldsPage,
  hooks: HooksPage,
  audit: AuditPage,
  reports: ReportsPage,
  labels: LabelsPage,
  imports: ImportsPage,
  import: ImportPage,
  imported: ImportedPage,
  own: OwnPage,
};

export function App() {
  const words = useStoreWords();
  const { roles } = useMe();
  const { page: named, asked } = useWhere();
  const page = named ?? menuOf(roles)[0] ?? 'own';
  const { lang } = words;
  useEffect(() => {
    document.documentElement.lang = lang;
    document.title = `${words.pages[page]} · ${words.title}`;
  }, [lang, words, page]);
  const Drawn = drawn[page];
  return (
    <div className="console">
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <Head />
      <Menu page={page} />
      <main id="main" tabIndex={-1}>
        <h1>{page === 'open' ? words.open.title : words.pages[page]}</h1>
        {isOffered(page, roles) ? (
          // What was typed for one thing is no part of another.
          <Drawn key={asked.id ?? asked.epc ?? page} />
        ) : (
          <p className="empty">{words.notYours}</p>
        )}
      </main>
    </div>
  );
}
