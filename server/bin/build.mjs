/** npm run build: programs and pages, where their sources are newer. npm start does it by itself. */
import { build, install } from './ready.mjs';

install();
build();
