/** Words of the catalogue's layers in place of a feature's own. */
export const LAYER_WORDS = {
  open: 'Open',
  waiting: 'Waiting for an answer',
  waitingHelp: 'Whoever reported it is asked',
  openSheet: 'Open the sheet',
  sheet: 'Close this request?',
  sheetText: 'Everyone in the household sees that it is closed. It can be reopened.',
  status: 'Status',
  undo: 'Undo',
  say: 'Change something',
  done: 'Assigned to Boris Board',
  many: ['Assigned to Boris Board', 'Status: Open → In progress', 'Due Dec 4, 2026'],
  long: 'Assigned to Wolfeschlegelsteinhausenbergerdorff-Fernández y Castellanos de la Santísima Trinidad; due on the last day of the month',
} as const;
