import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { invariant } from '@app/core';
import { isReservedName } from '../json/reserved-names.js';
import { fieldsProblem } from '../problems/problem-exception.js';
import { shapeOf, type CompiledShape, type DtoClass } from './compiled-shape.js';
import { faultsOf } from './field-faults.js';
import { keepsNull } from './null-fields.js';
import { knownPart } from './unknown-fields.js';

const STRICT = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false } as const;
const PRIMITIVES: ReadonlySet<unknown> = new Set([String, Number, Boolean, Object, Array]);

/**
 * Turns bodies and queries into instances of their DTO classes, or refuses them with every wrong
 * field named. Unknown fields are refused, null means absent (but for
 * `@KeepsNull`), text is brought to NFC and trimmed. A body or
 * query that no class describes is a fault of the controller: nothing unvalidated gets in.
 */
@Injectable()
export class RequestPipe implements PipeTransform {
  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    const { type, metatype } = metadata;
    if (type !== 'body' && type !== 'query') return value;
    invariant(isDtoClass(metatype), `a ${type} parameter needs a DTO class`);
    return readDto(metatype, value ?? {}, type === 'query');
  }
}

/**
 * An instance of the class with what the client sent. Throws a ProblemException naming each wrong
 * field.
 */
export function readDto<T extends object>(dto: new () => T, sent: unknown, convert = false): T {
  refuseReservedNames(sent);
  const shape = shapeOf(dto);
  const value = knownPart(dto, shape.names, sent);
  if (shape.accepts === undefined) refuseListsOfLists(value);
  let instance =
    convert || shape.accepts === undefined ? convertDto(dto, value) : fillDto(dto, value, shape);
  if (shape.accepts?.(instance) !== true) {
    // What is wrong in a nested DTO is told of what class-transformer makes of it.
    if (shape.nested.size > 0) instance = convertDto(dto, value);
    const faults = faultsOf(validateSync(instance, STRICT));
    if (faults.length > 0) throw fieldsProblem(faults);
  }
  tidy(instance);
  return instance;
}

/** Names that every object has mislead class-validator; bodies with one don't get this far. */
function refuseReservedNames(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const reserved = Object.keys(value).filter(isReservedName);
  if (reserved.length === 0) return;
  throw fieldsProblem(reserved.map((field) => ({ field, code: 'unknown_field' })));
}

/** Of classes with lists of DTOs: class-validator lets a list among them pass for one that obeys every rule. */
function refuseListsOfLists(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const fields = Object.entries(value).filter(
    ([, list]) => Array.isArray(list) && list.some((element) => Array.isArray(element)),
  );
  if (fields.length === 0) return;
  throw fieldsProblem(fields.map(([field]) => ({ field, code: 'invalid' })));
}

function isDtoClass(metatype: ArgumentMetadata['metatype']): metatype is DtoClass {
  return metatype !== undefined && !PRIMITIVES.has(metatype);
}

function fillDto<T extends object>(dto: new () => T, value: unknown, shape: CompiledShape): T {
  const instance = Object.assign(new dto(), value);
  for (const [name, inner] of shape.nested) {
    const part: unknown = Reflect.get(instance, name);
    if (isPlain(part)) Reflect.set(instance, name, fillDto(inner, part, shapeOf(inner)));
  }
  return instance;
}

/** With `@Type`: numbers out of a query's texts, and instances of nested classes. */
function convertDto<T extends object>(dto: new () => T, value: unknown): T {
  return plainToInstance(dto, value, { exposeDefaultValues: true });
}

/** Drops nulls, and brings texts to NFC without blanks around them, in nested DTOs as well. */
function tidy(instance: object): void {
  const texts = textsOf(instance);
  for (const [name, value] of Object.entries(instance)) {
    if (value === null) {
      if (!keepsNull(instance, name)) Reflect.deleteProperty(instance, name);
    } else if (typeof value === 'string') {
      if (texts.includes(name)) Reflect.set(instance, name, value.normalize('NFC').trim());
    } else if (Array.isArray(value)) {
      for (const element of value) if (isInstance(element)) tidy(element);
    } else if (isInstance(value)) tidy(value);
  }
}

function textsOf(instance: object): readonly string[] {
  const dto: unknown = instance.constructor;
  return isClass(dto) ? shapeOf(dto).texts : [];
}

function isClass(value: unknown): value is DtoClass {
  return typeof value === 'function';
}

function isInstance(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !isPlain(value);
}

function isPlain(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
