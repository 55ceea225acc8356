/** The region with the catalogue of this moment: whoever needs it reads it then, and keeps none. */
import type { Region } from './region.ts';
import type { Catalogues } from './store/catalogues.ts';

export const inForce = (region: Region, editions: Catalogues): Region =>
  Object.freeze({
    ...region,
    get catalogue() {
      return editions.now().catalogue;
    },
    get kinds() {
      return editions.now().kinds;
    },
  });
