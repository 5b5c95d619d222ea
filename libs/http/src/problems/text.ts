import { formatRupiah, parseMoney, CURRENCY, type FailureDetail } from '@app/core';
import type { Bilingual, Language } from './definition.js';

const OPTIONAL = / ?\[([^\]]*)\]/g;
const PLACEHOLDER = /\{([a-z_]+)(?:\|(rupiah|words))?\}/g;

/** What `{name|words}` says of values that are names in the API; any other stands as it is. */
const WORDS: Readonly<Record<string, Bilingual>> = {
  per_payment: { id: 'per pembayaran', en: 'per payment' },
  per_day: { id: 'per hari', en: 'per day' },
  per_month: { id: 'per bulan', en: 'per month' },
};

/**
 * Fills a template of the problem table. A bracketed sentence whose values are not all known is
 * left out, so no placeholder ever reaches a reader.
 */
export function fillTemplate(
  template: string,
  detail: FailureDetail | undefined,
  language: Language,
): string {
  const withOptional = template.replace(OPTIONAL, (_match, sentence: string) => {
    const names = [...sentence.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
    const known = names.every((name) => detail !== undefined && Object.hasOwn(detail, name));
    return known ? ` ${sentence}` : '';
  });
  if (detail === undefined) return withOptional;
  return withOptional.replace(PLACEHOLDER, (match, name: string, kind: string | undefined) => {
    const value = detail[name];
    // A limit may be an amount, which is text, or a count, which is a number.
    if (typeof value !== 'string') return value === undefined ? match : String(value);
    if (kind === 'rupiah') return amountText(value, language);
    return kind === 'words' ? wordsOf(value, language) : value;
  });
}

function wordsOf(value: string, language: Language): string {
  return Object.hasOwn(WORDS, value) ? (WORDS[value]?.[language] ?? value) : value;
}

/** "50000.00" as people write it: Rp50.000, in English Rp50,000. Another text stays as it is. */
function amountText(value: string, language: Language): string {
  const negative = value.startsWith('-');
  const parsed = parseMoney({ value: negative ? value.slice(1) : value, currency: CURRENCY });
  if (!parsed.ok) return value;
  const text = formatRupiah(negative ? -parsed.sen : parsed.sen);
  if (language === 'id') return text;
  return text.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));
}
