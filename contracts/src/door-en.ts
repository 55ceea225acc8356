/** The words of a gate's door and its contact, in English. */
import type { DoorWords } from './door-zh.ts';

const faults: Record<string, string> = {
  unheard: 'its door contact says nothing',
  dead: 'its door contact contradicts what passes',
  rattles: 'its door contact flutters',
  standsOpen: 'its door has stood open for over 15 minutes',
};
const remedies: Record<string, string> = {
  unheard: 'check its wires, the reader’s input and “door.input” in the gateway’s configuration',
  dead: 'check the contact and its wires, and “door.open” in the gateway’s configuration',
  rattles: 'tighten its wires and check where its magnet sits',
  standsOpen: 'close it; if it is closed, the contact is stuck',
};

export const doorEn: DoorWords = {
  fault: (gate = '', fault = '') => `Gate ${gate}: ${faults[fault] ?? 'its door contact fails'}`,
  remedy: (fault = '') => remedies[fault] ?? 'check its contact',
  well: (gate = '') => `Gate ${gate}: its door contact is well again`,
  gone: (gate = '', gateway = '') =>
    `Gate ${gate}: gateway ${gateway} is no longer in use, nothing more is heard of its door contact`,
  without: 'Until it is mended trips are told as at a gate without a contact.',
};
