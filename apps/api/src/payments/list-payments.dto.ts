import { IsInstant, IsPublicId, IsText, PageQuery } from '@app/http';
import { IsOptional } from 'class-validator';

export class ListPaymentsQuery extends PageQuery {
  /** The merchant who was paid: the caller's own. */
  @IsOptional()
  @IsPublicId('mrc')
  merchant_id?: string;

  /** Posted at or after this instant. */
  @IsOptional()
  @IsInstant()
  created_from?: string;

  /** Posted before this instant. */
  @IsOptional()
  @IsInstant()
  created_to?: string;

  /** The payment that the caller made with this reference, posted or refused. */
  @IsOptional()
  @IsText({ max: 64 })
  reference?: string;

  /** The payment with the code that stands on the receipt. */
  @IsOptional()
  @IsText({ max: 20 })
  short_code?: string;
}
