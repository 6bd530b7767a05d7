import { faultIn } from '../../endpoint/field-faults.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { checkDefinitions as check, effectsOf } from './edit-definitions.ts';

export const checkDefinitions: Handler<'checkDefinitions'> = async ({ work, body, language }, { lists: ports }) => {
  const { definitions: before } = await work.definitions();
  const { definitions, faults } = await check(work, ports, before, body.definitions, language);
  return {
    effects: definitions === null ? [] : effectsOf(before, definitions),
    faults: faults.map(({ path, message }) => ({ path: [...path], message: faultIn(language, message) })),
  };
};
