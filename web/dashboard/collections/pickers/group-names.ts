/** Names of groups that were chosen since the page was loaded: definitions only have their ids. */
export const groupNames = new Map<string, string>();
