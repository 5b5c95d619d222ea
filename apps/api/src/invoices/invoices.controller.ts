import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApprovalService, type Identity } from '@app/access';
import { invariant } from '@app/core';
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
  varying,
} from '@app/http';
import { Directory } from '@app/participants';
import { InvoiceService } from '@app/payments';

import {
  APPROVAL_EXAMPLE,
  presentApproval,
  type ApprovalReply,
} from '../approvals/present-approval.js';
import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import { TREASURY } from '../settlement-access.js';
import {
  EndInvoiceRequest,
  IssueInvoiceRequest,
  ListInvoicesQuery,
  PayInvoiceRequest,
} from './invoice-requests.dto.js';
import { INVOICE_EXAMPLE, presentInvoice, type InvoiceReply } from './present-invoice.js';

const DECLINED_EXAMPLE: InvoiceReply = varying(
  {
    ...INVOICE_EXAMPLE,
    status: 'declined',
    reason: 'barang belum diterima',
    ended_at: '2026-02-01T02:00:00.000Z',
  },
  { nullable: ['reason', 'ended_at'] },
);

const CANCELLED_EXAMPLE: InvoiceReply = varying(
  {
    ...INVOICE_EXAMPLE,
    status: 'cancelled',
    reason: 'salah jumlah',
    ended_at: '2026-02-01T02:00:00.000Z',
  },
  { nullable: ['reason', 'ended_at'] },
);

const PROPOSED_EXAMPLE: ApprovalReply = varying(
  {
    ...APPROVAL_EXAMPLE,
    kind: 'invoice_payment',
    title: { id: 'Bayar tagihan koperasi lain', en: 'Pay another cooperative’s invoice' },
    cooperative_id: INVOICE_EXAMPLE.buyer_cooperative_id,
    state: 'PENDING',
    details: varying(
      { invoice_id: INVOICE_EXAMPLE.id, amount: INVOICE_EXAMPLE.amount },
      { open: true },
    ),
    reason: 'beras sudah diterima',
    decided_by: null,
    decided_at: null,
    ended_at: null,
    outcome: null,
  },
  { nullable: ['cooperative_id', 'reason'] },
);

/** Invoices between cooperatives; each sees its own only. */
@Controller('v1/invoices')
export class InvoicesController {
  constructor(
    private readonly invoices: InvoiceService,
    private readonly approvals: ApprovalService,
    private readonly directory: Directory,
  ) {}

  @Post()
  @Access(TREASURY)
  @Describes({
    summary: 'Bill another cooperative',
    idempotent: true,
    success: { status: 201, description: 'Issued', example: INVOICE_EXAMPLE },
    problems: [
      'validation_failed',
      'amount_invalid',
      'amount_not_positive',
      'amount_not_whole_rupiah',
      'amount_too_large',
      'currency_unsupported',
      'not_found',
      'payer_is_payee',
      'already_exists',
      'cooperative_suspended',
      'cooperative_not_active',
    ],
  })
  async issueInvoice(
    @Body() body: IssueInvoiceRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() { key, hash }: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<InvoiceReply> {
    invariant(caller.network !== null, 'a cooperative is of a network');
    const issued = await this.invoices.issue({
      network: caller.network,
      principal: caller.principal,
      key,
      requestHash: hash,
      seller: cooperativeOf(caller),
      buyer: publicId('coop', body.buyer_cooperative_id),
      amount: senOf(body.amount),
      number: body.number,
      dueDate: body.due_date,
      note: body.note,
      partialAllowed: body.partial_allowed ?? false,
    });
    markReplayed(issued.replayed);
    return presentInvoice(unwrap(issued));
  }

  @Get()
  @Access(TREASURY)
  @Describes({
    summary: 'List the invoices we issued or received',
    description: 'Newest first.',
    success: { example: pageExample([INVOICE_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid'],
  })
  async listInvoices(
    @Query() query: ListInvoicesQuery,
    @Caller() caller: Identity,
  ): Promise<Page<InvoiceReply>> {
    const rows = await this.invoices.list({
      ...uidPageOf(query, 'inv'),
      side: query.direction,
      cooperative: cooperativeOf(caller),
      state: query.status,
    });
    return pageByUid({
      rows,
      query,
      prefix: 'inv',
      uid: ({ uid }) => uid,
      present: presentInvoice,
    });
  }

  @Get(':id')
  @Access(TREASURY)
  @Describes({
    summary: 'Read an invoice',
    description: 'For its two cooperatives.',
    success: { example: INVOICE_EXAMPLE },
    problems: ['not_found'],
  })
  async getInvoice(
    @IdParam('id', 'inv') id: string,
    @Caller() caller: Identity,
  ): Promise<InvoiceReply> {
    return presentInvoice(unwrap(await this.invoices.read(caller.cooperative, id)));
  }

  @Post(':id/payments')
  @Access(TREASURY)
  @Describes({
    summary: 'Propose to pay an invoice',
    description:
      'By the buyer; another person of the buyer agrees by `POST /v1/approvals/{id}/approve`, which pays. It counts ' +
      'against the buyer’s net debit cap and is settled with the cycle. One proposal for an invoice at a time.',
    success: { status: 202, description: 'Waits for another person', example: PROPOSED_EXAMPLE },
    problems: [
      'amount_invalid',
      'amount_not_positive',
      'amount_not_whole_rupiah',
      'amount_too_large',
      'currency_unsupported',
      'not_found',
      'wrong_state',
      'request_exceeded',
      'partial_payment_not_allowed',
      'payment_in_progress',
      'already_exists',
    ],
  })
  async proposeInvoicePayment(
    @IdParam('id', 'inv') id: string,
    @Body() body: PayInvoiceRequest,
    @Caller() caller: Identity,
  ): Promise<ApprovalReply> {
    const amount = body.amount === undefined ? undefined : senOf(body.amount);
    const { reason } = body;
    const asked = unwrap(await this.invoices.proposePayment(caller, id, { amount, reason }));
    const network = await this.directory.network(asked.network);
    return presentApproval(this.approvals.view(asked), network);
  }

  @Post(':id/decline')
  @Access(TREASURY)
  @Describes({
    summary: 'Decline to pay an invoice',
    description:
      'By the buyer. What was paid of it before stays paid. Done again, it answers the same.',
    success: { example: DECLINED_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'wrong_state', 'payment_in_progress'],
  })
  async declineInvoice(
    @IdParam('id', 'inv') id: string,
    @Body() body: EndInvoiceRequest,
    @Caller() caller: Identity,
  ): Promise<InvoiceReply> {
    const own = cooperativeOf(caller);
    return presentInvoice(unwrap(await this.invoices.decline(own, id, body.reason)));
  }

  @Post(':id/cancel')
  @Access(TREASURY)
  @Describes({
    summary: 'Take an invoice back',
    description:
      'By the seller. What was paid of it before stays paid. Done again, it answers the same.',
    success: { example: CANCELLED_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'wrong_state', 'payment_in_progress'],
  })
  async cancelInvoice(
    @IdParam('id', 'inv') id: string,
    @Body() body: EndInvoiceRequest,
    @Caller() caller: Identity,
  ): Promise<InvoiceReply> {
    const own = cooperativeOf(caller);
    return presentInvoice(unwrap(await this.invoices.cancel(own, id, body.reason)));
  }
}

function cooperativeOf(caller: Identity): string {
  invariant(caller.cooperative !== null, 'staff of a cooperative without one');
  return caller.cooperative;
}
