import { Readable } from 'node:stream';

import { AuditTrail, TokenService, type ChainLine, type Identity } from '@app/access';
import { decodeId, encodeId, fail, ID_PREFIXES } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  pageExample,
  pageOf,
  pageStartOf,
  problemOf,
  publicId,
  unwrap,
  type CursorValues,
  type Page,
} from '@app/http';
import { NetworkService } from '@app/participants';
import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';

import { AUDITOR, OPERATOR } from '../participants-access.js';
import { networkOf, TREASURY } from '../settlement-access.js';
import { AuditChainQuery, ListAuditQuery } from './audit-queries.dto.js';
import {
  AUDIT_DAY_EXAMPLE,
  AUDIT_ENTRY_EXAMPLE,
  AUDIT_ROOT_TYPE,
  presentAuditEntry,
  rootDocument,
  type AuditChain,
  type AuditDayReply,
  type AuditEntryReply,
} from './present-audit.js';

const NDJSON = 'application/x-ndjson';
const DAY = /^\d{4}-\d{2}-\d{2}$/;

@Controller('v1/audit')
export class AuditController {
  constructor(
    private readonly trail: AuditTrail,
    private readonly networks: NetworkService,
    private readonly tokens: TokenService,
  ) {}

  @Get()
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'List what staff did, and what changed of rules and credentials',
    description:
      'Newest first: what concerns the caller’s cooperative, or the whole network. An act has the route by which it was done; ' +
      'a change has what was before and after, without names, phones or secrets.',
    success: { example: pageExample([AUDIT_ENTRY_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid', 'not_found'],
  })
  async listAudit(
    @Query() query: ListAuditQuery,
    @Caller() caller: Identity,
  ): Promise<Page<AuditEntryReply>> {
    const chain = await this.chainOf(caller, query);
    const { after, before } = pageStartOf(query, ['string']);
    const rows = await this.trail.list(caller, {
      network: chain.number,
      actor: query.actor_id && publicId('per', query.actor_id),
      subject: query.subject_id && uuidOf(query.subject_id),
      action: query.action,
      from: query.created_from === undefined ? undefined : new Date(query.created_from),
      to: query.created_to === undefined ? undefined : new Date(query.created_to),
      after: numberOf(after),
      before: numberOf(before),
      limit: query.limit + 1,
    });
    const present = (row: (typeof rows)[number]) => presentAuditEntry(row, chain);
    return pageOf({ rows, query, cursor: ({ number }) => [number.toString()], present });
  }

  @Get('days')
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'List the signed roots of the audit’s days',
    description:
      'Newest first, of days that are over and on which something was done. Whoever keeps a root can prove by ' +
      '`npm run verify-audit` that no entry up to it was altered since. docs/operations.md tells how.',
    success: { example: pageExample([AUDIT_DAY_EXAMPLE]) },
    problems: ['validation_failed', 'cursor_invalid', 'not_found'],
  })
  async listAuditDays(
    @Query() query: AuditChainQuery,
    @Caller() caller: Identity,
  ): Promise<Page<AuditDayReply>> {
    const chain = await this.chainOf(caller, query);
    const { after, before } = pageStartOf(query, ['string']);
    const page = {
      limit: query.limit + 1,
      ...(after !== undefined && { after: dayOf(after) }),
      ...(before !== undefined && { before: dayOf(before) }),
    };
    return pageOf({
      rows: await this.trail.roots(chain.number, page),
      query,
      cursor: ({ day }) => [day],
      present: (root) => {
        const document = rootDocument(root, chain, this.tokens.issuer);
        const jws = this.tokens.signDocument(AUDIT_ROOT_TYPE, document);
        return { object: 'audit_day', jws, root: document };
      },
    });
  }

  @Get('days/:day')
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'Export the audit of a day',
    description:
      'One JSON object a line, in the order of the chain. `content` is what was hashed; where an entry is another cooperative’s ' +
      'it is null, and its hash alone keeps the chain whole.',
    success: {
      mediaType: NDJSON,
      example: '{"number":"1","content_hash":"9f2c…","hash":"41d0…","content":"1\\n1\\n2026-…"}',
    },
    problems: ['validation_failed', 'cursor_invalid', 'not_found'],
  })
  async exportAuditDay(
    @Param('day') day: string,
    @Query() query: AuditChainQuery,
    @Caller() caller: Identity,
  ): Promise<StreamableFile> {
    const chain = await this.chainOf(caller, query);
    if (!DAY.test(day) || Number.isNaN(Date.parse(day))) throw problemOf(fail('not_found'));
    const root = unwrap(await this.trail.root(chain.number, day));
    const lines = Readable.from(textOf(this.trail.linesOf(caller, chain.number, root)));
    const disposition = `attachment; filename="audit-${chain.number}-${day}.ndjson"`;
    return new StreamableFile(lines, { type: NDJSON, disposition });
  }

  private async chainOf(caller: Identity, query: AuditChainQuery): Promise<AuditChain> {
    if (query.deployment === undefined) {
      const network = await networkOf(this.networks, caller, query.network_id);
      return { number: network.id, networkId: encodeId('net', network.uid) };
    }
    if (caller.network !== null) throw problemOf(fail('not_found'));
    return { number: 0, networkId: null };
  }
}

async function* textOf(lines: AsyncIterable<ChainLine>): AsyncGenerator<string> {
  for await (const { number, content, contentHash, hash } of lines) {
    const line = { number: number.toString(), content_hash: contentHash, hash, content };
    yield `${JSON.stringify(line)}\n`;
  }
}

function uuidOf(id: string): string {
  const prefix = ID_PREFIXES.find((one) => id.startsWith(`${one}_`));
  const uuid = prefix === undefined ? undefined : decodeId(prefix, id);
  if (uuid === undefined) throw problemOf(fail('not_found'));
  return uuid;
}

function numberOf(values: CursorValues | undefined): bigint | undefined {
  if (values === undefined) return undefined;
  const [number] = values;
  if (typeof number !== 'string' || !/^\d{1,18}$/.test(number)) {
    throw problemOf(fail('cursor_invalid'));
  }
  return BigInt(number);
}

function dayOf([day]: CursorValues): string {
  if (typeof day !== 'string' || !DAY.test(day) || Number.isNaN(Date.parse(day))) {
    throw problemOf(fail('cursor_invalid'));
  }
  return day;
}
