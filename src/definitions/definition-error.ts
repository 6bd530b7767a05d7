/** What is wrong with a definition file, where, and how to put it right. */
export interface DefinitionProblem {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** `collections.colleagues.filter[0].where.field`; empty: the file as a whole. */
  readonly path: string;
  /** What is wrong and the remedy. Never a value of the file, but for ids and names of keys. */
  readonly message: string;
}

/** A definition file that cannot be used: lists every problem in the order of the file. */
export class DefinitionError extends Error {
  readonly problems: readonly DefinitionProblem[];

  constructor(problems: readonly DefinitionProblem[]) {
    const lines = problems.map(
      ({ line, column, path, message }) => `  ${line}:${column} ${path === '' ? '' : `${path}: `}${message}`,
    );
    super(`The definitions cannot be used:\n${lines.join('\n')}`);
    this.name = 'DefinitionError';
    this.problems = problems;
  }
}
