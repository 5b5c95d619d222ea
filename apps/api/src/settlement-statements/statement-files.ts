import { buffer } from 'node:stream/consumers';
import { StreamableFile } from '@nestjs/common';
import { encodeId } from '@app/core';
import type { CycleStatementService, SettlementStatement } from '@app/settlement';
import { presentSettlementStatement, type SettlementStatementReply } from './present-statement.js';
import { settlementCsv } from './statement-csv.js';
import { settlementPdf } from './statement-pdf.js';
import type { SettlementStatementFormat } from './statement-queries.dto.js';
import { settlementXlsx } from './statement-xlsx.js';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const CSV = 'text/csv; charset=utf-8';
export const XML = 'application/xml';

/** What a statement is called as a file, without its ending. */
export function fileNameOf({ cycle, cooperative }: SettlementStatement): string {
  return `siklus-${cycle.number}-${encodeId('coop', cooperative.uid)}`;
}

/** A statement in the format that was asked for. */
export async function settlementFile(
  statement: SettlementStatement,
  format: SettlementStatementFormat,
  service: CycleStatementService,
): Promise<SettlementStatementReply | StreamableFile> {
  if (format === 'json') return presentSettlementStatement(statement);
  const name = fileNameOf(statement);
  const { content, type, ending } = await MAKERS[format](statement, service);
  return attachment(content, `${name}.${ending}`, type);
}

type FileFormat = Exclude<SettlementStatementFormat, 'json'>;

interface MadeFile {
  readonly content: Buffer;
  readonly type: string;
  readonly ending: string;
}

const MAKERS: Readonly<
  Record<
    FileFormat,
    (statement: SettlementStatement, service: CycleStatementService) => Promise<MadeFile>
  >
> = {
  csv: async (statement) => ({
    content: Buffer.from(settlementCsv(statement)),
    type: CSV,
    ending: 'csv',
  }),
  xlsx: async (statement) => ({
    content: await settlementXlsx(statement),
    type: XLSX,
    ending: 'xlsx',
  }),
  pdf: async (statement) => ({
    content: await buffer(settlementPdf(statement)),
    type: 'application/pdf',
    ending: 'pdf',
  }),
  camt053: async (statement, service) => ({
    content: Buffer.from(await service.camt053(statement)),
    type: XML,
    ending: 'camt053.xml',
  }),
};

/** A file that a browser saves under this name. */
export function attachment(content: Buffer, name: string, type: string): StreamableFile {
  return new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });
}
