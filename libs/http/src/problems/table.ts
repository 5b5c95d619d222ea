import type { ProblemCode } from '@app/core';
import { ACCESS } from './access.js';
import type { Definitions } from './definition.js';
import { MALFORMED } from './malformed.js';
import { REFUSALS } from './refusals.js';
import { RULES } from './rules.js';
import { SERVICE } from './service.js';

/**
 * The one table from codes to statuses and texts. A code of the catalogue without a row does not
 * compile.
 */
export const PROBLEMS: Definitions<ProblemCode> = {
  ...MALFORMED,
  ...REFUSALS,
  ...RULES,
  ...ACCESS,
  ...SERVICE,
};
