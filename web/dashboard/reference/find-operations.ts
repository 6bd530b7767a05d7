import type { Operation } from './openapi.ts';

/** Operations in whose name, path or words all words of a search are. */
export function findOperations(operations: readonly Operation[], search: string): readonly Operation[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return operations.filter(({ id, method, path, summary, tag }) => {
    const text = `${id} ${method} ${path} ${summary} ${tag}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** By tag, in the order that they come. */
export function groupOperations(
  operations: readonly Operation[],
): readonly { readonly tag: string; readonly operations: readonly Operation[] }[] {
  return [...Map.groupBy(operations, ({ tag }) => tag)].map(([tag, group]) => ({ tag, operations: group }));
}
