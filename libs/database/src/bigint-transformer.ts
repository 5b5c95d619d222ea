import type { ValueTransformer } from 'typeorm';

/**
 * For bigint columns of TypeORM entities: the driver hands out int8 as text, the code works with
 * `bigint`. `@Column({ type: 'bigint', transformer: bigintTransformer })`.
 */
export const bigintTransformer: ValueTransformer = {
  from: (value: string | null): bigint | null => (value === null ? null : BigInt(value)),
  // TypeORM also passes `undefined` for a column that the caller left out.
  to: (value: bigint | null | undefined): string | null | undefined =>
    typeof value === 'bigint' ? value.toString() : value,
};
