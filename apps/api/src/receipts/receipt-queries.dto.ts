import { IsPublicId, IsText } from '@app/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

export class CheckReceiptQuery {
  /** The amount on the receipt in rupiah, "50000" or "50000.00": the proof that one holds it. */
  @IsText({ max: 20 })
  amount!: string;

  /** The network that the receipt is of, where there are several. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;
}

const RECEIPT_FORMATS = ['json', 'text'] as const;

export class ReadReceiptQuery {
  /** `text`: a slip for a printer of 32 columns. */
  @ApiPropertyOptional({ enum: RECEIPT_FORMATS })
  @IsOptional()
  @IsIn(RECEIPT_FORMATS)
  format?: (typeof RECEIPT_FORMATS)[number];
}
