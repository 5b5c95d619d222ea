import { applyDecorators } from '@nestjs/common';
import { IsText } from '@app/http';
import { IsDefined, IsObject, IsOptional, ValidateBy } from 'class-validator';
import { readTimestamp } from '@app/standards';

/** A reference that has to be there: String(64). */
export function IsReference(): PropertyDecorator {
  return applyDecorators(IsDefined(), IsText({ max: 64 }));
}

/** Text that may be absent. */
export function MayBeText(max: number): PropertyDecorator {
  return applyDecorators(IsOptional(), IsText({ max }));
}

/** An object that a partner may send and that is read field by field, or not at all. */
export function MayBeObject(): PropertyDecorator {
  return applyDecorators(IsOptional(), IsObject());
}

/** A time in any shape that X-TIMESTAMP may have. */
export function MayBeTime(): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    ValidateBy({
      name: 'isSnapTime',
      validator: {
        validate: (value: unknown) =>
          typeof value === 'string' && readTimestamp(value) !== undefined,
        defaultMessage: () => 'time_invalid',
      },
    }),
  );
}

/** Most lines of a page, and most pages that are counted through. */
export const PAGES_MAX = 100;

/** A page's size or number, quoted or not: the standard has texts, and partners send numbers. */
export function IsPageNumber(min: number): PropertyDecorator {
  return ValidateBy({
    name: 'isPageNumber',
    validator: {
      validate: (value: unknown) => {
        const number = pageNumberIn(value);
        return number !== undefined && number >= min && number <= PAGES_MAX;
      },
      defaultMessage: () => 'number_invalid',
    },
  });
}

/** What {@link IsPageNumber} has let through. */
export function pageNumberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  return typeof value === 'string' && /^[0-9]{1,3}$/.test(value) ? Number(value) : undefined;
}
