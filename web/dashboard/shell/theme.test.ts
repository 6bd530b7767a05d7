import { expect, test } from 'vitest';
import { darkTheme, lightTheme } from './theme.ts';

/** WCAG 2.2: relative luminance, and the contrast of two colours. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(expand(one)), luminance(expand(other))].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const expand = (hex: string) =>
  hex.length === 4 ? `#${[...hex.slice(1)].map((digit) => digit + digit).join('')}` : hex;

test.each([
  ['light', lightTheme],
  ['dark', darkTheme],
] as const)('texts in brand colours are readable in the %s theme', (_, theme) => {
  const grounds = [theme.colorNeutralBackground1, theme.colorNeutralBackground2, theme.colorNeutralBackground3];
  const texts = [theme.colorBrandForeground1, theme.colorBrandForegroundLink, theme.colorCompoundBrandForeground1];
  for (const ground of grounds)
    for (const text of texts) expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  for (const ground of [theme.colorBrandBackground, theme.colorBrandBackgroundHover]) {
    expect(contrast(theme.colorNeutralForegroundOnBrand, ground), `on ${ground}`).toBeGreaterThanOrEqual(4.5);
  }
  expect(contrast(theme.colorBrandForeground2, theme.colorBrandBackground2)).toBeGreaterThanOrEqual(4.5);
});
