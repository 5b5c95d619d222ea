import type { Identity } from '@app/access';
import { WebhookService, type Delivery } from '@app/events';
import {
  Access,
  Caller,
  Describes,
  fieldsProblem,
  IdParam,
  pageExample,
  publicId,
  unwrap,
  type AccessRule,
  type Page,
} from '@app/http';
import { Body, Controller, Get, Header, HttpCode, Patch, Post, Query } from '@nestjs/common';

import { cooperativeProgram, shopProgram } from '../api-clients/program-access.js';
import { pageByUid, uidPageOf } from '../lists/uid-page.js';
import { MANAGER, OPERATOR } from '../participants-access.js';
import {
  DELIVERY_EXAMPLE,
  DELIVERY_WITH_LOG_EXAMPLE,
  ENDPOINT_EXAMPLE,
  presentAttempt,
  presentDelivery,
  presentEndpoint,
  WITH_SECRET_EXAMPLE,
  type DeliveryWithLogReply,
  type WebhookDeliveryReply,
  type WebhookEndpointReply,
  type WithSecretReply,
} from './present-webhook.js';
import {
  ListDeliveriesQuery,
  ListEndpointsQuery,
  WebhookEndpointChangeRequest,
  WebhookEndpointRequest,
  WebhookSecretRequest,
} from './webhook-requests.dto.js';

/** Whoever runs the program, and the program itself. */
const HOLDERS = [
  OPERATOR,
  MANAGER,
  { roles: ['merchant_owner'], scope: 'own_merchant' },
  shopProgram('events'),
  cooperativeProgram('events'),
] as const satisfies readonly [AccessRule, ...AccessRule[]];

const HOUR = 3_600;
const OVERLAP_HOURS = 24;

/** Where programs are told of events, and what came of it. */
@Controller('v1')
export class WebhooksController {
  constructor(private readonly webhooks: WebhookService) {}

  @Post('webhook-endpoints')
  @Header('cache-control', 'no-store')
  @Access(...HOLDERS)
  @Describes({
    summary: 'Have a program told of events',
    description:
      'Of what is posted from now on. The `secret` with which each call is signed (Standard Webhooks) is shown now and never again. `format` `snap` has the program told by the notifications of SNAP BI instead, signed under the key of which `public_keys` has the public half.',
    success: { status: 201, example: WITH_SECRET_EXAMPLE },
    problems: ['validation_failed', 'not_found', 'limit_exceeded'],
  })
  async registerWebhook(
    @Body() { client_id: client, format = 'standard', url, types = [] }: WebhookEndpointRequest,
    @Caller() caller: Identity,
  ): Promise<WithSecretReply> {
    const wanted = { format, url, types };
    const made = unwrap(await this.webhooks.register(caller, clientOf(caller, client), wanted));
    return { ...presentEndpoint(made.endpoint), secret: made.secret };
  }

  @Get('webhook-endpoints')
  @Access(...HOLDERS)
  @Describes({
    summary: 'List where a program is told of events',
    description: 'Oldest first; there are ten at most.',
    success: { example: { data: [ENDPOINT_EXAMPLE], has_more: false } },
    problems: ['validation_failed', 'not_found'],
  })
  async listWebhooks(
    @Query() query: ListEndpointsQuery,
    @Caller() caller: Identity,
  ): Promise<Page<WebhookEndpointReply>> {
    const rows = unwrap(await this.webhooks.list(caller, clientOf(caller, query.client_id)));
    return { data: rows.map(presentEndpoint), has_more: false };
  }

  @Get('webhook-endpoints/:id')
  @Access(...HOLDERS)
  @Describes({
    summary: 'Read where a program is told of events',
    success: { example: ENDPOINT_EXAMPLE },
    problems: ['not_found'],
  })
  async getWebhook(
    @IdParam('id', 'whk') id: string,
    @Caller() caller: Identity,
  ): Promise<WebhookEndpointReply> {
    return presentEndpoint(unwrap(await this.webhooks.read(caller, id)));
  }

