import { addressFields, addressParts, type FieldGroup, fieldGroups, fieldsByGroup } from '../../fields/field-names.ts';

export interface FieldChoice {
  readonly group: FieldGroup | 'extra';
  /** Contact field, part of an address or extra. */
  readonly name: string;
}

/** Names that can be chosen, by group, that a search means; a group without any is left out. */
export function fieldChoices({
  extras,
  labelOf,
  search,
  only = () => true,
}: {
  readonly extras: readonly string[];
  readonly labelOf: (name: string) => string;
  readonly search: string;
  readonly only?: (choice: FieldChoice) => boolean;
}): readonly { readonly group: FieldChoice['group']; readonly names: readonly string[] }[] {
  const wanted = search.trim().toLowerCase();
  const isMeant = (name: string) =>
    wanted === '' || labelOf(name).toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted);
  return ([...fieldGroups, 'extra'] as const)
    .map((group) => {
      const names = group === 'extra' ? extras : namesOf(group);
      return { group, names: names.filter((name) => only({ group, name }) && isMeant(name)) };
    })
    .filter(({ names }) => names.length > 0);
}

function namesOf(group: FieldGroup): readonly string[] {
  if (group !== 'address') return fieldsByGroup[group];
  const parts = addressFields.flatMap((address) => addressParts.map((part) => `${address}.${part}`));
  return [...addressFields, ...parts];
}
