/** PowerShell takes all of these for a single quote: an apostrophe that was typed by a word processor ends a text, too. */
const singleQuotes = /['\u2018\u2019\u201a\u201b]/g;

/** A text as a PowerShell literal, in which nothing is replaced or run. */
export function powerShellText(text: string): string {
  return `'${text.replaceAll(singleQuotes, '$&$&')}'`;
}

/** Lines of text as comments. */
export function powerShellComment(text: string): string {
  return text
    .split(/[\r\n\u0085\u2028\u2029]+/)
    .map((line) => `# ${line}`)
    .join('\r\n');
}
