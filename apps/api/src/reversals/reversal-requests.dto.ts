import { IsPublicId, IsText } from '@app/http';
import { IsOptional } from 'class-validator';

/** One of the two. */
export class ReversalRequest {
  /** The reference that the act was sent with; it need not have arrived. */
  @IsOptional()
  @IsText({ max: 64 })
  reference?: string;

  /** Or the act itself, by its id. */
  @IsOptional()
  @IsPublicId('trf', 'pay', 'dep', 'wdr', 'aut', 'hld')
  transfer_id?: string;
}
