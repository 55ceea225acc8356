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

/** What a sentence of the feed may speak of: the detail of an item, with names in the reader's language in place of ids. */
export type Told = {
  pieces: number;
  kind?: string | undefined;
  piece?: string | undefined;
  home?: string | undefined;
  document?: string | undefined;
  lots?: number | undefined;
  step?: string | undefined;
  on?: string | undefined;
  probe?: string | undefined;
  measure?: string | undefined;
  cause?: string | undefined;
  value?: number | undefined;
  limit?: number | undefined;
  worst?: number | undefined;
  gateway?: string | undefined;
  /** Of a gateway's key. */
  fingerprint?: string | undefined;
  reader?: string | undefined;
  state?: string | undefined;
  fault?: string | undefined;
  faults?: number | undefined;
  differences?: number | undefined;
  direction?: string | undefined;
  zone?: string | undefined;
  expected?: number | undefined;
  missing?: number | undefined;
  extra?: number | undefined;
  strange?: number | undefined;
  faultZh?: string | undefined;
  faultEn?: string | undefined;
};
