/**
 * The look, in one place: colours of both schemes, sizes, radius, motion. Everything else names these by their CSS
 * variable (`--ct-…`); no feature writes a colour, a size or a radius. theme.test.ts proves the contrasts.
 */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Colours by use. Every `on…`/text colour is 4.5:1 on its ground, every edge and icon 3:1. */
export interface Palette {
  /** The page. */
  readonly ground: string;
  /** What lies on the page: lists, bars, fields, sheets. */
  readonly surface: string;
  /** Under the pointer, or chosen. */
  readonly hover: string;
  /** Quiet line between things. */
  readonly line: string;
  /** Edge of a field or a control: 3:1. */
  readonly edge: string;
  readonly text: string;
  readonly textSoft: string;
  /** Green: action and identity. */
  readonly action: string;
  readonly actionHover: string;
  readonly onAction: string;
  readonly actionText: string;
  readonly actionSoft: string;
  readonly onActionSoft: string;
  /** Clay: needs you. */
  readonly needs: string;
  readonly needsSoft: string;
  readonly onNeedsSoft: string;
  /** Red: loss or lateness, nothing else. */
  readonly loss: string;
  readonly lossHover: string;
  readonly onLoss: string;
  readonly lossText: string;
  readonly lossSoft: string;
  readonly onLossSoft: string;
  readonly neutralSoft: string;
  readonly onNeutralSoft: string;
  readonly veil: string;
  /** Series of a chart, in order; told apart by pattern too. */
  readonly chart1: string;
  readonly chart2: string;
  readonly chart3: string;
  readonly chart4: string;
}

export const LIGHT: Palette = {
  ground: '#faf8f4',
  surface: '#fffefb',
  hover: '#f2eee6',
  line: '#e3ddd1',
  edge: '#8a8071',
  text: '#24211c',
  textSoft: '#625b50',
  action: '#1f5a41',
  actionHover: '#174733',
  onAction: '#ffffff',
  actionText: '#1f5a41',
  actionSoft: '#e2eee6',
  onActionSoft: '#194a35',
  needs: '#a4502b',
  needsSoft: '#f8e8dd',
  onNeedsSoft: '#823b1b',
  loss: '#ae2a20',
  lossHover: '#8f2119',
  onLoss: '#ffffff',
  lossText: '#ae2a20',
  lossSoft: '#fbe7e3',
  onLossSoft: '#8a2018',
  neutralSoft: '#eeeae1',
  onNeutralSoft: '#524c42',
  veil: 'rgba(36, 33, 28, 0.45)',
  chart1: '#1f5a41',
  chart2: '#a4502b',
  chart3: '#6b6250',
  chart4: '#8a6a14',
};

export const DARK: Palette = {
  ground: '#161512',
  surface: '#1e1c19',
  hover: '#2a2723',
  line: '#37332c',
  edge: '#8a806f',
  text: '#ede8df',
  textSoft: '#b0a798',
  action: '#2e7a59',
  actionHover: '#276a4d',
  onAction: '#ffffff',
  actionText: '#86cda9',
  actionSoft: '#1f3b2e',
  onActionSoft: '#aee0c5',
  needs: '#e59d77',
  needsSoft: '#42291d',
  onNeedsSoft: '#f3bf9f',
  loss: '#b93a30',
  lossHover: '#a23229',
  onLoss: '#ffffff',
  lossText: '#f3938b',
  lossSoft: '#48221f',
  onLossSoft: '#f8bab4',
  neutralSoft: '#2f2c27',
  onNeutralSoft: '#c9c1b3',
  veil: 'rgba(0, 0, 0, 0.6)',
  chart1: '#86cda9',
  chart2: '#e59d77',
  chart3: '#b0a798',
  chart4: '#dcbc5e',
};

const green: MantineColorsTuple = [
  '#eff6f1',
  '#e2eee6',
  '#c3dccd',
  '#9cc5ae',
  '#86cda9',
  '#4f9a78',
  '#2e7a59',
  '#276a4d',
  '#1f5a41',
  '#174733',
];
const warm: MantineColorsTuple = [
  '#faf8f4',
  '#f2eee6',
  '#e3ddd1',
  '#cfc7b8',
  '#b0a798',
  '#8a8071',
  '#625b50',
  '#524c42',
  '#37332c',
  '#24211c',
];
const night: MantineColorsTuple = [
  '#ede8df',
  '#c9c1b3',
  '#b0a798',
  '#8a806f',
  '#4a453c',
  '#37332c',
  '#2a2723',
  '#1e1c19',
  '#161512',
  '#100f0d',
];

/** Five sizes, in rem so that the member's own text size counts. Two weights: 400 and 600. */
export const SIZES = { xs: '0.8125rem', sm: '0.875rem', md: '1rem', lg: '1.25rem', xl: '1.625rem' } as const;
/** The grid of 4 px. */
const SPACING = { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' } as const;
const RADIUS = '0.5rem';

const FAMILY =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif, 'Apple Color Emoji', 'Segoe UI Emoji'";

export const theme = createTheme({
  primaryColor: 'green',
  primaryShade: { light: 8, dark: 6 },
  colors: { green, gray: warm, dark: night },
  fontFamily: FAMILY,
  headings: { fontFamily: FAMILY, fontWeight: '600' },
  fontSizes: { ...SIZES },
  spacing: { ...SPACING },
  radius: { xs: RADIUS, sm: RADIUS, md: RADIUS, lg: RADIUS, xl: RADIUS },
  defaultRadius: 'md',
  shadows: { xs: 'none', sm: 'none', md: 'none', lg: 'none', xl: 'none' },
  breakpoints: { xs: '30em', sm: '40em', md: '48em', lg: '64em', xl: '80em' },
  respectReducedMotion: true,
  cursorType: 'pointer',
});

/** Hands the palettes to CSS, and bends Mantine's own variables to them. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--ct-radius': RADIUS, '--ct-motion': '120ms' },
  light: variablesOf(LIGHT),
  dark: variablesOf(DARK),
});

function variablesOf(palette: Palette): Record<`--${string}`, string> {
  const own = Object.entries(palette).map(([use, colour]): [`--${string}`, string] => [
    `--ct-${use.replaceAll(/[A-Z\d]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    String(colour),
  ]);
  return {
    ...Object.fromEntries(own),
    '--mantine-color-body': palette.ground,
    '--mantine-color-text': palette.text,
    '--mantine-color-dimmed': palette.textSoft,
    '--mantine-color-anchor': palette.actionText,
    '--mantine-color-placeholder': palette.textSoft,
    '--mantine-color-default': palette.surface,
    '--mantine-color-default-hover': palette.hover,
    '--mantine-color-default-border': palette.line,
    '--mantine-color-default-color': palette.text,
    '--mantine-color-error': palette.lossText,
  };
}
