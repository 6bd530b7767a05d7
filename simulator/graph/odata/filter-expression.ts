export type ComparisonOperator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type TextFunction = 'startswith' | 'endswith' | 'contains';

export type FilterLiteral =
  | { readonly type: 'string' | 'guid' | 'datetime'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'null'; readonly value: null };

export type FilterOperand =
  | { readonly kind: 'path'; readonly path: readonly string[] }
  | { readonly kind: 'literal'; readonly literal: FilterLiteral }
  | { readonly kind: 'lower' | 'upper' | 'trim' | 'length'; readonly of: FilterOperand };

/** A parsed `$filter`. A path inside a lambda begins with the lambda's variable when it speaks of the element. */
export type FilterExpression =
  | { readonly kind: 'and' | 'or'; readonly left: FilterExpression; readonly right: FilterExpression }
  | { readonly kind: 'not'; readonly of: FilterExpression }
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: FilterOperand;
      readonly right: FilterOperand;
    }
  | { readonly kind: 'in'; readonly left: FilterOperand; readonly values: readonly FilterLiteral[] }
  | { readonly kind: 'text'; readonly name: TextFunction; readonly text: FilterOperand; readonly part: FilterOperand }
  | { readonly kind: 'truth'; readonly operand: FilterOperand }
  | {
      readonly kind: 'lambda';
      readonly quantifier: 'any' | 'all';
      readonly path: readonly string[];
      readonly variable: string;
      /** Null for `any()`: is there an element at all? */
      readonly body: FilterExpression | null;
    };
