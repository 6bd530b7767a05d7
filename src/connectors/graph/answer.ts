/** An answer of Graph, alone or as a part of a batch. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined if there was none. */
  readonly body: unknown;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The parsed text, or undefined if it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Parts of a batch keep the spelling of header names that the service behind it has chosen. */
export function headerOf(headers: Readonly<Record<string, string>>, lowerCaseName: string): string | undefined {
  const exact = headers[lowerCaseName];
  if (exact !== undefined) return exact;
  for (const name in headers) {
    if (name.toLowerCase() === lowerCaseName) return headers[name];
  }
  return undefined;
}
