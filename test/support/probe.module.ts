import { Body, Controller, Get, Module, Post, Query } from '@nestjs/common';
import type { Identity } from '@app/access';
import { fail, InvariantError, type Money } from '@app/core';
import {
  Access,
  Caller,
  Describes,
  IdempotentRequest,
  IdParam,
  IsMoney,
  IsPublicId,
  IsText,
  MarkReplayed,
  PageQuery,
  pageOf,
  pageStartOf,
  unwrap,
} from '@app/http';
import { IsOptional } from 'class-validator';

class ProbeRequest {
  @IsPublicId('mrc')
  merchant_id!: string;

  @IsMoney({ principal: true })
  amount!: Money;

  @IsOptional()
  @IsText({ max: 140 })
  note?: string;
}

class ListProbes extends PageQuery {}

/**
 * Routes that use every convention and do nothing, so that the conventions are tested by
 * themselves.
 */
@Controller('probe')
class ProbeController {
  @Post()
  @Access({ scope: 'public' })
  @Describes({ summary: 'Echo a body', success: { example: {} } })
  echoProbe(@Body() body: ProbeRequest): ProbeRequest {
    return body;
  }

  @Post('moves')
  @Access({ scope: 'own_account', roles: ['member'] })
  @Describes({ summary: 'Echo a key', idempotent: true, success: { status: 201, example: {} } })
  moveProbe(
    @Body() _body: ProbeRequest,
    @Caller() caller: Identity,
    @IdempotentRequest() idempotency: IdempotentRequest,
    @MarkReplayed() markReplayed: MarkReplayed,
  ) {
    markReplayed(idempotency.key === 'replayed');
    return { ...idempotency, principal: caller.principal };
  }

  @Get('refusals/:code')
  @Access({ scope: 'public' })
  refuseProbe() {
    return unwrap(fail('insufficient_funds', { available: '1500.00' }));
  }

  @Get('bugs/invariant')
  @Access({ scope: 'public' })
  breakProbe(): never {
    throw new InvariantError('the secret of the house');
  }

  @Get('bugs/database')
  @Access({ scope: 'public' })
  disconnectProbe(): never {
    throw Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:5432'), { code: 'ECONNREFUSED' });
  }

  @Post('bugs/database')
  @Access({ scope: 'public' })
  disconnectPost(): never {
    return this.disconnectProbe();
  }

  @Get('things/:id')
  @Access({ scope: 'public' })
  getProbe(@IdParam('id', 'mrc') id: string) {
    return { id };
  }

  @Get('things')
  @Access({ scope: 'public' })
  listProbes(@Query() query: ListProbes) {
    const { after, before } = pageStartOf(query, ['number']);
    const from = Number(after?.[0] ?? 0);
    const upTo = Number(before?.[0] ?? 0);
    const wanted = Array.from({ length: query.limit + 1 }, (_, at) =>
      before === undefined ? from + at + 1 : upTo - at - 1,
    );
    return pageOf({
      rows: wanted.filter((number) => number > 0 && number <= 45),
      query,
      cursor: (number) => [number],
      present: (number) => ({ number }),
    });
  }
}

@Module({ controllers: [ProbeController] })
export class ProbeModule {}
