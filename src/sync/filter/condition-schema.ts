import { z } from 'zod';
import { fieldConditionFault } from './compile-condition.ts';
import { type Condition, entryKinds, fieldTests } from './condition.ts';
import { compileExpression } from './expression.ts';
import { FilterError } from './filter-error.ts';
import { translateOpath } from './opath.ts';
import { domainFault } from './record-facts.ts';

const id = z.string().min(1);

/** A condition as configuration gives it; what is not understood is an issue at the part it is in. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('field'),
        field: z.string(),
        is: z.enum(fieldTests),
        values: z.exactOptional(z.array(z.string())),
      })
      .superRefine((condition, context) => {
        const fault = fieldConditionFault(condition);
        if (fault !== null) context.addIssue({ code: 'custom', path: [fault.part], message: fault.message });
      }),
    z.strictObject({ kind: z.literal('entry'), is: z.array(z.enum(entryKinds)).min(1) }),
    z.strictObject({ kind: z.enum(['enabled', 'licensed', 'hidden', 'has-phone', 'has-mail']), is: z.boolean() }),
    z.strictObject({ kind: z.literal('domain'), in: z.array(z.string().superRefine(isDomain)).min(1) }),
    z.strictObject({ kind: z.literal('group'), groupId: id }),
    z.strictObject({ kind: z.literal('source'), in: z.array(id).min(1) }),
    z.strictObject({
      kind: z.literal('expression'),
      expression: z.string().superRefine(understoodBy(compileExpression)),
    }),
    z.strictObject({ kind: z.literal('opath'), filter: z.string().superRefine(understoodBy(translateOpath)) }),
    z.strictObject({ kind: z.enum(['all', 'any']), of: z.array(conditionSchema).min(1) }),
    z.strictObject({ kind: z.literal('not'), of: conditionSchema }),
  ]),
);

interface Issues {
  addIssue(message: string): void;
}

function isDomain(domain: string, context: Issues): void {
  const fault = domainFault(domain);
  if (fault !== null) context.addIssue(fault);
}

function understoodBy(read: (text: string) => unknown): (text: string, context: Issues) => void {
  return (text, context) => {
    try {
      read(text);
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
      context.addIssue(error.message);
    }
  };
}
