/** A colour of the report by what it stands for; the same thing has the same colour in every figure and table. */
export type Tone =
  | 'ink'
  | 'muted'
  | 'rule'
  | 'road'
  | 'road-major'
  | 'page'
  | 'surface'
  | 'sunken'
  | 'expected'
  | 'realised'
  | 'in-time'
  | 'late'
  | 'open'
  | 'route-1'
  | 'route-2'
  | 'route-3'
  | 'route-4'
  | 'route-5'
  | 'route-6';

/**
 * Colours on light and on dark ground. Text tones have a contrast of at least 4.5 on page and surface. Expected and
 * realised, and the states of tasks, stay apart under red-green and blue-yellow blindness (and differ in shape).
 */
export const palette: Readonly<Record<Tone, { readonly light: string; readonly dark: string }>> = {
  ink: { light: '#17202a', dark: '#e8ecf0' },
  muted: { light: '#56626e', dark: '#a3afbb' },
  rule: { light: '#dfe4e9', dark: '#2e3740' },
  road: { light: '#cbd2d9', dark: '#3d4853' },
  'road-major': { light: '#aab4be', dark: '#566370' },
  page: { light: '#f5f6f8', dark: '#0f1317' },
  surface: { light: '#ffffff', dark: '#171c22' },
  sunken: { light: '#f3f5f7', dark: '#1d242b' },
  expected: { light: '#1c66ad', dark: '#70b4f2' },
  realised: { light: '#b8500b', dark: '#f3a05c' },
  'in-time': { light: '#0a7a66', dark: '#48cbb0' },
  late: { light: '#b02a78', dark: '#f08bc6' },
  open: { light: '#56626e', dark: '#a3afbb' },
  'route-1': { light: '#1c66ad', dark: '#70b4f2' },
  'route-2': { light: '#c9720a', dark: '#f3b45c' },
  'route-3': { light: '#6f4ba8', dark: '#b79cf0' },
  'route-4': { light: '#2f8fb5', dark: '#5fd0ee' },
  'route-5': { light: '#8a6d1c', dark: '#d9c163' },
  'route-6': { light: '#94423f', dark: '#ea9a94' },
};

/** Number of route tones; routes beyond it take them again in turn. */
export const routeTones = 6;

/** A tone as a CSS colour: follows the page's light or dark mode, and is the light one where there is no page. */
export function colour(tone: Tone): string {
  return `var(--${tone}, ${palette[tone].light})`;
}

/** The palette as CSS custom properties, for one mode. */
export function customProperties(mode: 'light' | 'dark'): string {
  return Object.entries(palette)
    .map(([tone, values]) => `--${tone}:${values[mode]}`)
    .join(';');
}
