import type { Identity } from '@app/access';
import { encodeId, toMoney, type Money } from '@app/core';
import { Access, Caller, Describes, IsCalendarDate, IsPublicId, publicId, unwrap } from '@app/http';
import { CooperativeService, NetworkService, type Network } from '@app/participants';
import { LargeCashReport, type LargeCash } from '@app/payments';
import { Controller, Get, Header, Query } from '@nestjs/common';
import { IsOptional } from 'class-validator';

import { MANAGER, OPERATOR } from '../participants-access.js';

export class LargeCashQuery {
  /** A day of the network’s calendar. */
  @IsCalendarDate()
  date!: string;

  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;
}

interface LargeCashReply {
  person_id: string;
  memberships: { member_id: string; cooperative_id: string }[];
  deposits: Money;
  withdrawals: Money;
  total: Money;
  count: number;
}

const EXAMPLE: LargeCashReply = {
  person_id: 'per_01jzq3v5hfe0d9k3yx8m2n4p6t',
  memberships: [
    {
      member_id: 'mbr_01jzq3v5hfe0d9k3yx8m2n4p6s',
      cooperative_id: 'coop_01jzq3v5hfe0d9k3yx8m2n4p6r',
    },
  ],
  deposits: { value: '480000000.00', currency: 'IDR' },
  withdrawals: { value: '25000000.00', currency: 'IDR' },
  total: { value: '505000000.00', currency: 'IDR' },
  count: 4,
};

@Controller('v1/reports/large-cash')
export class LargeCashController {
  constructor(
    private readonly report: LargeCashReport,
    private readonly networks: NetworkService,
    private readonly cooperatives: CooperativeService,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Access(OPERATOR, MANAGER)
  @Describes({
    summary: 'List cash that must be reported',
    description:
      'Whose deposits and withdrawals in cash on that day are together as much as `large_cash_threshold` of the network ' +
      'or more, at whatever counters, the largest first. A manager finds the own members and whoever was at the own ' +
      'counters; memberships elsewhere are left out.',
    success: { example: { date: '2026-01-31', data: [EXAMPLE] } },
    problems: ['validation_failed', 'not_found'],
  })
  async listLargeCash(
    @Query() query: LargeCashQuery,
    @Caller() caller: Identity,
  ): Promise<{ date: string; data: LargeCashReply[] }> {
    const { date, network_id: wanted } = query;
    const id = wanted === undefined ? undefined : publicId('net', wanted);
    const network: Network = unwrap(await this.networks.choose(caller, id));
    const own =
      caller.cooperative === null
        ? undefined
        : unwrap(await this.cooperatives.read(caller, caller.cooperative));
    const rows = await this.report.list(network, date, own);
    return { date, data: rows.map((row) => present(row, caller.cooperative)) };
  }
}

function present(row: LargeCash, cooperative: string | null): LargeCashReply {
  const seen = row.memberships.filter(
    (membership) => cooperative === null || membership.cooperative === cooperative,
  );
  return {
    person_id: encodeId('per', row.person),
    memberships: seen.map((membership) => ({
      member_id: encodeId('mbr', membership.member),
      cooperative_id: encodeId('coop', membership.cooperative),
    })),
    deposits: toMoney(row.deposits),
    withdrawals: toMoney(row.withdrawals),
    total: toMoney(row.deposits + row.withdrawals),
    count: row.count,
  };
}
