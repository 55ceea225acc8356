/** The handheld: today's work of a store, with or without a line. */
import '../shared/tokens.css';
import './look/scanner.css';
import './look/gate.css';
import './look/photos.css';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { scannerEn } from '../shared/words/scanner-en.ts';
import { scannerZh } from '../shared/words/scanner-zh.ts';
import { App, langNow } from './app.tsx';
import { holdFast } from './keep/keep.ts';
import { isRevoked } from './line/give-up.ts';
import { openLine } from './line/line.ts';
import { fetchLater, Revoked } from './views/later.ts';

const line = isRevoked() ? null : openLine();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    {line ? (
      <App line={line} />
    ) : (
      <Suspense>
        <Revoked words={langNow() === 'en' ? scannerEn : scannerZh} />
      </Suspense>
    )}
  </StrictMode>,
);
if (line) {
  void line.hurry();
  void holdFast();
  fetchLater();
}
if (import.meta.env.PROD && 'serviceWorker' in navigator)
  void navigator.serviceWorker.register('/scanner/sw.js', { scope: '/scanner/' });
