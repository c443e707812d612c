/** Words of the catalogue's states in place of a feature's own. */
export const STATE_WORDS = {
  emptyTitle: 'No assessments yet',
  emptyText: 'An assessment is what every home owes for a time: dues by quarter, a special one for the roof.',
  emptyAct: 'Add the first assessment',
  faultTitle: 'The bank’s file could not be read',
  faultText:
    'It ends in the middle of a line, as files do that were not downloaded whole. Nothing was imported. Download it once more, then try again.',
  other: 'Choose another file',
  workTitle: 'Importing the roster',
  workText: 'What has been imported stays when you stop.',
  long: 'Assessments, special assessments and fines of the eastern extension with its second clubhouse could not be read because the file ends in the middle of a line',
} as const;

export const LONG_DETAIL = Array.from(
  { length: 30 },
  (_, line) => `    at readRow (import/roster-${line}.ts:${line * 7}:13)`,
).join('\n');
