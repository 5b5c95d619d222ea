import { IsInstant, IsPublicId, IsText, PageQuery } from '@app/http';
import { ID_PREFIXES } from '@app/core';
import { IsIn, IsOptional } from 'class-validator';
import { ApiPropertyOptional } from '@nestjs/swagger';

/** Which chain: a network's, or that of what belongs to no network. */
export class AuditChainQuery extends PageQuery {
  /** The caller's own, or the only one, unless told. */
  @IsOptional()
  @IsPublicId('net')
  network_id?: string;

  /** `true`: what belongs to no network, such as the appointment of operators. Operators of the whole deployment only. */
  @ApiPropertyOptional({ enum: ['true'] })
  @IsOptional()
  @IsIn(['true'])
  deployment?: 'true';
}

export class ListAuditQuery extends AuditChainQuery {
  /** Done by this person. */
  @IsOptional()
  @IsPublicId('per')
  actor_id?: string;

  /** Done to what has this id. */
  @IsOptional()
  @IsPublicId(...ID_PREFIXES)
  subject_id?: string;

  /** How an action begins: `cooperative.`, `POST /v1/tills`. */
  @IsOptional()
  @IsText({ max: 120 })
  action?: string;

  @IsOptional()
  @IsInstant()
  created_from?: string;

  /** Up to this time, which is itself not meant. */
  @IsOptional()
  @IsInstant()
  created_to?: string;
}
