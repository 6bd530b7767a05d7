import type { Handler } from '../../endpoint/handler.ts';
import { personOf } from './person-of.ts';

export const setLanguage: Handler<'setLanguage'> = async ({ caller, body }, { session: { sessions } }) => {
  await sessions.saveLanguage(personOf(caller).person, body.language);
  return null;
};
