import { varying } from '@app/http';

/** Why an act that is shown again was refused; what the detail holds depends on the code. */
export const REFUSAL_EXAMPLE = {
  code: 'insufficient_funds',
  detail: varying({ available: '1500.00' }, { open: true }),
};
