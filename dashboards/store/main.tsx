/** The console's page: joins who sits here, the place in the URL, the names and the widgets, and draws. */
import '../shared/tokens.css';
import './look/light.css';
import './look/frame.css';
import './look/list.css';
import './look/form.css';
import './look/document.css';
import './look/import.css';
import './look/label.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { WaitingProvider } from './documents/waiting.tsx';
import { MeProvider } from './me.tsx';
import { NamesProvider } from './names.tsx';
import { WhereProvider } from './use-where.tsx';
import { Widgets } from './widgets.tsx';

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <WhereProvider>
      <Widgets>
        <MeProvider>
          <NamesProvider>
            <WaitingProvider>
              <App />
            </WaitingProvider>
          </NamesProvider>
        </MeProvider>
      </Widgets>
    </WhereProvider>
  </StrictMode>,
);
