import type { paths } from './generated/api.js';

/** The paths of the API as the document writes them: `/v1/payments/{id}`. */
export type Path = keyof paths;
export type Method = 'get' | 'post' | 'put' | 'patch';

/** The paths that have an operation of this method. */
export type PathOf<M extends Method> = {
  [P in Path]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[Path];

export type Operation<M extends Method, P extends Path> =
  paths[P] extends Record<M, infer Op> ? Op : never;

type Part<Op, Name extends string> = Op extends { parameters: Partial<Record<Name, infer Value>> }
  ? Value
  : never;

/** `path: { id }`, where the path has any. */
type PathOption<Op> = [NonNullable<Part<Op, 'path'>>] extends [never]
  ? { readonly path?: never }
  : { readonly path: NonNullable<Part<Op, 'path'>> };

type AllOptional<T> = Partial<T> extends T ? true : false;

/** `query: { … }`; may be left out where none of it is required. */
type QueryOption<Op> = [NonNullable<Part<Op, 'query'>>] extends [never]
  ? { readonly query?: never }
  : AllOptional<NonNullable<Part<Op, 'query'>>> extends true
    ? { readonly query?: NonNullable<Part<Op, 'query'>> }
    : { readonly query: NonNullable<Part<Op, 'query'>> };

/** A key of the caller's own, for whatever moves money: store it beside what it stands for, before it is sent. */
type KeyOption<Op> = Op extends { parameters: { header: { 'Idempotency-Key': string } } }
  ? { readonly key: string }
  : { readonly key?: never };

type Json<Formats> = Formats extends { 'application/json': infer Body } ? Body : never;

/** JSON, or a file with the type that its content has. */
type BodyOption<Op> = Op extends { requestBody?: infer Request }
  ? [NonNullable<Request>] extends [never]
    ? { readonly body?: never }
    : NonNullable<Request> extends { content: infer Formats }
      ? [Json<Formats>] extends [never]
        ? { readonly body: string | Uint8Array; readonly contentType: keyof Formats & string }
        : undefined extends Request
          ? { readonly body?: Json<Formats> }
          : { readonly body: Json<Formats> }
      : { readonly body?: never }
  : { readonly body?: never };

/** What a call of an operation takes. */
export type CallOptions<Op> = PathOption<Op> &
  QueryOption<Op> &
  KeyOption<Op> &
  BodyOption<Op> & { readonly signal?: AbortSignal };

/** Whether a call may leave its options out. */
export type Arguments<Op> =
  AllOptional<CallOptions<Op>> extends true
    ? [options?: CallOptions<Op>]
    : [options: CallOptions<Op>];

type Success<Op> = Op extends { responses: infer Responses } ? Responses[keyof Responses] : never;
type Content<Op> = Success<Op> extends { content: infer Found } ? Found : never;

/** What an operation answers: its JSON, or the text or bytes of another format. */
export type Data<Op> = [Content<Op>] extends [never]
  ? undefined
  : [Json<Content<Op>>] extends [never]
    ? string
    : Json<Content<Op>>;

/** The paths that list things in pages. */
export type ListPath = {
  [P in PathOf<'get'>]: Data<Operation<'get', P>> extends { data: unknown[]; has_more: boolean }
    ? P
    : never;
}[PathOf<'get'>];

/** One of what such a path lists. */
export type Item<P extends ListPath> =
  Data<Operation<'get', P>> extends { data: (infer One)[] } ? One : never;
