import type { Handler } from '../../endpoint/handler.ts';
import { tagOf } from '../../endpoint/tag.ts';

export const getDefinitions: Handler<'getDefinitions'> = async ({ work }) => {
  const { revision, definitions } = await work.definitions();
  return { tag: tagOf(revision), answer: { revision, definitions } };
};
