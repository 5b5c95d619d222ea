import { Controller, Get } from '@nestjs/common';
import type { Identity } from '@app/access';
import { fail } from '@app/core';
import { Access, Caller, Describes, IdParam, problemOf } from '@app/http';
import { LedgerReads, type TransferRecord } from '@app/ledger';
import { AccountFactsStore } from '@app/payments';
import { BookAccess } from '../books/book-access.js';
import { presentTransfer, type TransferReply } from './present-transfer.js';
import { TRANSFER_EXAMPLE } from './transfer-example.js';

@Controller('v1/transfers')
export class TransfersController {
  constructor(
    private readonly reads: LedgerReads,
    private readonly books: BookAccess,
    private readonly facts: AccountFactsStore,
  ) {}

  @Get(':id')
  @Access(
    { roles: ['operator', 'auditor'], scope: 'network' },
    { roles: ['treasurer', 'manager'], scope: 'own_cooperative' },
  )
  @Describes({
    summary: 'Read what a transfer moved, in whose book',
    description:
      'The operator sees every leg; a cooperative those of its own book, and nothing of a transfer that has none there.',
    success: { example: TRANSFER_EXAMPLE },
    problems: ['not_found'],
  })
  async getTransfer(
    @IdParam('id', 'trf') id: string,
    @Caller() caller: Identity,
  ): Promise<TransferReply> {
    const transfer = await this.reads.transfer(id);
    if (transfer === undefined || isElsewhere(caller, transfer)) throw problemOf(fail('not_found'));
    const cooperatives = await this.books.cooperatives(
      transfer.network,
      transfer.legs.map((leg) => leg.book),
    );
    const own = (book: number | null): boolean =>
      book !== null && cooperatives.get(book)?.uid === caller.cooperative;
    const all = caller.cooperative === null;
    const legs = transfer.legs.filter((leg) => all || own(leg.book));
    const isParty = legs.length > 0 || (transfer.legs.length === 0 && isOwn(transfer, own));
    if (!all && !isParty) throw problemOf(fail('not_found'));
    return presentTransfer(transfer, legs, {
      cooperatives,
      accounts: await this.facts.read(legs.flatMap((leg) => [leg.debit, leg.credit])),
      cycle: await this.facts.cycle(transfer.cycle),
    });
  }
}

/** Of what has no legs: a hold is its two cooperatives', what was refused the payer's, cash that was refused the host's. */
function isOwn(
  { type, refusal, issuer, acquirer }: TransferRecord,
  own: (book: number | null) => boolean,
): boolean {
  return own(issuer) || (own(acquirer) && (refusal === null || type === 'deposit'));
}

function isElsewhere(caller: Identity, transfer: TransferRecord): boolean {
  return caller.network !== null && caller.network !== transfer.network;
}
