import type { StatementFormat } from './statement-query.dto.js';

const FORMATS: ReadonlyMap<string, StatementFormat> = new Map([
  ['application/json', 'json'],
  ['text/csv', 'csv'],
  ['application/pdf', 'pdf'],
]);

const HEADER_LENGTH_MAX = 500;

/** The format that an Accept header names with the highest quality, the first at equal quality; JSON if it names none. */
export function formatOf(accept: string | undefined): StatementFormat {
  let best: StatementFormat = 'json';
  let bestQuality = 0;
  for (const range of (accept ?? '').slice(0, HEADER_LENGTH_MAX).split(',')) {
    const [type = '', ...parameters] = range.trim().toLowerCase().split(';');
    const format = FORMATS.get(type.trim());
    const written = parameters.map((one) => one.trim()).find((one) => one.startsWith('q='));
    const quality = written === undefined ? 1 : Number(written.slice(2));
    if (format !== undefined && quality > bestQuality) {
      best = format;
      bestQuality = quality;
    }
  }
  return best;
}
