/** Words that stand in the catalogue's samples in place of a feature's own. Never on a member's screen. */
export const SAMPLE = {
  save: 'Record payment',
  whyHeld: 'Choose a household first',
  longWords: 'Enviar la solicitud corregida a la oficina de administración de la asociación',
  catalogue: 'Kit',
  parts: 'Parts of the kit',
  states: 'States',
  english: 'English',
  spanish: 'Español',
  light: 'Light',
  dark: 'Dark',
} as const;
