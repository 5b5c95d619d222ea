import { ID_PREFIXES, newUuid } from '@app/core';
import fc, { type Arbitrary } from 'fast-check';
import { CALLERS, type CallerName } from '../authorisation/matrix.js';
import { KIND_OF, SENDINGS, type Sending } from '../authorisation/requests.js';
import type { Objects } from '../authorisation/tenant-objects.js';
import type { ApiDocument, DocumentedRoute } from './api-document.js';
import { bodyOf, idOf, valueOf, type KnownIds, type Schema } from './arbitraries.js';

/** A request as it is sent; `body` is a value for JSON, a text for a file. */
export interface Asked {
  readonly route: DocumentedRoute;
  readonly url: string;
  readonly caller: CallerName;
  readonly key: string | undefined;
  readonly body: unknown;
  readonly mediaType: string | undefined;
}

export interface Material {
  readonly document: ApiDocument;
  /** The caller's own, another cooperative's, such as nothing has. */
  readonly objects: readonly Objects[];
  /** Whom each route lets in: `GET /v1/members/:id`. */
  readonly admitted: ReadonlyMap<string, readonly CallerName[]>;
}

const FILES = ['', '\u0000', 'Jenis;Nama\r\nanggota;', '"', '<Document/>', 'x'.repeat(70_000)];
const OTHER_IN_PATH = ['2026-01', '2026-01-31', '0001-000G', 'x', '\u0000', '2026-13', '..'];

/** Requests to a route: as a client that read the document would send them, nearly so, or nonsense; mostly by whom it lets in. */
export function requestsTo(route: DocumentedRoute, material: Material): Arbitrary<Asked> {
  const { method, url, operation } = route;
  const { schemas } = material.document.components;
  const ids = idsOf(material.objects);
  const name = `${method.toUpperCase()} ${url.replaceAll(/\{(\w+)\}/g, ':$1')}`;
  const proper = fc
    .constantFrom(...material.objects)
    .map((objects): Sending => SENDINGS[name]?.(objects) ?? {});
  const [[mediaType, { schema = {} }] = [undefined, {}]] = Object.entries(
    operation.requestBody?.content ?? {},
  );
  const body =
    mediaType === undefined
      ? fc.constant<unknown>(undefined)
      : mediaType === 'application/json'
        ? jsonBody(schema, proper, material, ids)
        : fc.oneof(
            proper.map((sending) => sending.body),
            fc.constantFrom(...FILES),
          );
  const odd = fc.constantFrom<string | undefined>(undefined, '', 'same', 'x'.repeat(300));
  return fc.record({
    route: fc.constant(route),
    url: fc
      .tuple(pathOf(url, material.objects, ids), queryOf(operation, proper, schemas, ids))
      .map(([filled, query]) => (query === '' ? filled : `${filled}?${query}`)),
    caller: callersOf(material.admitted.get(name) ?? []),
    key: fc.oneof(
      { weight: 19, arbitrary: fc.constant(0).map((): string | undefined => newUuid()) },
      { weight: 1, arbitrary: odd },
    ),
    body,
    mediaType: fc.constant(mediaType),
  });
}

function callersOf(admitted: readonly CallerName[]): Arbitrary<CallerName> {
  const anybody = fc.constantFrom(...CALLERS);
  if (admitted.length === 0) return anybody;
  const welcome = { weight: 5, arbitrary: fc.constantFrom(...admitted) };
  return fc.oneof(welcome, { weight: 1, arbitrary: anybody });
}

/** What the spec of authorisation sends, with some of its members as the schema would have them; or what the schema alone says. */
function jsonBody(
  schema: Schema,
  proper: Arbitrary<Sending>,
  { document }: Material,
  ids: KnownIds,
): Arbitrary<unknown> {
  const { schemas } = document.components;
  const varied = fc
    .tuple(proper, valueOf(schema, schemas, ids), fc.infiniteStream(fc.nat({ max: 3 })))
    .map(([{ body }, described, dice]): unknown => {
      const changed = Object.entries(membersOf(described)).filter(() => dice.next().value === 0);
      return { ...membersOf(body), ...Object.fromEntries(changed) };
    });
  return fc.oneof(
    { weight: 2, arbitrary: proper.map(({ body }): unknown => body ?? {}) },
    { weight: 3, arbitrary: varied },
    { weight: 4, arbitrary: bodyOf(schema, schemas, ids) },
  );
}

function queryOf(
  operation: DocumentedRoute['operation'],
  proper: Arbitrary<Sending>,
  schemas: ApiDocument['components']['schemas'],
  ids: KnownIds,
): Arbitrary<string> {
  const described = (operation.parameters ?? [])
    .filter((one) => one.in === 'query')
    .map(({ name, schema = {} }) => [name, valueOf(schema, schemas, ids)] as const);
  const some = fc.record(Object.fromEntries(described), { requiredKeys: [] });
  return fc.tuple(proper, some, fc.nat({ max: 2 })).map(([{ query = {} }, wanted, dice]) => {
    const pairs = Object.entries(dice === 0 ? query : { ...query, ...wanted });
    const texts = pairs.map(([name, value]): [string, string] => [name, String(value)]);
    return new URLSearchParams(texts).toString();
  });
}

/** The path with an id of what stands before it, a month, a day, or nonsense. */
function pathOf(url: string, objects: readonly Objects[], ids: KnownIds): Arbitrary<string> {
  const segments = url.split('/').map((segment, at, all) => {
    if (!segment.startsWith('{')) return fc.constant(segment);
    const kind = KIND_OF[all[at - 1] ?? ''];
    const codes = objects.map(({ shortCode }) => shortCode);
    const parts =
      kind === undefined ? fc.constantFrom(...codes, ...OTHER_IN_PATH) : idOf([kind], ids);
    return parts.map(encodeURIComponent);
  });
  return fc.tuple(...segments).map((filled) => filled.join('/'));
}

function idsOf(objects: readonly Objects[]): KnownIds {
  return new Map(
    ID_PREFIXES.map((prefix) => [prefix, objects.flatMap((one) => idIn(one, prefix) ?? [])]),
  );
}

/** Not every kind is named by a path, so that not every one has an object. */
function idIn(objects: Objects, prefix: (typeof ID_PREFIXES)[number]): string | undefined {
  try {
    return objects.id(prefix);
  } catch {
    return undefined;
  }
}

function membersOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
