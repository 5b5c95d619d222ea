import type { Identity } from '@app/access';
import { encodeId, type ProblemCode } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  IdParam,
  IdempotencyKey,
  languageOf,
  MarkReplayed,
  ReceivedFile,
  requestHash,
  TakesFile,
  unwrap,
} from '@app/http';
import { CooperativeService, Directory } from '@app/participants';
import { ImportService, type Import } from '@app/payments';
import { Controller, Get, Headers, Post, Query, StreamableFile } from '@nestjs/common';

import { cooperativeOf, MANAGER, OPERATOR } from '../participants-access.js';
import { codesCsv, reportCsv } from './import-files.js';
import { ImportQuery } from './import-query.dto.js';
import { FAULTS_SHOWN, IMPORT_EXAMPLE, presentImport, type ImportReply } from './present-import.js';

const CSV = 'text/csv; charset=utf-8';

const SENDING =
  'The body is the file, CSV or XLSX, at most 10 MB and 20,000 rows; its columns are those of docs/imports.md. All or ' +
  'nothing: with anything wrong in any row the import has `failed`, nothing was made, and the answer tells row by row ' +
  'what to correct. With `dry_run=true` nothing is made either way. While the status is `applying`, opening balances ' +
  'are still being posted; it ends by itself.';

const CODES =
  'A CSV with one-time codes for everybody whom the import made and who has no PIN yet. Codes are stored nowhere: they ' +
  'can be read in this answer only, and asked for again they are new ones, the earlier void. Each is valid for 7 days.';

const PROBLEMS: readonly ProblemCode[] = [
  'validation_failed',
  'not_found',
  'wrong_state',
  'body_too_large',
  'media_type_unsupported',
];

@Controller('v1/imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportService,
    private readonly cooperatives: CooperativeService,
    private readonly directory: Directory,
  ) {}

  @Post()
  @Access(OPERATOR, MANAGER)
  @TakesFile()
  @Describes({
    summary: 'Take on members, merchants and opening balances from a file',
    description: SENDING,
    idempotent: true,
    success: { status: 201, description: 'Read; see `status`', example: IMPORT_EXAMPLE },
    problems: PROBLEMS,
  })
  async createImport(
    @Query() query: ImportQuery,
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @ReceivedFile() file: ReceivedFile,
    @Headers('accept-language') language: string | undefined,
    @MarkReplayed() markReplayed: MarkReplayed,
  ): Promise<ImportReply> {
    const cooperative = await cooperativeOf(this.cooperatives, caller, query.cooperative_id);
    const dryRun = query.dry_run === 'true';
    const words = { cooperative: cooperative.uid, dry_run: dryRun, file: file.hash };
    const sent = await this.imports.send({
      cooperative,
      principal: caller.principal,
      key,
      requestHash: requestHash('POST', '/v1/imports', words),
      dryRun,
      bytes: file.bytes,
    });
    markReplayed(sent.replayed);
    return this.present(unwrap(sent), language);
  }

  @Get(':id')
  @Access(OPERATOR, MANAGER)
  @Describes({
    summary: 'Read an import',
    description: 'How far it has come, and the first hundred of what is wrong with the file.',
    success: { example: IMPORT_EXAMPLE },
    problems: ['not_found'],
  })
  async getImport(
    @IdParam('id', 'imp') id: string,
    @Caller() caller: Identity,
    @Headers('accept-language') language: string | undefined,
  ): Promise<ImportReply> {
    return this.present(unwrap(await this.imports.read(caller, id)), language);
  }

  @Get(':id/report')
  @Access(OPERATOR, MANAGER)
  @Describes({
    summary: 'Read what is wrong with a file, as CSV',
    description: 'Up to 1,000 faults: row, column, what is wrong and how to correct it.',
    success: {
      mediaType: 'text/csv',
      example:
        'Baris;Kolom;Kesalahan;Cara membetulkan\r\n' +
        '17;No. HP;Bukan nomor HP.;Tulis seperti 081234567890, dengan sel berformat teks.\r\n',
    },
    problems: ['not_found'],
  })
  async getImportReport(
    @IdParam('id', 'imp') id: string,
    @Caller() caller: Identity,
    @Headers('accept-language') language: string | undefined,
  ): Promise<StreamableFile> {
    const { uid } = unwrap(await this.imports.read(caller, id));
    const text = reportCsv(await this.imports.faults(uid), languageOf(language));
    return csvFile(text, `impor-${encodeId('imp', uid)}.csv`);
  }

  @Post(':id/activation-codes')
  @Access(OPERATOR, MANAGER)
  @Describes({
    summary: 'Make activation codes for whom an import made',
    description: CODES,
    success: {
      status: 201,
      mediaType: 'text/csv',
      example:
        'Nomor anggota;Nama;No. HP;Kode aktivasi;Berlaku sampai\r\n' +
        'D-0042;Budi Santoso;**********7890;30718264;7 Februari 2026 10.15 WIB\r\n',
    },
    problems: ['not_found'],
  })
  async createImportActivationCodes(
    @IdParam('id', 'imp') id: string,
    @Caller() caller: Identity,
    @Headers('accept-language') language: string | undefined,
  ): Promise<StreamableFile> {
    const { uid, network } = unwrap(await this.imports.read(caller, id));
    const codes = unwrap(await this.imports.issueCodes(caller, id));
    const timeZone = (await this.directory.network(network))?.timeZone ?? 'Asia/Jakarta';
    const text = codesCsv(codes, timeZone, languageOf(language));
    return csvFile(text, `kode-aktivasi-${encodeId('imp', uid)}.csv`);
  }

  private async present(found: Import, language: string | undefined): Promise<ImportReply> {
    const faults = found.faults === 0 ? [] : await this.imports.faults(found.uid, FAULTS_SHOWN);
    return presentImport(found, faults, languageOf(language));
  }
}

function csvFile(text: string, name: string): StreamableFile {
  const disposition = `attachment; filename="${name}"`;
  return new StreamableFile(Buffer.from(text, 'utf8'), { type: CSV, disposition });
}
