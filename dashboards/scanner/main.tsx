/** The handheld: today's work of a store, with or without a line. */
import '../shared/tokens.css';
import './look/scanner.css';
import './look/gate.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { holdFast } from './keep/keep.ts';
import { openLine } from './line/line.ts';

const line = openLine();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App line={line} />
  </StrictMode>,
);
void line.hurry();
void holdFast();
if (import.meta.env.PROD && 'serviceWorker' in navigator)
  void navigator.serviceWorker.register('/scanner/sw.js', { scope: '/scanner/' });
