/** The command centre's page: joins the live line, the view and the words, and draws. */
import '../shared/tokens.css';
import './look/page.css';
import './look/strip.css';
import './look/alerts.css';
import './look/map.css';
import './look/side.css';
import './look/panels.css';
import './look/site.css';
import './look/facts.css';
import './look/feed.css';
import './look/replay.css';
import './look/big.css';
import './coverage/what-if.css';
import './coverage/coverage.css';
import './expiry/expiry.css';
import './trouble/trouble.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { askAhead } from '../shared/ahead.ts';
import { openLine } from '../shared/live/line.ts';
import { LiveProvider } from '../shared/live/use-live.tsx';
import { RegionProvider } from '../shared/live/use-region.tsx';
import { App } from './app.tsx';
import { ViewProvider } from './use-view.tsx';

const line = openLine();
// The first drawing of the map needs both, and neither needs what the line has to tell.
askAhead('/api/areas');
askAhead('/api/map');
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <LiveProvider line={line}>
      <RegionProvider>
        <ViewProvider>
          <App />
        </ViewProvider>
      </RegionProvider>
    </LiveProvider>
  </StrictMode>,
);
