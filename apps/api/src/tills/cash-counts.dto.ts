import type { Money } from '@app/core';
import { IsMoney } from '@app/http';
import { FACES, type Face } from '@app/payments';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, Max, Min, ValidateNested } from 'class-validator';

const COUNT_MAX = 1_000_000;
const LINES_MAX = FACES.length;

export class DenominationRequest {
  /** The face value in rupiah. */
  @ApiProperty({ enum: FACES })
  @IsIn(FACES)
  face!: Face;

  /** How many notes or coins of it. */
  @ApiProperty({ type: Number, minimum: 0, maximum: COUNT_MAX })
  @IsInt()
  @Min(0)
  @Max(COUNT_MAX)
  count!: number;
}

/** Cash as it was counted. */
export class CountedCashRequest {
  /** What the denominations sum to. */
  @IsMoney()
  amount!: Money;

  @ApiProperty({ type: [DenominationRequest], maxItems: LINES_MAX })
  @IsArray()
  @ArrayMaxSize(LINES_MAX)
  @ValidateNested({ each: true })
  @Type(() => DenominationRequest)
  denominations!: DenominationRequest[];
}
