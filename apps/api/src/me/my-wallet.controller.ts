import { Controller, Get, Header, Query } from '@nestjs/common';
import type { Identity } from '@app/access';
import { invariant } from '@app/core';
import { Access, Caller, Describes, pageExample, type Page } from '@app/http';
import { LedgerReads } from '@app/ledger';
import { Directory } from '@app/participants';
import { BALANCE_EXAMPLE, ENTRY_EXAMPLE } from '../books/examples.js';
import { readEntryPage } from '../books/entry-page.js';
import { ListEntriesQuery } from '../books/list-entries.dto.js';
import {
  presentBalance,
  presentEntry,
  type BalanceReply,
  type EntryReply,
} from '../books/present-account.js';

/** The caller's own wallet: a member's, or that of the merchant whom the owner signed in for. */
@Controller('v1/me')
export class MyWalletController {
  constructor(
    private readonly reads: LedgerReads,
    private readonly directory: Directory,
  ) {}

  @Get('balance')
  @Header('cache-control', 'no-store')
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner'], scope: 'own_merchant' },
  )
  @Describes({
    summary: 'Read my balance',
    description:
      'A member’s wallet, or the merchant’s for its owner. A cashier sees payments, not the balance.',
    success: { example: BALANCE_EXAMPLE },
  })
  async getMyBalance(@Caller() caller: Identity): Promise<BalanceReply> {
    const balance = await this.reads.balance(await this.walletOf(caller));
    invariant(balance !== undefined, 'a wallet without account');
    return presentBalance(balance);
  }

  @Get('entries')
  @Header('cache-control', 'no-store')
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner'], scope: 'own_merchant' },
  )
  @Describes({
    summary: 'List what moved my balance',
    description: 'Newest first, each line with the balance after it.',
    success: { example: pageExample([ENTRY_EXAMPLE]) },
    problems: ['cursor_invalid'],
  })
  async listMyEntries(
    @Query() query: ListEntriesQuery,
    @Caller() caller: Identity,
  ): Promise<Page<EntryReply>> {
    const wallet = await this.walletOf(caller);
    const ownReferences = caller.role === 'member';
    return readEntryPage(this.reads, wallet, query, (entry) => presentEntry(entry, ownReferences));
  }

  private async walletOf(caller: Identity): Promise<number> {
    const holder =
      caller.member === null
        ? await this.directory.merchant(caller.merchant ?? '')
        : await this.directory.member(caller.member);
    invariant(holder !== undefined, 'a token names a member or merchant that is not there');
    return holder.wallet;
  }
}
