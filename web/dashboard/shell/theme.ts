import { type BrandVariants, createDarkTheme, createLightTheme, type Theme } from '@fluentui/react-components';

const brand: BrandVariants = {
  10: '#011315',
  20: '#06262a',
  30: '#08383e',
  40: '#08484f',
  50: '#08555d',
  60: '#08626b',
  70: '#0a6f79',
  80: '#107a85',
  90: '#2a8a94',
  100: '#4499a2',
  110: '#5ca8b0',
  120: '#74b6bd',
  130: '#8cc5cb',
  140: '#a5d3d8',
  150: '#bfe1e5',
  160: '#d9f0f2',
};

const fonts = {
  fontFamilyBase: "'Segoe UI', 'Segoe UI Web (West European)', system-ui, -apple-system, sans-serif",
  fontFamilyNumeric: "'Segoe UI', 'Segoe UI Web (West European)', system-ui, -apple-system, sans-serif",
} satisfies Partial<Theme>;

export const lightTheme: Theme = { ...createLightTheme(brand), ...fonts };

export const darkTheme: Theme = {
  ...createDarkTheme(brand),
  ...fonts,
  // The middle of the ramp is too dark for text on a dark ground.
  colorBrandForeground1: brand[120],
  colorBrandForeground2: brand[130],
  colorBrandForegroundLink: brand[120],
  colorBrandForegroundLinkHover: brand[130],
  colorBrandForegroundLinkPressed: brand[110],
  colorBrandForegroundLinkSelected: brand[120],
  colorCompoundBrandForeground1: brand[120],
  colorCompoundBrandForeground1Hover: brand[130],
  colorCompoundBrandForeground1Pressed: brand[110],
};
