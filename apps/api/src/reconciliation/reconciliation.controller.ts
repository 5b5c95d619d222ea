import { ApprovalService, type Identity } from '@app/access';
import { fail } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  fieldsProblem,
  IdParam,
  MarkReplayed,
  pageExample,
  pageOf,
  pageStartOf,
  problemOf,
  publicId,
  ReceivedFile,
  TakesFile,
  unwrap,
  type Page,
  varying,
} from '@app/http';
import { Directory, NetworkService } from '@app/participants';
import { FundsReversalService, ReconciliationService, type BreakAction } from '@app/settlement';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';

import {
  APPROVAL_EXAMPLE,
  presentApproval,
  type ApprovalReply,
} from '../approvals/present-approval.js';
import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import { AUDITOR, OPERATOR } from '../participants-access.js';
import { FundsReversalRequest } from '../liquidity/liquidity-requests.dto.js';
import { networkOf } from '../settlement-access.js';
import {
  BREAK_EXAMPLE,
  presentBreak,
  presentStatement,
  STATEMENT_EXAMPLE,
  type BankBreakReply,
  type BankStatementReply,
} from './present-reconciliation.js';
import { faultsOf, readBankStatement } from './read-statement.js';
import {
  ListBreaksQuery,
  ListStatementsQuery,
  ResolveBreakRequest,
  StatementQuery,
} from './reconciliation-requests.dto.js';

const RESOLUTION_EXAMPLE: ApprovalReply = varying(
  {
    ...APPROVAL_EXAMPLE,
    kind: 'bank_break',
    title: { id: 'Penyelesaian selisih bank', en: 'Resolution of a break with the bank' },
    state: 'PENDING',
    details: varying(
      {
        bank_line_id: BREAK_EXAMPLE.id,
        action: 'suspense',
        cooperative_id: null,
      },
      { open: true },
    ),
    reason: 'Pengirim belum dikenal',
    remark: null,
    decided_by: null,
    decided_at: null,
    ended_at: null,
    outcome: null,
  },
  { nullable: ['reason'] },
);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The settlement bank's statements against the books. */
@Controller('v1')
export class ReconciliationController {
  constructor(
    private readonly reconciliation: ReconciliationService,
    private readonly reversals: FundsReversalService,
    private readonly approvals: ApprovalService,
    private readonly networks: NetworkService,
    private readonly directory: Directory,
  ) {}

