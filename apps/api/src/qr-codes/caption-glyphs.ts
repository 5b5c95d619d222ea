import { invariant } from '@app/core';

/** Letters of five by seven dots: those of the one caption that a bitmap ever has, since a bitmap has no fonts. */
const GLYPHS: Readonly<Record<string, string>> = {
  A: '01110 10001 10001 11111 10001 10001 10001',
  B: '11110 10001 10001 11110 10001 10001 11110',
  C: '01111 10000 10000 10000 10000 10000 01111',
  I: '11111 00100 00100 00100 00100 00100 11111',
  J: '00111 00010 00010 00010 00010 10010 01100',
  K: '10001 10010 10100 11000 10100 10010 10001',
  N: '10001 11001 10101 10101 10011 10001 10001',
  O: '01110 10001 10001 10001 10001 10001 01110',
  Q: '01110 10001 10001 10001 10101 10010 01101',
  R: '11110 10001 10001 11110 10100 10010 10001',
  S: '01111 10000 10000 01110 00001 00001 11110',
  U: '10001 10001 10001 10001 10001 10001 01110',
  ' ': '00000 00000 00000 00000 00000 00000 00000',
  '–': '00000 00000 00000 11111 00000 00000 00000',
};

export const GLYPH_HEIGHT = 7;
const GLYPH_WIDTH = 6;

/** How many dots a text is wide. */
export function textWidth(text: string): number {
  return text.length * GLYPH_WIDTH;
}

/** The dots of a text, row by row. */
export function glyphRows(text: string): boolean[][] {
  const letters = text.split('').map((letter) => {
    const dots = GLYPHS[letter];
    invariant(dots !== undefined, `no glyph for ${letter}`);
    return dots.split(' ');
  });
  return Array.from({ length: GLYPH_HEIGHT }, (_, y) =>
    letters.flatMap((rows) => [...(rows[y] ?? '').split('').map((dot) => dot === '1'), false]),
  );
}
