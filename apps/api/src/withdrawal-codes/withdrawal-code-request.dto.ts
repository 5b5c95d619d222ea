import type { Money } from '@app/core';
import { IsMoney } from '@app/http';

export class WithdrawalCodeRequest {
  /** The cash to take out: more than zero, whole rupiah. A fee, if any, comes on top. */
  @IsMoney({ principal: true })
  amount!: Money;
}
