import { Controller, Get, Ip, Param, Query, Res } from '@nestjs/common';
import { RateLimits, type Identity, type RateLimit } from '@app/access';
import { Access, addressKey, admit, Caller, Describes, publicId, unwrap } from '@app/http';
import { ReceiptService, slipOf } from '@app/payments';
import type { FastifyReply } from 'fastify';
import {
  OWN_RECEIPT_EXAMPLE,
  presentOwnReceipt,
  presentReceipt,
  RECEIPT_EXAMPLE,
  type OwnReceiptReply,
  type ReceiptReply,
} from './present-receipt.js';
import { CheckReceiptQuery, ReadReceiptQuery } from './receipt-queries.dto.js';

const MINUTE = 60;

@Controller('v1')
export class ReceiptsController {
  /** A family at one address checks a few; whoever walks through the codes is soon too fast. */
  private readonly byAddress: RateLimit;
  /** Amounts for one code can't be tried from many addresses either. */
  private readonly byCode: RateLimit;

  constructor(
    private readonly receipts: ReceiptService,
    limits: RateLimits,
  ) {
    this.byAddress = limits.limit({ name: 'receipt_address', most: 30, seconds: MINUTE });
    this.byCode = limits.limit({ name: 'receipt_code', most: 10, seconds: 10 * MINUTE });
  }

  @Get('receipts/:short_code')
  @Access({ scope: 'public' })
  @Describes({
    summary: 'Check a receipt that one holds',
    description:
      'For anybody, by the code and the amount on it. Another amount answers like a code that was never given out. ' +
      'Thirty a minute for each address and network.',
    success: { example: RECEIPT_EXAMPLE },
    problems: ['not_found', 'rate_limited'],
  })
  async checkReceipt(
    @Param('short_code') code: string,
    @Query() { amount, network_id: networkId }: CheckReceiptQuery,
    @Ip() address: string,
  ): Promise<ReceiptReply> {
    const network = networkId === undefined ? undefined : publicId('net', networkId);
    const place = network ?? 'any';
    const asker = `${place} ${addressKey(address)}`;
    const asked = `${place} ${code
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .slice(0, 12)}`;
    admit(Math.max(this.byAddress.waitSeconds(asker), this.byCode.waitSeconds(asked)));
    this.byAddress.count(asker);
    const receipt = await this.receipts.check(code, amount, network);
    if (!receipt.ok) this.byCode.count(asked);
    return presentReceipt(unwrap(receipt));
  }

  @Get('me/receipts/:short_code')
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner', 'cashier'], scope: 'own_merchant' },
    { roles: ['teller', 'treasurer', 'manager'], scope: 'own_cooperative' },
  )
  @Describes({
    summary: 'Read the receipt of an act that one took part in',
    description:
      'For payer and payee, and for the counters of the cooperatives that took part. `format=text` gives a slip of 32 ' +
      'columns for thermal printers.',
    success: { example: OWN_RECEIPT_EXAMPLE, files: ['text/plain'] },
    problems: ['not_found'],
  })
  async getMyReceipt(
    @Param('short_code') code: string,
    @Query() { format }: ReadReceiptQuery,
    @Caller() caller: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnReceiptReply | string> {
    const receipt = unwrap(await this.receipts.read(caller, code));
    if (format !== 'text') return presentOwnReceipt(receipt);
    reply.header('content-type', 'text/plain; charset=utf-8');
    return slipOf(receipt);
  }
}
