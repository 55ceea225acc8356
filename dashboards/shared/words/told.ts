/** What a finding of the page is about, with names in the reader's language. */
export type Found = {
  pieces: number;
  goods?: string | undefined;
  probe?: string | undefined;
  cause?: string | undefined;
  value?: string | undefined;
  gateway?: string | undefined;
  reader?: string | undefined;
  state?: string | undefined;
  /** Of a door's contact. */
  fault?: string | undefined;
  /** A day. */
  on?: string | undefined;
};
