import type { Identity } from '@app/access';
import { fail, invariant } from '@app/core';
import { concerns, EventSource, type EventBody, type EventOwner } from '@app/events';
import {
  Access,
  Caller,
  Describes,
  EventStream,
  IdParam,
  problemOf,
  type AccessRule,
} from '@app/http';
import type { TransferCursor } from '@app/ledger';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { cooperativeProgram, shopProgram } from '../api-clients/program-access.js';
import { ListEventsQuery, StreamQuery } from './event-queries.dto.js';
import { EventWatch } from './event-watch.js';
import { cursorOf, EVENT_EXAMPLE, placeOf, type EventListReply } from './present-event.js';

const OWNERS = [
  { roles: ['merchant_owner', 'cashier'], scope: 'own_merchant' },
  { roles: ['treasurer', 'manager'], scope: 'own_cooperative' },
  shopProgram('events'),
  cooperativeProgram('events'),
] as const satisfies readonly [AccessRule, ...AccessRule[]];

const A_DAY_MS = 86_400_000;
const BEARER = /^Bearer +/i;

/** What happened in the ledger, for the shop or the cooperative that it concerns. */
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly source: EventSource,
    private readonly watch: EventWatch,
  ) {}

  @Get()
  @Access(...OWNERS)
  @Describes({
    summary: 'List what happened',
    description:
      'Oldest first. `next_cursor` is always there: keep it, and ask with it as `after` again; nothing is left out, and nothing ' +
      'comes later before a cursor that was given out. With `wait` the answer waits for an event if there is none yet. ' +
      'There may be fewer events than `limit`, or none, although `has_more`.',
    success: { example: { data: [EVENT_EXAMPLE], has_more: false, next_cursor: 'WyI0MiIsMF0' } },
    problems: ['validation_failed', 'cursor_invalid', 'overloaded'],
  })
  async listEvents(
    @Query() query: ListEventsQuery,
    @Caller() caller: Identity,
  ): Promise<EventListReply> {
    const owner = ownerOf(caller);
    const after = await this.startOf(owner, query);
    const { wait = 0 } = query;
    let span = await this.source.after(owner, after, query.limit);
    if (span.events.length === 0 && !span.hasMore && wait > 0) {
      if (this.watch.full) throw problemOf(fail('overloaded'));
      await this.watch.next(owner, span.reached, wait);
      span = await this.source.after(owner, span.reached, query.limit);
    }
    return {
      data: span.events.map(({ body }) => body),
      has_more: span.hasMore,
      next_cursor: cursorOf(span.reached),
    };
  }

  @Get('stream')
  @Access(...OWNERS)
  @Describes({
    summary: 'Watch what happens',
    description:
      'Server-sent events, from now on or behind `Last-Event-ID` (or `after`). `id` is a cursor, `event` the type, `data` the event as it is ' +
      'listed. `caught_up` marks where what was missed ends. A comment comes every 15 seconds. The stream ends with its token: connect again ' +
      'with a new one, and nothing is missed.',
    success: {
      mediaType: 'text/event-stream',
      example: `id: WyI0MiIsMF0\nevent: payment.posted\ndata: ${JSON.stringify(EVENT_EXAMPLE)}\n\n`,
    },
    problems: ['validation_failed', 'cursor_invalid', 'overloaded'],
  })
  async streamEvents(
    @Query() query: StreamQuery,
    @Caller() caller: Identity,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const last = request.headers['last-event-id'] ?? query.after;
    const after = typeof last === 'string' && last !== '' ? placeOf(last) : undefined;
    if (this.watch.full) throw problemOf(fail('overloaded'));
    const token = (request.headers.authorization ?? '').replace(BEARER, '').trim();
    const stream = new EventStream(request, reply);
    await this.watch.follow({ stream, token }, ownerOf(caller), after);
  }

  @Get(':id')
  @Access(...OWNERS)
  @Describes({
    summary: 'Read an event',
    success: { example: EVENT_EXAMPLE },
    problems: ['not_found'],
  })
  async getEvent(@IdParam('id', 'evt') id: string, @Caller() caller: Identity): Promise<EventBody> {
    const owner = ownerOf(caller);
    const [event] = await this.source.byIds(owner.network, [id]);
    if (event === undefined || !concerns(event, owner)) throw problemOf(fail('not_found'));
    return event.body;
  }

  private async startOf(
    { network }: EventOwner,
    { after, created_from: from }: ListEventsQuery,
  ): Promise<TransferCursor> {
    if (after !== undefined) return placeOf(after);
    const time = from === undefined ? undefined : new Date(from);
    return this.source.placeSince(network, time ?? A_DAY_MS);
  }
}

function ownerOf({ network, cooperative, merchant }: Identity): EventOwner {
  invariant(network !== null, 'shops and cooperatives are of a network');
  if (merchant !== null) return { network, merchant };
  invariant(cooperative !== null, 'neither shop nor cooperative');
  return { network, cooperative };
}
