import { Controller, HttpCode, Post } from '@nestjs/common';
import type { Identity } from '@app/access';
import { Access, Caller, Describes } from '@app/http';
import type { VerifyReport } from '@app/ledger';
import { Verifier } from './verifier.js';

interface VerificationReply {
  object: 'verification';
  ok: boolean;
  /** The instant that the report is true of. */
  snapshot_at: string;
  milliseconds: number;
  invariants: {
    invariant: number;
    name: string;
    title: string;
    ok: boolean;
    checked: number;
    checked_what: string;
    violation_count: number;
    violations: { rule: string; subject: string; detail: string }[];
    remarks: string[];
  }[];
}

const VERIFICATION_EXAMPLE: VerificationReply = {
  object: 'verification',
  ok: true,
  snapshot_at: '2026-01-31T03:15:42.123Z',
  milliseconds: 412,
  invariants: [
    {
      invariant: 1,
      name: 'books_balance',
      title: 'Both sides of a leg are in the same book; every book’s trial balance is zero.',
      ok: true,
      checked: 7,
      checked_what: 'legs',
      violation_count: 0,
      violations: [],
      remarks: [],
    },
  ],
};

@Controller('v1/verifications')
export class VerificationsController {
  constructor(private readonly verifier: Verifier) {}

  @Post()
  @HttpCode(200)
  @Access({ roles: ['operator'], scope: 'network' })
  @Describes({
    summary: 'Check the ledger',
    description:
      'Computes every balance, every hash and every position again and compares them with what is stored, in one ' +
      'snapshot. Changes nothing. One check runs at a time; who asks meanwhile is told to come back.',
    success: { description: 'Checked', example: VERIFICATION_EXAMPLE },
    problems: ['overloaded'],
  })
  async createVerification(@Caller() caller: Identity): Promise<VerificationReply> {
    return presentReport(await this.verifier.run(caller.network ?? undefined));
  }
}

function presentReport(report: VerifyReport): VerificationReply {
  return {
    object: 'verification',
    ok: report.ok,
    snapshot_at: report.snapshotAt.toISOString(),
    milliseconds: Math.round(report.ms),
    invariants: report.invariants.map((one) => ({
      invariant: one.invariant,
      name: one.name,
      title: one.title,
      ok: one.ok,
      checked: one.checked,
      checked_what: one.checkedWhat,
      violation_count: one.violationCount,
      violations: [...one.violations],
      remarks: [...one.remarks],
    })),
  };
}
