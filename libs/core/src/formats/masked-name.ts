const SHOWN = 2;

/**
 * A name that its owner recognises and a stranger does not learn: of each word the first two letters, then three stars
 * whatever its length: "Budi Santoso" is "Bu*** Sa***". A word of one or two letters shows one.
 */
export function maskName(name: string): string {
  const words = name
    .normalize('NFC')
    .split(/\s+/u)
    .filter((word) => word !== '');
  return words.map(maskWord).join(' ');
}

function maskWord(word: string): string {
  const letters = [...new Intl.Segmenter('id', { granularity: 'grapheme' }).segment(word)];
  const shown = letters.length > SHOWN ? SHOWN : 1;
  return `${letters
    .slice(0, shown)
    .map(({ segment }) => segment)
    .join('')}***`;
}
