/**
 * What an answer may hold. Far above what the service gives and what a company has, so that nobody meets them but who
 * answers without end. An answer is no larger than the transport takes; how deep it is does not matter, as nothing goes
 * into what it does not know.
 */

/** Graph gives no more than 999. */
export const maxEntriesPerPage = 10_000;
/** Of one read. Ids of all entries of a list are kept until it ends. */
export const maxEntries = 1_000_000;
export const maxPages = 100_000;
/** A delta may have empty pages, one after the other. A page of strangers' contacts counts as empty too. */
export const maxPagesWithoutEntry = 2_000;
/** Ids and entity tags; Exchange's have some 200 characters. */
export const maxIdCharacters = 1_024;
/** Servers take no longer addresses. */
export const maxLinkCharacters = 32_768;
/** One text, such as the notes on a contact. */
export const maxTextCharacters = 1_000_000;
/** In base64; Graph keeps photos of up to 4 MB. */
export const maxPhotoCharacters = 8_000_000;
/** Of one mailbox. */
export const maxFolders = 5_000;