  @Post('bank-statements')
  @Access(OPERATOR)
  @TakesFile('xml')
  @Describes({
    summary: 'Take in a statement of the settlement bank',
    description:
      'The body is the bank’s CSV, whose columns the query names, or its camt.053.001.08, of which the booked entries ' +
      'are read. All or nothing: a line that stands twice, or contradicts another one of its reference, is told by its ' +
      'number. Lines of earlier statements are left out. The same file again changes nothing. Lines are paired with ' +
      'the books by reference, direction and amount; the reference of an entry is the bank’s (`AcctSvcrRef`), else the ' +
      'payer’s (`EndToEndId`), else the entry’s (`NtryRef`).',
    success: { status: 201, example: STATEMENT_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'body_too_large', 'media_type_unsupported'],
  })
  async importBankStatement(
    @Query() query: StatementQuery,
    @Caller() caller: Identity,
    @ReceivedFile() file: ReceivedFile,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<BankStatementReply> {
    const network = await networkOf(this.networks, caller, query.network_id);
    const read = readBankStatement(file, query);
    if (!read.ok) throw fieldsProblem(read.faults);
    const imported = await this.reconciliation.import(caller, {
      network: network.id,
      format: read.format,
      digest: file.hash,
      lines: read.lines,
    });
    if (!imported.ok) throw fieldsProblem(faultsOf(read.format, imported.faults).faults);
    markReplayed(imported.replayed);
    return presentStatement(imported.statement, network);
  }

  @Get('bank-statements')
  @Access(OPERATOR, AUDITOR)
  @Describes({
    summary: 'List statements of the settlement bank',
    description: 'Newest first.',
    success: { example: pageExample([STATEMENT_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid', 'not_found'],
  })
  async listBankStatements(
    @Query() query: ListStatementsQuery,
    @Caller() caller: Identity,
  ): Promise<Page<BankStatementReply>> {
    const network = await networkOf(this.networks, caller, query.network_id);
    const rows = await this.reconciliation.statements(network.id, uidPageOf(query, 'bst'));
    const uid = (row: (typeof rows)[number]) => row.uid;
    const present = (row: (typeof rows)[number]) => presentStatement(row, network);
    return pageByUid({ rows, query, prefix: 'bst', uid, present });
  }

  @Get('bank-breaks')
  @Access(OPERATOR, AUDITOR)
  @Describes({
    summary: 'List where the bank and the books differ',
    description:
      'Newest first, each with its age. `not_at_bank` is a movement of ours that no statement has, although they have ' +
      'come to its day.',
    success: { example: pageExample([BREAK_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid', 'not_found'],
  })
  async listBankBreaks(
    @Query() query: ListBreaksQuery,
    @Caller() caller: Identity,
  ): Promise<Page<BankBreakReply>> {
    const network = await networkOf(this.networks, caller, query.network_id);
    const { after, before } = pageStartOf(query, ['string']);
    const rows = await this.reconciliation.breaks(network.id, query.kind, {
      after: textOf(after),
      before: textOf(before),
      limit: query.limit + 1,
    });
    return pageOf({ rows, query, cursor: (row) => [row.uid], present: presentBreak });
  }

  @Post('bank-breaks/:id/resolve')
  @Access(OPERATOR)
  @Describes({
    summary: 'Ask for a break to be resolved',
    description:
      'An unknown receipt goes to a cooperative or to suspense, what is in suspense to a cooperative, a difference is ' +
      'corrected; all once another operator has agreed.',
    success: { status: 202, description: 'Waiting for approval', example: RESOLUTION_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'wrong_state', 'already_exists'],
  })
  async resolveBankBreak(
    @IdParam('id', 'bln') id: string,
    @Body() body: ResolveBreakRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const { action, cooperative_id: cooperative, reason } = body;
    const wish: BreakAction =
      action === 'cooperative'
        ? { action, cooperative: publicId('coop', cooperative ?? '') }
        : { action };
    const asked = unwrap(await this.reconciliation.resolve(caller, id, wish, reason));
    const network = await this.directory.network(asked.network);
    return presentApproval(this.approvals.view(asked), network);
  }

  @Post('funds/:id/reversal')
  @Access(OPERATOR)
  @Describes({
    summary: 'Ask for a booking to be taken back that the bank never had',
    description: 'Of a break `not_at_bank`; done once another operator has agreed.',
    success: {
      status: 202,
      description: 'Waiting for approval',
      example: {
        ...RESOLUTION_EXAMPLE,
        kind: 'funds_reversal',
        title: { id: 'Pembatalan pembukuan dana', en: 'Taking back a booking at the bank' },
        details: {
          funds_id: 'fnd_01jzq3v5hfe0d9k3yx8m2n4p6s',
          amount: { value: '1250000.00', currency: 'IDR' },
        },
        reason: 'Salah pesan',
      },
    },
    problems: ['validation_failed', 'not_found', 'wrong_state', 'already_exists'],
  })
  async requestFundsReversal(
    @IdParam('id', 'fnd') id: string,
    @Body() body: FundsReversalRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const asked = unwrap(await this.reversals.request(caller, id, body.reason));
    const network = await this.directory.network(asked.network);
    return presentApproval(this.approvals.view(asked), network);
  }
}

function textOf(cursor: readonly (string | number)[] | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const [uid] = cursor;
  if (typeof uid !== 'string' || !UUID.test(uid)) throw problemOf(fail('cursor_invalid'));
  return uid;
}
