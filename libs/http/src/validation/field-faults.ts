import type { ValidationError } from 'class-validator';
import { isFieldCode, isProblemCode, type FieldCode, type FieldFault } from '../problems/fields.js';

/** What the rules of class-validator itself are called in our answers. */
const CODE_OF_RULE: Readonly<Record<string, FieldCode>> = {
  whitelistValidation: 'unknown_field',
  isDefined: 'required',
  isNotEmpty: 'required',
  isString: 'text_invalid',
  minLength: 'text_invalid',
  maxLength: 'text_invalid',
  isLength: 'text_invalid',
  matches: 'text_invalid',
  isInt: 'number_invalid',
  isNumber: 'number_invalid',
  isPositive: 'number_invalid',
  min: 'number_invalid',
  max: 'number_invalid',
  isIn: 'option_invalid',
  isEnum: 'option_invalid',
  isBoolean: 'option_invalid',
  isUuid: 'id_invalid',
  isIso8601: 'time_invalid',
  isDateString: 'time_invalid',
};

/**
 * The faults of a validated DTO, one for each field, nested ones by their path (`lines.0.amount`).
 */
export function faultsOf(errors: readonly ValidationError[], parent = ''): FieldFault[] {
  return errors.flatMap((error) => {
    const field = parent === '' ? error.property : `${parent}.${error.property}`;
    const own = error.constraints === undefined ? [] : [{ field, code: codeOf(error) }];
    return [...own, ...faultsOf(error.children ?? [], field)];
  });
}

function codeOf(error: ValidationError): string {
  const [broken] = Object.entries(error.constraints ?? {});
  if (broken === undefined) return 'invalid';
  const [rule, message] = broken;
  if (error.value === undefined && rule !== 'whitelistValidation') return 'required';
  if (isFieldCode(message) || isProblemCode(message)) return message;
  return CODE_OF_RULE[rule] ?? 'invalid';
}
