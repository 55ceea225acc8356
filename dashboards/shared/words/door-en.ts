/** The words of a gate's door and its contact, in English. */
import type { DoorWords } from './door-zh.ts';

export const doorEn: DoorWords = {
  faultOf: {
    unheard: 'its door contact says nothing',
    dead: 'its door contact contradicts what passes',
    rattles: 'its door contact flutters',
    standsOpen: 'its door has stood open for over 15 minutes',
  },
  doOf: {
    unheard: 'check its wires, the reader’s input and “door.input” in the gateway’s configuration',
    dead: 'check the contact and its wires, and “door.open” in the gateway’s configuration',
    rattles: 'tighten its wires and check where its magnet sits',
    standsOpen: 'close it; if it is closed, the contact is stuck',
  },
  gate: (reader) => `Gate ${reader}`,
  unknown: 'its door contact fails',
  without: 'Until it is mended trips are told as at a gate without a contact.',
};
