/** Beyond Latin-1, what the fonts that every PDF reader has can show. */
const ALSO = '–—‘’“”•…€';

const MARKS = /\p{M}+/gu;

/**
 * A text in letters of the standard PDF fonts (Windows-1252): accents beyond them are left out, what can't be written
 * becomes a question mark. Line ends and other controls become blanks, so that a text stays on its line.
 */
export function printable(text: string): string {
  let shown = '';
  for (const letter of text.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ')) {
    if (canBeShown(letter)) {
      shown += letter;
      continue;
    }
    const plain = letter.normalize('NFKD').replace(MARKS, '');
    shown += plain !== '' && [...plain].every(canBeShown) ? plain : '?';
  }
  return shown;
}

function canBeShown(letter: string): boolean {
  return /^[\u0020-\u007E\u00A1-\u00FF]$/u.test(letter) || ALSO.includes(letter);
}
