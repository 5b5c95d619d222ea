import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import { encodeId, fail } from '@app/core';
import { problemOf, unwrap } from '@app/http';
import type { Balance } from '@app/ledger';
import { statementCsv, statementPdf, StatementService, type Letterhead } from '@app/payments';
import { presentStatement, type StatementReply } from './present-statement.js';
import type { StatementFormat } from './statement-query.dto.js';

export interface StatementOrder {
  readonly account: Balance;
  readonly network: number;
  /** "2025-07". */
  readonly month: string;
  readonly format: StatementFormat;
  /** The payer's own reference is shown to the payer and to who keeps the book, not to merchants. */
  readonly withReferences: boolean;
  readonly letterhead: () => Promise<Letterhead>;
}

/** Whole statements are held in memory, and drawing one takes seconds of this process: so many at once. */
const WHOLE_AT_ONCE = 3;

/** Statements in the format that was asked for. */
@Injectable()
export class StatementFiles {
  private underWay = 0;

  constructor(private readonly statements: StatementService) {}

  async make(order: StatementOrder): Promise<StatementReply | StreamableFile> {
    const { account, network, month, format, withReferences } = order;
    const statement = unwrap(await this.statements.open(account, network, month));
    const name = `rekening-koran-${month}-${encodeId('acc', account.uid)}`;
    if (format === 'csv') {
      const csv = statementCsv(statement, this.statements.pages(statement), withReferences);
      return file(
        Readable.from(csv, { objectMode: false }),
        `${name}.csv`,
        'text/csv; charset=utf-8',
      );
    }
    if (this.underWay >= WHOLE_AT_ONCE) throw problemOf(fail('overloaded'));
    this.underWay += 1;
    try {
      const whole = unwrap(await this.statements.whole(statement));
      if (format === 'json') return presentStatement(whole, withReferences);
      const pdf = statementPdf(whole, await order.letterhead(), withReferences);
      return file(Readable.from(pdf), `${name}.pdf`, 'application/pdf');
    } finally {
      this.underWay -= 1;
    }
  }
}

function file(stream: Readable, name: string, type: string): StreamableFile {
  return new StreamableFile(stream, { type, disposition: `attachment; filename="${name}"` });
}
