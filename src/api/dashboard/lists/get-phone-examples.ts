import { phoneExamples } from '../../../runs/phone-examples.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { collectionOf, sourcesOf, withList } from './list-context.ts';

export const getPhoneExamples: Handler<'getPhoneExamples'> = async ({ work, body, signal }, { lists: ports }) => {
  const { definitions } = await work.definitions();
  const collection = collectionOf(definitions, body.collectionId);
  const list = { collection, sources: sourcesOf(collection, definitions) };
  const found = await withList(
    work,
    ports,
    list,
    (context) => phoneExamples(context, body.phones, ports.numbers),
    signal,
  );
  return { ...found, examples: [...found.examples], suggestions: [...found.suggestions] };
};
