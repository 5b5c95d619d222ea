import { PNG } from 'pngjs';
import { encodeQR } from 'qr';

import { glyphRows, GLYPH_HEIGHT, textWidth } from './caption-glyphs.js';

/** What is printed below the picture of a code that is a test. */
export const TEST_CAPTION = 'UJI COBA – BUKAN QRIS';

/** Light modules around a code, as readers need them. */
const QUIET = 4;
/** Pixels of a module. */
const SCALE = 6;
const CAPTION_SCALE = 3;
const CAPTION_GAP = 8;
/** One byte a pixel, in and out, and one filter for all rows: anything else takes ten times as long. */
const GREY = {
  colorType: 0,
  inputColorType: 0,
  inputHasAlpha: false,
  filterType: 0,
  deflateStrategy: 0,
} as const;

/** Dark modules of the code with its quiet zone. */
function modulesOf(payload: string): boolean[][] {
  return encodeQR(payload, 'raw', { ecc: 'medium', border: QUIET });
}

/** A drawing of a code for browsers and printers; `caption` is printed below. */
export function svgPicture(payload: string, caption: string | undefined): string {
  const modules = modulesOf(payload);
  const size = modules.length;
  const height = caption === undefined ? size : size + 6;
  const dark = modules.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  const text =
    caption === undefined
      ? ''
      : `<text x="${size / 2}" y="${size + 3}" font-family="sans-serif" font-size="4" ` +
        `font-weight="bold" text-anchor="middle" textLength="${size - 2 * QUIET}" ` +
        `lengthAdjust="spacingAndGlyphs">${caption}</text>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${height}" ` +
    `shape-rendering="crispEdges"><title>${caption ?? 'QRIS'}</title>` +
    `<rect width="${size}" height="${height}" fill="#fff"/><path d="${dark.join('')}"/>${text}</svg>`
  );
}

/** The same as a bitmap, six pixels a module. */
export function pngPicture(payload: string, caption: string | undefined): Buffer {
  const modules = modulesOf(payload);
  const wide = modules.length * SCALE;
  const band = caption === undefined ? 0 : GLYPH_HEIGHT * CAPTION_SCALE + 2 * CAPTION_GAP;
  const width = caption === undefined ? wide : Math.max(wide, textWidth(caption) * CAPTION_SCALE);
  const png = new PNG(GREY);
  Object.assign(png, {
    width,
    height: wide + band,
    data: Buffer.alloc(width * (wide + band), 0xff),
  });
  const left = Math.floor((width - wide) / 2);
  fillDark(png, modules, SCALE, { left, top: 0 });
  if (caption !== undefined) {
    const from = Math.floor((width - textWidth(caption) * CAPTION_SCALE) / 2);
    fillDark(png, glyphRows(caption), CAPTION_SCALE, { left: from, top: wide + CAPTION_GAP });
  }
  return PNG.sync.write(png, GREY);
}

function fillDark(
  png: PNG,
  rows: readonly (readonly boolean[])[],
  scale: number,
  { left, top }: { readonly left: number; readonly top: number },
): void {
  for (const [y, row] of rows.entries()) {
    for (const [x, isDark] of row.entries()) {
      if (!isDark) continue;
      for (let dy = 0; dy < scale; dy += 1) {
        const at = (top + y * scale + dy) * png.width + left + x * scale;
        png.data.fill(0, at, at + scale);
      }
    }
  }
}
