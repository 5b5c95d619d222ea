import { Body, Controller, Post } from '@nestjs/common';
import type { Identity } from '@app/access';
import { encodeId, invariant, toMoney, type Money } from '@app/core';
import { Access, Caller, Describes, unwrap } from '@app/http';
import { QuoteService, type OfferedQuote } from '@app/payments';
import { targetOf } from '../payments/payment-request.dto.js';
import { QR_PROBLEMS } from '../qr-codes/qr-problems.js';
import { QuoteRequest } from './quote-request.dto.js';

interface QuoteReply {
  id: string;
  object: 'quote';
  amount: Money;
  /** Fees of the payer, on top of the amount. A payment's fee is the merchant's, so there are none. */
  fees: [];
  /** What leaves the payer's wallet. */
  total: Money;
  payee: {
    merchant_id: string;
    name: string;
    cooperative_id: string;
    cooperative_name: string;
  };
  on_us: boolean;
  expires_at: string;
}

const QUOTE_EXAMPLE: QuoteReply = {
  id: 'qte_01jzq3v5hfe0d9k3yx8m2n4p6r',
  object: 'quote',
  amount: { value: '100000.00', currency: 'IDR' },
  fees: [],
  total: { value: '100000.00', currency: 'IDR' },
  payee: {
    merchant_id: 'mrc_01jzq3v5hfe0d9k3yx8m2n4p6v',
    name: 'Toko Siti',
    cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6w',
    cooperative_name: 'Koperasi Kelurahan Merah Putih Bumiayu',
  },
  on_us: false,
  expires_at: '2026-01-31T03:20:42.123Z',
};

@Controller('v1/quotes')
export class QuotesController {
  constructor(private readonly quotes: QuoteService) {}

  @Post()
  @Access({ roles: ['member'], scope: 'own_account' })
  @Describes({
    summary: 'Ask what a payment would cost',
    description:
      'Every fee before the yes, and who would be paid. A payment with this `quote_id` costs what is said here until ' +
      'the quote expires, five minutes later by the network’s clock. Nothing is reserved, no money moves.',
    success: { status: 201, description: 'Promised', example: QUOTE_EXAMPLE },
    problems: [
      'amount_invalid',
      'amount_not_positive',
      'amount_not_whole_rupiah',
      'amount_too_large',
      'currency_unsupported',
      'not_found',
      'payer_is_payee',
      'cooperative_suspended',
      'cooperative_not_active',
      'fee_rule_missing',
      'fee_exceeds_amount',
      'limit_exceeded',
      'overloaded',
      'validation_failed',
      ...QR_PROBLEMS,
    ],
  })
  async createQuote(@Body() body: QuoteRequest, @Caller() caller: Identity): Promise<QuoteReply> {
    invariant(caller.member !== null, 'a member without membership');
    const offered = await this.quotes.offer({
      member: caller.member,
      to: targetOf(body),
    });
    return presentQuote(unwrap(offered));
  }
}

function presentQuote({ quote, merchant, cooperative, onUs }: OfferedQuote): QuoteReply {
  return {
    id: encodeId('qte', quote.id),
    object: 'quote',
    amount: toMoney(quote.amount),
    fees: [],
    total: toMoney(quote.amount),
    payee: {
      merchant_id: encodeId('mrc', merchant.uid),
      name: merchant.name,
      cooperative_id: encodeId('coop', cooperative.uid),
      cooperative_name: cooperative.name,
    },
    on_us: onUs,
    expires_at: new Date(Number(quote.expiresAtUs / 1000n)).toISOString(),
  };
}
