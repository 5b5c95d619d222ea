import { EVENT_TYPES, type EventType } from '@app/events';
import { IsPublicId, IsText, PageQuery } from '@app/http';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  Max,
  Min,
} from 'class-validator';

const FORMATS = ['standard', 'snap'] as const;
const STATUSES = ['active', 'disabled'] as const;
export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;
const OVERLAP_HOURS_MAX = 168;

/** Where a program is told of events. */
export class WebhookEndpointRequest {
  /** Which program; a program’s own unless told. */
  @IsOptional()
  @IsPublicId('cli')
  client_id?: string;

  /** `standard`: events as Standard Webhooks has them; `snap`: the notifications of SNAP BI (52, 56, 79). */
  @ApiPropertyOptional({ enum: FORMATS, default: 'standard' })
  @IsOptional()
  @IsIn(FORMATS)
  format?: (typeof FORMATS)[number];

  /** `https://…`, to a host of the public Internet. Of SNAP BI without a query: the paths of the services follow it. */
  @IsText({ max: 500 })
  url!: string;

  /** All unless told; none of SNAP BI. */
  @ApiPropertyOptional({ enum: EVENT_TYPES, isArray: true })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(EVENT_TYPES.length)
  @ArrayUnique()
  @IsIn(EVENT_TYPES, { each: true })
  types?: EventType[];
}

export class WebhookEndpointChangeRequest {
  @IsOptional()
  @IsText({ max: 500 })
  url?: string;

  /** An empty list: all. */
  @ApiPropertyOptional({ enum: EVENT_TYPES, isArray: true })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(EVENT_TYPES.length)
  @ArrayUnique()
  @IsIn(EVENT_TYPES, { each: true })
  types?: EventType[];

  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];
}

export class WebhookSecretRequest {
  /** For how long the former secret goes on to sign beside the new one; 24 unless told. */
  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: OVERLAP_HOURS_MAX })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(OVERLAP_HOURS_MAX)
  overlap_hours?: number;
}

export class ListEndpointsQuery {
  /** Which program’s; a program’s own unless told. */
  @IsOptional()
  @IsPublicId('cli')
  client_id?: string;
}

export class ListDeliveriesQuery extends PageQuery {
  @ApiProperty({ enum: DELIVERY_STATES, required: false })
  @IsOptional()
  @IsIn(DELIVERY_STATES)
  status?: (typeof DELIVERY_STATES)[number];
}
