import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ApiDocument, DocumentedRoute } from './api-document.js';

export interface Answered {
  readonly status: number;
  readonly mediaType: string;
  /** Empty of a stream, which never ends. */
  readonly text: string;
}

const JSON_TYPES: ReadonlySet<string> = new Set(['application/json', 'application/problem+json']);

/**
 * Judges answers by the document alone: the status, the media type and the problem code have to be documented for the route, and
 * a JSON body has to match its schema and hold no member that the schema doesn't name. 500 is never right.
 *
 * @returns a function that says all that is wrong with an answer
 */
export function judgeOf(document: ApiDocument) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(closed(structuredClone(document)), 'api');
  const validators = new Map<string, ValidateFunction>();

  function validatorOf(route: DocumentedRoute, status: string, mediaType: string) {
    const steps = ['paths', route.url, route.method, 'responses', status, 'content', mediaType];
    const pointer = [...steps, 'schema'].map(escaped).join('/');
    const known = validators.get(pointer);
    if (known !== undefined) return known;
    const made = ajv.compile({ $ref: `api#/${pointer}` });
    validators.set(pointer, made);
    return made;
  }

  return function judge(route: DocumentedRoute, answer: Answered): readonly string[] {
    const status = String(answer.status);
    if (answer.status === 500) return [`500 ${answer.text}`];
    const documented = route.operation.responses[status];
    if (documented === undefined) return [`${status} is not documented: ${codeIn(answer.text)}`];
    const { mediaType, text } = answer;
    if (documented.content === undefined) return text === '' ? [] : [`${status} has a body`];
    const content = documented.content[mediaType];
    if (content === undefined) return [`${status} is not documented as ${mediaType}`];
    if (!JSON_TYPES.has(mediaType)) return [];
    const validate = validatorOf(route, status, mediaType);
    if (!validate(JSON.parse(text))) return (validate.errors ?? []).map(wordsOf);
    const { examples } = content;
    const code = answer.status >= 400 ? codeIn(text) : undefined;
    if (code === undefined || examples === undefined || code in examples) return [];
    return [`${status} ${code} is not documented`];
  };
}

/** The same for each row of a list. */
function wordsOf({ instancePath, message, params }: ErrorObject): string {
  const place = instancePath.replaceAll(/\/\d+(?=\/|$)/g, '/*');
  return `${place} ${message}${params.additionalProperty === undefined ? '' : `: ${params.additionalProperty}`}`;
}

/** Every object with named members has these alone. */
function closed<T extends object>(part: T): T {
  for (const value of Object.values(part) as unknown[]) {
    if (typeof value === 'object' && value !== null) closed(value);
  }
  const isOpen = !('type' in part) || part.type !== 'object' || !('properties' in part);
  if (isOpen || 'additionalProperties' in part) return part;
  return Object.assign(part, { additionalProperties: false });
}

function codeIn(text: string): string | undefined {
  try {
    const said: { code?: string } = JSON.parse(text);
    return said.code;
  } catch {
    return undefined;
  }
}

/** A step of a JSON pointer in a URI fragment. */
function escaped(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}
