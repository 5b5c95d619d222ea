import type { Identity } from '@app/access';
import { encodeId } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  IdempotentRequest,
  MarkReplayed,
  publicId,
  refusedAct,
  senOf,
  unwrap,
} from '@app/http';
import { CashTransferService } from '@app/payments';
import { Body, Controller, Post } from '@nestjs/common';
import { CASH_TRANSFER_EXAMPLE } from './examples.js';
import { presentCashTransfer, type CashTransferReply } from './present-till.js';
import { CashTransferRequest } from './till-requests.dto.js';

@Controller('v1/cash-transfers')
export class CashTransfersController {
  constructor(private readonly transfers: CashTransferService) {}

  @Post()
  @Access({ roles: ['treasurer', 'manager'], scope: 'own_cooperative' })
  @Describes({
    summary: 'Carry cash between bank, vault and till',
    description:
      'Between vault and a till that is open, or between bank and vault. By treasurer or manager, who answer for the vault.',
    idempotent: true,
    success: { status: 201, description: 'Posted', example: CASH_TRANSFER_EXAMPLE },
    problems: [
      'amount_invalid',
      'amount_not_positive',
      'amount_not_whole_rupiah',
      'amount_too_large',
      'currency_unsupported',
      'validation_failed',
      'not_found',
      'till_closed',
      'till_short',
      'vault_short',
      'cooperative_not_active',
      'reference_reused',
    ],
  })
  async createCashTransfer(
    @Body() body: CashTransferRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<CashTransferReply> {
    const { from, to, till_id: till, amount, reference, description } = body;
    const result = await this.transfers.move(caller, {
      from,
      to,
      till: till === undefined ? undefined : publicId('til', till),
      amount: senOf(amount),
      key: idempotency.key,
      requestHash: idempotency.hash,
      reference,
      description,
    });
    markReplayed(result.replayed);
    if (!result.ok && result.refused !== undefined) {
      throw refusedAct(result, encodeId('trf', result.refused));
    }
    return presentCashTransfer(unwrap(result));
  }
}
