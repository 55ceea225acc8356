/** The door: who may come in, as whom, and what has to be done first. */
import '../shared/tokens.css';
import './enter.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Door } from './door.tsx';

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Door />
  </StrictMode>,
);
