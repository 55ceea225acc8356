/** The words of work on one piece at the shelf, in English. */
import type { ShelfWords } from './shelf-zh.ts';

export const shelfEn: ShelfWords = {
  bind: 'Bind a tag',
  bindOther: 'Change the tag',
  open: 'Open the case',
  close: 'Close into a case',
  newTag: 'New tag',
  scanTag:
    'Scan the tag that it shall bear; where the package has a bar code, scan that too, to hold one against the other.',
  labelDiffers: 'Tag and bar code name two different things: look at the goods.',
  bindAnyway: 'Looked at: bind it all the same',
  tagOfOther: (piece) => `This tag belongs to ${piece}: take another.`,
  oldTag: 'Tag now',
  reason: 'Reason',
  tagReasons: ['tag damaged', 'tag came off', 'can not be read'],
  openReasons: ['handed out singly', 'looked inside', 'packed anew'],
  openHow: (quantity) =>
    `Its ${quantity} will lie loose at the same place; the id and the tag stay for the next closing.`,
  closeHow: 'Closes loose goods into a case. Scan its code, a tag and the place, or type them.',
  pieceId: 'Case id',
  tagOptional: 'Tag (may be empty)',
  notHere: 'This device does not know the piece.',
  empty: 'empty case',
};
