import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { parseMoney, parsePrincipal, type IdPrefix } from '@app/core';
import { checkText, type TextRule } from './text-rule.js';
import { rememberTextField } from './text-fields.js';
import { MONEY_SCHEMA, PRINCIPAL_SCHEMA } from '../openapi/money-schemas.js';
import { isCalendarDate, isInstant } from './time-rule.js';

/** A decorator for a property of a DTO. */
type Field = PropertyDecorator;

/**
 * Money on the wire, `{ value, currency }`. A principal is more than zero and whole rupiah. The
 * problem's code is the fault that `parseMoney` or `parsePrincipal` finds.
 */
export function IsMoney(options: { principal?: boolean } = {}): Field {
  const parse = options.principal === true ? parsePrincipal : parseMoney;
  return applyDecorators(
    ApiProperty({
      allOf: [{ $ref: options.principal === true ? PRINCIPAL_SCHEMA : MONEY_SCHEMA }],
    }),
    ValidateBy({
      name: 'isMoney',
      validator: {
        validate: (value: unknown) => parse(value).ok,
        defaultMessage: (args) => {
          const parsed = parse(args?.value);
          return parsed.ok ? 'amount_invalid' : parsed.code;
        },
      },
    }),
  );
}

/** An id of the wire with one of these prefixes, such as `mrc_…`. */
export function IsPublicId(...prefixes: readonly [IdPrefix, ...IdPrefix[]]): Field {
  const pattern = `^(${prefixes.join('|')})_[0-7][0-9a-hjkmnp-tv-z]{25}$`;
  const expression = new RegExp(pattern);
  return applyDecorators(
    ApiProperty({ type: String, pattern }),
    ValidateBy({
      name: 'isPublicId',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && expression.test(value),
        defaultMessage: () => 'id_invalid',
      },
    }),
  );
}

/**
 * Text that people write: not blank, without control characters, at most `max` characters (140 by
 * default). It is in NFC and trimmed once it reaches the controller.
 */
export function IsText(rule: Partial<TextRule> = {}): Field {
  const whole: TextRule = { min: 1, max: 140, multiline: false, ...rule };
  return applyDecorators(
    rememberTextField,
    ApiProperty({ type: String, minLength: whole.min, maxLength: whole.max }),
    ValidateBy({
      name: 'isText',
      validator: {
        validate: (value: unknown) => checkText(value, whole),
        defaultMessage: () => 'text_invalid',
      },
    }),
  );
}

/** A moment with its zone (RFC 3339). */
export function IsInstant(): Field {
  return applyDecorators(
    ApiProperty({ type: String, format: 'date-time' }),
    ValidateBy({
      name: 'isInstant',
      validator: { validate: isInstant, defaultMessage: () => 'time_invalid' },
    }),
  );
}

/** A day of the calendar, such as 2026-01-31. */
export function IsCalendarDate(): Field {
  return applyDecorators(
    ApiProperty({ type: String, format: 'date' }),
    ValidateBy({
      name: 'isCalendarDate',
      validator: { validate: isCalendarDate, defaultMessage: () => 'date_invalid' },
    }),
  );
}
