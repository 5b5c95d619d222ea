import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Schema, Schemas } from './arbitraries.js';

export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];

/** The part of an operation of the OpenAPI document that a fuzz test reads. */
export interface Operation {
  readonly parameters?: readonly { name: string; in: string; schema?: Schema }[];
  readonly requestBody?: { content: Readonly<Record<string, { schema?: Schema }>> };
  readonly responses: Readonly<Record<string, Answering>>;
}

export interface Answering {
  readonly content?: Readonly<Record<string, { schema?: Schema; examples?: object }>>;
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Partial<Record<Method, Operation>>>>;
  readonly components: { readonly schemas: Schemas };
}

/** An operation and where it is. */
export interface DocumentedRoute {
  readonly method: Method;
  readonly url: string;
  readonly operation: Operation;
}

/** `docs/openapi.json`, which CI holds equal to what the application says of itself. */
export function apiDocument(): ApiDocument {
  const file = path.join(__dirname, '../../../docs/openapi.json');
  const document: ApiDocument = JSON.parse(readFileSync(file, 'utf8'));
  return document;
}

/** Every operation of the document, none left out. */
export function routesOf({ paths }: ApiDocument): readonly DocumentedRoute[] {
  return Object.entries(paths).flatMap(([url, operations]) =>
    METHODS.flatMap((method) => {
      const operation = operations[method];
      return operation === undefined ? [] : [{ method, url, operation }];
    }),
  );
}
