import { ApprovalService, type Identity } from '@app/access';
import {
  Access,
  Caller,
  Describes,
  IdParam,
  IdempotentRequest,
  MarkReplayed,
  pageExample,
  publicId,
  senOf,
  unwrap,
  type Page,
} from '@app/http';
import { Directory, TillService } from '@app/participants';
import { TillDifferences, TillQueries, TillSessionService, type CountedCash } from '@app/payments';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import {
  APPROVAL_EXAMPLE,
  presentApproval,
  type ApprovalReply,
} from '../approvals/present-approval.js';
import { ledgerPage, ledgerSpanOf } from '../books/ledger-page.js';
import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import { AUDITOR, COOPERATIVE_STAFF, OPERATOR } from '../participants-access.js';
import { CountedCashRequest } from './cash-counts.dto.js';
import {
  TILL_CLOSING_EXAMPLE,
  TILL_COUNT_EXAMPLE,
  TILL_MOVEMENT_EXAMPLE,
  TILL_SESSION_EXAMPLE,
} from './examples.js';
import {
  presentClosing,
  presentCount,
  presentMovement,
  presentSession,
  presentStoredCount,
  type TillClosingReply,
  type TillCountReply,
  type TillMovementReply,
  type TillSessionReply,
} from './present-till.js';
import {
  ListTillMovementsQuery,
  ListTillSessionsQuery,
  TillDifferenceRequest,
  TillSessionRequest,
} from './till-requests.dto.js';

/** Tellers at their tills, from the counted float to the counted end. */
@Controller('v1/till-sessions')
export class TillSessionsController {
  constructor(
    private readonly sessions: TillSessionService,
    private readonly differences: TillDifferences,
    private readonly queries: TillQueries,
    private readonly tills: TillService,
    private readonly approvals: ApprovalService,
    private readonly directory: Directory,
  ) {}

