import type { Money } from '@app/core';
import { IsMoney } from '@app/http';

export class OpeningBalanceRequest {
  /** What the wallet held in the cooperative's former books: more than zero, whole rupiah. */
  @IsMoney({ principal: true })
  amount!: Money;
}
