import { Controller, Get, Query } from '@nestjs/common';
import type { Identity } from '@app/access';
import { fail, succeed, type Result } from '@app/core';
import { Access, Caller, Describes, IdParam, pageExample, unwrap, type Page } from '@app/http';
import { LedgerReads, type Balance } from '@app/ledger';
import { cooperativeProgram } from '../api-clients/program-access.js';
import { BookAccess, type ReadableBook } from './book-access.js';
import { readEntryPage } from './entry-page.js';
import { ACCOUNT_EXAMPLE, ENTRY_EXAMPLE } from './examples.js';
import { ListEntriesQuery } from './list-entries.dto.js';
import {
  presentAccount,
  presentEntry,
  type AccountReply,
  type EntryReply,
} from './present-account.js';
import { presentTrialBalance, type TrialBalanceReply } from './present-trial-balance.js';
import { TRIAL_BALANCE_EXAMPLE } from './trial-balance-example.js';

@Controller('v1')
export class BooksController {
  constructor(
    private readonly reads: LedgerReads,
    private readonly books: BookAccess,
  ) {}

  @Get('cooperatives/:id/trial-balance')
  @Access(
    { roles: ['operator', 'auditor'], scope: 'network' },
    { roles: ['treasurer', 'manager'], scope: 'own_cooperative' },
    cooperativeProgram('books:read'),
  )
  @Describes({
    summary: 'Read the trial balance of a cooperative',
    success: { example: TRIAL_BALANCE_EXAMPLE },
    problems: ['not_found'],
  })
  async getTrialBalance(
    @IdParam('id', 'coop') id: string,
    @Caller() caller: Identity,
  ): Promise<TrialBalanceReply> {
    return this.trialBalance(unwrap(await this.books.ofCooperative(caller, id)));
  }

  @Get('networks/:id/switch-trial-balance')
  @Access({ roles: ['operator', 'auditor'], scope: 'network' })
  @Describes({
    summary: 'Read the trial balance of the switch',
    success: {
      example: {
        ...TRIAL_BALANCE_EXAMPLE,
        book: { owner: 'switch', cooperative_id: null },
      } satisfies TrialBalanceReply,
    },
    problems: ['not_found'],
  })
  async getSwitchTrialBalance(
    @IdParam('id', 'net') id: string,
    @Caller() caller: Identity,
  ): Promise<TrialBalanceReply> {
    return this.trialBalance(unwrap(await this.books.ofSwitch(caller, id)));
  }

  @Get('accounts/:id')
  @Access(
    { roles: ['operator', 'auditor'], scope: 'network' },
    { roles: ['treasurer', 'manager'], scope: 'own_cooperative' },
    cooperativeProgram('books:read'),
  )
  @Describes({
    summary: 'Read an account of a book',
    success: { example: ACCOUNT_EXAMPLE },
    problems: ['not_found'],
  })
  async getAccount(
    @IdParam('id', 'acc') id: string,
    @Caller() caller: Identity,
  ): Promise<AccountReply> {
    const { account, book } = unwrap(await this.account(caller, id));
    return presentAccount(account, book.cooperatives);
  }

  @Get('accounts/:id/entries')
  @Access(
    { roles: ['operator', 'auditor'], scope: 'network' },
    { roles: ['treasurer', 'manager'], scope: 'own_cooperative' },
    cooperativeProgram('books:read'),
  )
  @Describes({
    summary: 'List what moved an account',
    description: 'Newest first, each line with the balance after it.',
    success: { example: pageExample([ENTRY_EXAMPLE]) },
    problems: ['not_found', 'cursor_invalid'],
  })
  async listAccountEntries(
    @IdParam('id', 'acc') id: string,
    @Query() query: ListEntriesQuery,
    @Caller() caller: Identity,
  ): Promise<Page<EntryReply>> {
    const { account } = unwrap(await this.account(caller, id));
    return readEntryPage(this.reads, account.account, query, (entry) => presentEntry(entry, true));
  }

  private async account(
    caller: Identity,
    uid: string,
  ): Promise<Result<{ account: Balance; book: ReadableBook }, 'not_found'>> {
    const account = await this.reads.accountByUid(uid);
    if (account === undefined) return fail('not_found');
    const book = await this.books.read(caller, account.book);
    return book.ok ? succeed({ account, book: book.value }) : book;
  }

  private async trialBalance({ book, cooperatives }: ReadableBook): Promise<TrialBalanceReply> {
    return presentTrialBalance(await this.reads.trialBalance(book), cooperatives);
  }
}
