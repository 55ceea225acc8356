/** Whose word the catalogue is: the region's folder is version 1, and a changed folder is the next one for as long as nobody has written a version at the console. From then on it is only offered, and never put over what people wrote. */

export type Origin = 'folder' | 'console';

/** @param looked digest of the folder that the version in force was written by, or beside. */
export function editionDue(looked: string, folder: string, isEdited: boolean): 'nothing' | 'take' | 'offer' {
  if (looked === folder) return 'nothing';
  return isEdited ? 'offer' : 'take';
}
