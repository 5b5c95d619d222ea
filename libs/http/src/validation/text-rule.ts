export interface TextRule {
  /** Fewest characters after trimming. */
  readonly min: number;
  /** Most characters (code points, in NFC). */
  readonly max: number;
  /** Whether line feeds may stand in it. */
  readonly multiline: boolean;
}

/** What most texts are: nothing in them to forbid or to normalise. */
const PLAIN = /^[ -~]*$/;

/** C0, DEL, C1, and halves of surrogate pairs, which PostgreSQL can't store. */
const FORBIDDEN = /[\p{Cc}\p{Cs}]/u;
const FORBIDDEN_EXCEPT_LINE_FEED = /(?!\n)[\p{Cc}\p{Cs}]/u;

/** What shows nothing by itself: a text of these alone is blank. */
const INVISIBLE = /[\s\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Whether a value is text within the rule. Right-to-left text and emoji are; whoever shows them
 * escapes.
 */
export function checkText(value: unknown, rule: TextRule): value is string {
  if (typeof value !== 'string') return false;
  if (PLAIN.test(value)) return value.length <= rule.max && value.trim().length >= rule.min;
  if ((rule.multiline ? FORBIDDEN_EXCEPT_LINE_FEED : FORBIDDEN).test(value)) return false;
  const text = value.normalize('NFC');
  if (text.replace(INVISIBLE, '') === '' || text.trim().length < rule.min) return false;
  return text.length <= rule.max || [...text].length <= rule.max;
}
