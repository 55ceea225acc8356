/** What a document names that has this form is a photograph, by the SHA-256 of its bytes; anything else is what somebody wrote down of one. */
export const photoHash = /^[0-9a-f]{64}$/;
