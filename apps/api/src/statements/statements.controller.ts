import { Controller, Get, Headers, Param, Query, type StreamableFile } from '@nestjs/common';
import { ProfileService, type Identity } from '@app/access';
import { encodeId, fail, invariant } from '@app/core';
import { Access, Caller, Describes, IdParam, problemOf, unwrap } from '@app/http';
import { LedgerReads, type Balance } from '@app/ledger';
import { Directory } from '@app/participants';
import { ActParties, type Letterhead } from '@app/payments';
import { BookAccess } from '../books/book-access.js';
import { STATEMENT_EXAMPLE, type StatementReply } from './present-statement.js';
import { StatementFiles } from './statement-files.js';
import { formatOf } from './statement-format.js';
import { StatementQuery } from './statement-query.dto.js';

const DESCRIPTION =
  'The month begins and ends at midnight of the network’s time zone; one that is still running is given as it ' +
  'stands. As JSON, as CSV for spreadsheets (semicolons, UTF-8) or as PDF, by `format` or by the Accept header. A month ' +
  'of more than 20,000 entries is given as CSV only.';

@Controller('v1')
export class StatementsController {
  constructor(
    private readonly files: StatementFiles,
    private readonly reads: LedgerReads,
    private readonly directory: Directory,
    private readonly books: BookAccess,
    private readonly parties: ActParties,
    private readonly profiles: ProfileService,
  ) {}

  @Get('me/statements/:month')
  @Access(
    { roles: ['member'], scope: 'own_account' },
    { roles: ['merchant_owner'], scope: 'own_merchant' },
  )
  @Describes({
    summary: 'Read my statement of a month',
    description: DESCRIPTION,
    success: { example: STATEMENT_EXAMPLE, files: ['text/csv', 'application/pdf'] },
    problems: ['not_found', 'statement_too_long', 'overloaded'],
  })
  async getMyStatement(
    @Param('month') month: string,
    @Query() query: StatementQuery,
    @Headers('accept') accept: string | undefined,
    @Caller() caller: Identity,
  ): Promise<StatementReply | StreamableFile> {
    const { member, merchant } = caller;
    const holder =
      member === null
        ? await this.directory.merchant(merchant ?? '')
        : await this.directory.member(member);
    invariant(holder !== undefined, 'a token names a member or merchant that is not there');
    const account = await this.reads.balance(holder.wallet);
    invariant(account !== undefined, 'a wallet without account');
    return this.files.make({
      account,
      network: holder.network,
      month,
      format: query.format ?? formatOf(accept),
      withReferences: member !== null,
      letterhead: async () => ({
        ...(await this.institutionOf(account, holder.network)),
        holder: 'name' in holder ? holder.name : await this.nameOf(caller),
      }),
    });
  }

  @Get('accounts/:id/statements/:month')
  @Access(
    { roles: ['operator', 'auditor'], scope: 'network' },
    { roles: ['treasurer', 'manager', 'auditor'], scope: 'own_cooperative' },
  )
  @Describes({
    summary: 'Read the statement of an account of a book',
    description: DESCRIPTION,
    success: { example: STATEMENT_EXAMPLE, files: ['text/csv', 'application/pdf'] },
    problems: ['not_found', 'statement_too_long', 'overloaded'],
  })
  async getAccountStatement(
    @IdParam('id', 'acc') id: string,
    @Param('month') month: string,
    @Query() query: StatementQuery,
    @Headers('accept') accept: string | undefined,
    @Caller() caller: Identity,
  ): Promise<StatementReply | StreamableFile> {
    const account = await this.reads.accountByUid(id);
    if (account === undefined) throw problemOf(fail('not_found'));
    const { network } = unwrap(await this.books.read(caller, account.book));
    return this.files.make({
      account,
      network,
      month,
      format: query.format ?? formatOf(accept),
      withReferences: true,
      letterhead: async () => ({
        ...(await this.institutionOf(account, network)),
        holder: (await this.parties.read([account.account])).get(account.account)?.name ?? null,
      }),
    });
  }

  private async institutionOf(
    account: Balance,
    network: number,
  ): Promise<Omit<Letterhead, 'holder'>> {
    const cooperatives = await this.books.cooperatives(network, [account.book]);
    const cooperative = cooperatives.get(account.book);
    const { owner, kind, uid } = account;
    const member =
      owner !== null && kind === 'member_wallet' ? await this.directory.member(owner) : undefined;
    return {
      institution: cooperative?.name ?? (await this.directory.network(network))?.name ?? '',
      place: cooperative?.city ?? null,
      memberNumber: member?.number ?? null,
      accountId: encodeId('acc', uid),
    };
  }

  private async nameOf({ principal }: Identity): Promise<string> {
    return unwrap(await this.profiles.read(principal)).person.fullName;
  }
}
