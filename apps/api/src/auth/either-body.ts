import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBody, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { readDto } from '@app/http';
import type { FastifyRequest } from 'fastify';

type DtoClass = new () => object;
/** The form that a body with `username` has, and the one that any other has. */
export type TwoForms = readonly [named: DtoClass, other: DtoClass];

/**
 * A body of one of two forms, each a DTO class with its own strict rules: whoever names a
 * `username` is held to the first, everybody else to the second, so that a mixture has unknown
 * fields.
 */
export const EitherBody = createParamDecorator(
  ([named, other]: TwoForms, context: ExecutionContext): object => {
    const body: unknown = context.switchToHttp().getRequest<FastifyRequest>().body ?? {};
    const hasName = typeof body === 'object' && body !== null && Object.hasOwn(body, 'username');
    return readDto(hasName ? named : other, body);
  },
);

/** Shows both forms in the OpenAPI document. */
export function DescribesEither(forms: TwoForms): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(...forms),
    ApiBody({ schema: { oneOf: forms.map((form) => ({ $ref: getSchemaPath(form) })) } }),
  );
}
