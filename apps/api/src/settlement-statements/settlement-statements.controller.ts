import { TokenService, type Identity } from '@app/access';
import { fail } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  fieldsProblem,
  IdParam,
  pageExample,
  pageOf,
  pageStartOf,
  problemOf,
  publicId,
  unwrap,
  type CursorValues,
  type Page,
} from '@app/http';
import { CycleStatementService, type DrillCursor } from '@app/settlement';
import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { AUDITOR, OPERATOR } from '../participants-access.js';
import { TREASURY } from '../settlement-access.js';
import {
  instructionsFile,
  MANIFEST_TYPE,
  manifestOf,
  type ManifestReply,
} from './cycle-manifest.js';
import { MANIFEST_EXAMPLE } from './manifest-example.js';
import {
  CYCLE_TRANSFER_EXAMPLE,
  presentCycleTransfer,
  STATEMENT_EXAMPLE,
  type CycleTransferReply,
  type SettlementStatementReply,
} from './present-statement.js';
import { attachment, settlementFile, XLSX, XML } from './statement-files.js';
import {
  CycleTransfersQuery,
  ManifestQuery,
  SettlementStatementQuery,
  SWITCH,
} from './statement-queries.dto.js';

@Controller('v1/cycles/:id')
export class SettlementStatementsController {
  constructor(
    private readonly statements: CycleStatementService,
    private readonly tokens: TokenService,
  ) {}

  @Get('statement')
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'Read what a cooperative is told of a cycle',
    description:
      'By service and component, by counterpart, and what was paid and when. As JSON, CSV (semicolons, UTF-8), XLSX, PDF, or ' +
      'as ISO 20022 camt.053.001.08 of the clearing account. Staff of a cooperative read its own; others name one.',
    success: { example: STATEMENT_EXAMPLE, files: ['text/csv', XLSX, 'application/pdf', XML] },
    problems: ['not_found', 'wrong_state', 'validation_failed'],
  })
  async getSettlementStatement(
    @IdParam('id', 'cyc') id: string,
    @Query() query: SettlementStatementQuery,
    @Caller() caller: Identity,
  ): Promise<SettlementStatementReply | StreamableFile> {
    const whose = wantedOf(caller, query.cooperative);
    const statement = unwrap(await this.statements.statement(caller, id, whose));
    return settlementFile(statement, query.format ?? 'json', this.statements);
  }

  @Get('transfers')
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'List the transfers behind a cooperative’s figures of a cycle',
    description:
      'Oldest first. The parts of all pages sum to what the statement says of the same service, component and ' +
      'counterpart, to the sen. Of the open cycle: those so far.',
    success: { example: pageExample([CYCLE_TRANSFER_EXAMPLE]) },
    problems: ['not_found', 'validation_failed', 'cursor_invalid'],
  })
  async listCycleTransfers(
    @IdParam('id', 'cyc') id: string,
    @Query() query: CycleTransfersQuery,
    @Caller() caller: Identity,
  ): Promise<Page<CycleTransferReply>> {
    const { after, before } = pageStartOf(query, ['string', 'number']);
    const filter = {
      service: query.service,
      component: query.component,
      counterpart: counterpartOf(query.counterpart),
    };
    const found = unwrap(
      await this.statements.transfers(caller, id, wantedOf(caller, query.cooperative), filter, {
        after: cursorOf(after),
        before: cursorOf(before),
        limit: query.limit + 1,
      }),
    );
    return pageOf({
      rows: found.transfers,
      query,
      cursor: ({ batch, item }) => [batch.toString(), item],
      present: (row) => presentCycleTransfer(row, found.cooperatives),
    });
  }

  @Get('instructions')
  @Access(OPERATOR, AUDITOR)
  @Describes({
    summary: 'Read who pays whom for a cycle, as ISO 20022 pacs.009.001.08',
    description:
      'Each debtor pays its net to the network’s account at the settlement bank, and from it each creditor is paid.',
    success: {
      mediaType: XML,
      example: '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08">…</Document>',
    },
    problems: ['not_found', 'wrong_state'],
  })
  async getInstructionMessage(
    @IdParam('id', 'cyc') id: string,
    @Caller() caller: Identity,
  ): Promise<StreamableFile> {
    const report = unwrap(await this.statements.report(caller, id));
    const file = await instructionsFile(report, this.statements);
    if (file === undefined) throw problemOf(fail('not_found'));
    return attachment(file.content, file.name, XML);
  }

  @Get('manifest')
  @Access(OPERATOR, AUDITOR, TREASURY)
  @Describes({
    summary: 'Read the signed manifest of a cycle’s statements',
    description:
      'The nets, the head of the ledger’s hash chain at the cycle’s end, and the SHA-256 of every file by which the cycle is ' +
      'told, signed by this deployment. Staff of a cooperative get what concerns it. docs/settlement.md tells how to ' +
      'verify it without us.',
    success: { example: MANIFEST_EXAMPLE },
    problems: ['not_found', 'wrong_state', 'validation_failed'],
  })
  async getCycleManifest(
    @IdParam('id', 'cyc') id: string,
    @Query() query: ManifestQuery,
    @Caller() caller: Identity,
  ): Promise<ManifestReply> {
    const only = query.cooperative === undefined ? undefined : publicId('coop', query.cooperative);
    const report = unwrap(await this.statements.report(caller, id, only));
    const isWhole = only === undefined && caller.cooperative === null;
    const { issuer } = this.tokens;
    const manifest = await manifestOf(report, this.statements, { issuer, isWhole });
    const jws = this.tokens.signDocument(MANIFEST_TYPE, manifest);
    return { object: 'cycle_manifest', jws, manifest };
  }
}

/** The cooperative that was named, else the caller's own. */
function wantedOf(caller: Identity, id: string | undefined): string {
  if (id !== undefined) return publicId('coop', id);
  if (caller.cooperative !== null) return caller.cooperative;
  throw fieldsProblem([{ field: 'cooperative', code: 'required' }]);
}

/** null is the switch; undefined: everybody. */
function counterpartOf(text: string | undefined): string | null | undefined {
  if (text === undefined) return undefined;
  return text === SWITCH ? null : publicId('coop', text);
}

function cursorOf(values: CursorValues | undefined): DrillCursor | undefined {
  const [batch, item] = values ?? [];
  if (typeof batch !== 'string' || typeof item !== 'number') return undefined;
  if (!/^\d{1,18}$/.test(batch)) throw problemOf(fail('cursor_invalid'));
  return { batch: BigInt(batch), item };
}