  @Patch('webhook-endpoints/:id')
  @Access(...HOLDERS)
  @Describes({
    summary: 'Change where or of what a program is told',
    description:
      'One that is active again is told of what comes from now on, and of what still waited; the rest is in `GET /v1/events`.',
    success: { example: ENDPOINT_EXAMPLE },
    problems: ['validation_failed', 'not_found'],
  })
  async changeWebhook(
    @IdParam('id', 'whk') id: string,
    @Body() { url, types, status }: WebhookEndpointChangeRequest,
    @Caller() caller: Identity,
  ): Promise<WebhookEndpointReply> {
    return presentEndpoint(unwrap(await this.webhooks.change(caller, id, { url, types, status })));
  }

  @Post('webhook-endpoints/:id/secret')
  @Header('cache-control', 'no-store')
  @Access(...HOLDERS)
  @Describes({
    summary: 'Sign with a new secret',
    description:
      'The former one signs beside it for `overlap_hours`: each call has both signatures meanwhile. Of SNAP BI the former key signs until then, and the new one after it.',
    success: { status: 201, example: WITH_SECRET_EXAMPLE },
    problems: ['validation_failed', 'not_found'],
  })
  async rotateWebhookSecret(
    @IdParam('id', 'whk') id: string,
    @Body() body: WebhookSecretRequest,
    @Caller() caller: Identity,
  ): Promise<WithSecretReply> {
    const overlap = (body.overlap_hours ?? OVERLAP_HOURS) * HOUR;
    const made = unwrap(await this.webhooks.rotate(caller, id, overlap));
    return { ...presentEndpoint(made.endpoint), secret: made.secret };
  }

  @Get('webhook-endpoints/:id/deliveries')
  @Access(...HOLDERS)
  @Describes({
    summary: 'List what was told to an endpoint',
    description: 'Newest first, of the last thirty days.',
    success: { example: pageExample([DELIVERY_EXAMPLE]) },
    problems: ['validation_failed', 'not_found', 'cursor_invalid'],
  })
  async listWebhookDeliveries(
    @IdParam('id', 'whk') id: string,
    @Query() query: ListDeliveriesQuery,
    @Caller() caller: Identity,
  ): Promise<Page<WebhookDeliveryReply>> {
    const page = uidPageOf(query, 'dlv');
    const rows = unwrap(await this.webhooks.deliveries(caller, id, query.status, page));
    const uid = (row: Delivery) => row.uid;
    return pageByUid({ rows, query, prefix: 'dlv', uid, present: presentDelivery });
  }

  @Get('webhook-deliveries/:id')
  @Access(...HOLDERS)
  @Describes({
    summary: 'Read a delivery, with what was sent and answered each time',
    success: { example: DELIVERY_WITH_LOG_EXAMPLE },
    problems: ['not_found'],
  })
  async getWebhookDelivery(
    @IdParam('id', 'dlv') id: string,
    @Caller() caller: Identity,
  ): Promise<DeliveryWithLogReply> {
    const { delivery, attempts } = unwrap(await this.webhooks.delivery(caller, id));
    return { ...presentDelivery(delivery), log: attempts.map(presentAttempt) };
  }

  @Post('webhook-deliveries/:id/resend')
  @HttpCode(200)
  @Access(...HOLDERS)
  @Describes({
    summary: 'Send an event again',
    description: 'Whatever became of it, at once and with the same content.',
    success: { example: { ...DELIVERY_EXAMPLE, status: 'pending', ended_at: null } },
    problems: ['not_found', 'limit_exceeded'],
  })
  async resendWebhook(
    @IdParam('id', 'dlv') id: string,
    @Caller() caller: Identity,
  ): Promise<WebhookDeliveryReply> {
    return presentDelivery(unwrap(await this.webhooks.resend(caller, id)));
  }
}

function clientOf(caller: Identity, id: string | undefined): string {
  if (id !== undefined) return publicId('cli', id);
  if (caller.role === 'program') return caller.principal;
  throw fieldsProblem([{ field: 'client_id', code: 'required' }]);
}