  @Post()
  @Access({ roles: ['teller'], scope: 'own_cooperative' })
  @Describes({
    summary: 'Open a till',
    description:
      'The teller counts the float; it goes from the vault to the till, and the till opens, in one posting. A till has one teller at a time, and a teller one till.',
    idempotent: true,
    success: { status: 201, description: 'Open', example: TILL_SESSION_EXAMPLE },
    problems: [
      'amount_invalid',
      'amount_too_large',
      'currency_unsupported',
      'denominations_mismatch',
      'not_found',
      'wrong_state',
      'till_in_use',
      'vault_short',
      'cooperative_not_active',
    ],
  })
  async openTillSession(
    @Body() body: TillSessionRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<TillSessionReply> {
    const till = publicId('til', body.till_id);
    const opened = await this.sessions.open(caller, till, cashOf(body, idempotency));
    markReplayed(opened.replayed);
    return presentSession(unwrap(opened));
  }

  @Get()
  @Access(COOPERATIVE_STAFF, OPERATOR, AUDITOR)
  @Describes({
    summary: 'List the sessions of a till',
    description: 'Newest first.',
    success: { example: pageExample([TILL_SESSION_EXAMPLE]) },
    problems: ['not_found', 'cursor_invalid'],
  })
  async listTillSessions(
    @Query() query: ListTillSessionsQuery,
    @Caller() caller: Identity,
  ): Promise<Page<TillSessionReply>> {
    const till = unwrap(await this.tills.read(caller, publicId('til', query.till_id)));
    const rows = await this.sessions.list(till, uidPageOf(query, 'tls'));
    return pageByUid({
      rows,
      query,
      prefix: 'tls',
      uid: ({ session }) => session.uid,
      present: presentSession,
    });
  }

  @Get(':id')
  @Access(COOPERATIVE_STAFF, OPERATOR, AUDITOR)
  @Describes({
    summary: 'Read a session with what the books say is in the drawer',
    success: { example: TILL_SESSION_EXAMPLE },
    problems: ['not_found'],
  })
  async getTillSession(
    @IdParam('id', 'tls') id: string,
    @Caller() caller: Identity,
  ): Promise<TillSessionReply> {
    return presentSession(unwrap(await this.sessions.read(caller, id)));
  }

  @Get(':id/movements')
  @Access(COOPERATIVE_STAFF, OPERATOR, AUDITOR)
  @Describes({
    summary: 'List what came into and left the drawer in a session',
    description:
      'Newest first, from the float to the closing; each is one slip, and they sum to what is expected.',
    success: { example: pageExample([TILL_MOVEMENT_EXAMPLE]) },
    problems: ['not_found', 'cursor_invalid'],
  })
  async listTillMovements(
    @IdParam('id', 'tls') id: string,
    @Query() query: ListTillMovementsQuery,
    @Caller() caller: Identity,
  ): Promise<Page<TillMovementReply>> {
    const view = unwrap(await this.sessions.read(caller, id));
    const { olderThan, newerThan, limit } = ledgerSpanOf(query);
    const { movements, hasMore } = await this.queries.movements(view, {
      limit,
      before: olderThan && { batch: olderThan.batch, item: olderThan.number },
      after: newerThan && { batch: newerThan.batch, item: newerThan.number },
    });
    return ledgerPage({
      rows: movements,
      hasMore,
      query,
      place: ({ batch, item }) => ({ batch, number: item }),
      present: presentMovement,
    });
  }

  @Get(':id/counts')
  @Access(COOPERATIVE_STAFF, OPERATOR, AUDITOR)
  @Describes({
    summary: 'List what was counted in a session',
    description: 'Newest first, at most 100.',
    success: { example: { data: [TILL_COUNT_EXAMPLE], has_more: false } },
    problems: ['not_found'],
  })
  async listTillCounts(
    @IdParam('id', 'tls') id: string,
    @Caller() caller: Identity,
  ): Promise<Page<TillCountReply>> {
    unwrap(await this.sessions.read(caller, id));
    const counts = await this.sessions.countsOf(id);
    return { data: counts.map(presentStoredCount), has_more: false };
  }

  @Post(':id/counts')
  @Access(COOPERATIVE_STAFF)
  @Describes({
    summary: 'Count a till',
    description: 'Writes down what is in the drawer beside what the books say. Nothing moves.',
    idempotent: true,
    success: { status: 201, example: { ...TILL_COUNT_EXAMPLE, closing: false } },
    problems: ['denominations_mismatch', 'not_found', 'till_session_missing', 'wrong_state'],
  })
  async countTill(
    @IdParam('id', 'tls') id: string,
    @Body() body: CountedCashRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<TillCountReply> {
    const counted = await this.sessions.count(caller, id, cashOf(body, idempotency));
    markReplayed(counted.replayed);
    return presentCount(unwrap(counted));
  }

  @Post(':id/close')
  @Access(COOPERATIVE_STAFF)
  @Describes({
    summary: 'Close a till with what was counted',
    description:
      'If the count is what the books say, the cash goes to the vault and the till closes, in one posting: status `closed`. ' +
      'If not, the till is frozen and the status is `counted`: count again with a new key, or ask for the difference to be accepted.',
    idempotent: true,
    success: { example: TILL_CLOSING_EXAMPLE },
    problems: [
      'denominations_mismatch',
      'not_found',
      'till_session_missing',
      'wrong_state',
      'till_has_holds',
    ],
  })
  async closeTill(
    @IdParam('id', 'tls') id: string,
    @Body() body: CountedCashRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<TillClosingReply> {
    const closed = await this.sessions.close(caller, id, cashOf(body, idempotency));
    markReplayed(closed.replayed);
    return presentClosing(unwrap(closed));
  }

  @Post(':id/difference')
  @Access(COOPERATIVE_STAFF)
  @Describes({
    summary: 'Ask for the difference of a counted till to be accepted',
    description:
      'Another person, manager or treasurer, approves it at `POST /v1/approvals/{id}/approve`. Then shortage or overage and the way to the vault are one posting, and the session is closed.',
    success: {
      status: 201,
      example: { ...APPROVAL_EXAMPLE, kind: 'till_difference', state: 'PENDING' },
    },
    problems: ['validation_failed', 'not_found', 'wrong_state', 'till_has_holds', 'already_exists'],
  })
  async requestTillDifference(
    @IdParam('id', 'tls') id: string,
    @Body() body: TillDifferenceRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const approval = unwrap(await this.differences.request(caller, id, body.reason));
    const network = await this.directory.network(approval.network);
    return presentApproval(this.approvals.view(approval), network);
  }
}

function cashOf(
  { amount, denominations }: CountedCashRequest,
  { key, hash }: IdempotentRequest,
): CountedCash {
  return { amount: senOf(amount), denominations, key, requestHash: hash };
}
