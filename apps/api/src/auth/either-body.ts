import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBody, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { readDto } from '@app/http';
import type { FastifyRequest } from 'fastify';

type DtoClass = new () => object;
/** The form of a body that has a certain member, and that of any other. */
export interface TwoForms {
  readonly by: string;
  readonly forms: readonly [named: DtoClass, other: DtoClass];
}

/**
 * A body of one of two forms, each a DTO class with its own strict rules: whoever names what the first has is held to it, everybody
 * else to the second, so that a mixture has unknown fields.
 */
export const EitherBody = createParamDecorator(
  ({ by, forms: [named, other] }: TwoForms, context: ExecutionContext): object => {
    const body: unknown = context.switchToHttp().getRequest<FastifyRequest>().body ?? {};
    const hasName = typeof body === 'object' && body !== null && Object.hasOwn(body, by);
    return readDto(hasName ? named : other, body);
  },
);

/** Shows both forms in the OpenAPI document. */
export function DescribesEither({ forms }: TwoForms): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(...forms),
    ApiBody({ schema: { oneOf: forms.map((form) => ({ $ref: getSchemaPath(form) })) } }),
  );
}
