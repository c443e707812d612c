/** Which group stands first, for whoever presses Enter. */
import { describe, expect, it } from 'vitest';
import type { SearchRecord } from '../feature.ts';
import { groupsAtRest, groupsFound, type Act } from './palette-groups.ts';
import { createSearchIndex } from './search-index.ts';

const act = (kind: Act['kind'], title: string, onlyFound = false): Act => ({
  id: `${kind}:${title}`,
  kind,
  title,
  detail: '',
  keywords: [],
  onlyFound,
  run: () => undefined,
});
const record = (id: string, title: string, said: string): SearchRecord => ({
  id,
  kind: 'requests.found',
  title,
  detail: '',
  path: `requests/${id}`,
  keywords: [said],
});
const ACTS = [
  act('here', 'Set a due date'),
  act('here', 'Assign to Boris Board', true),
  act('go', 'Inbox'),
  act('do', 'New request'),
];
const RECORDS = [
  record('1', 'Due for paint', 'The fence.'),
  record('2', 'Inspection', 'All extinguishers are due. The board asked.'),
  record('3', 'New lamp', 'Inbox of the mail kiosk.'),
];

const records = createSearchIndex<SearchRecord>(2);
for (const one of RECORDS) records.put(one);
const acts = createSearchIndex<Act>();
for (const one of ACTS) acts.put(one);
const view = {
  complete: true,
  record: (id: string) => RECORDS.find((one) => one.id === id),
  find: (text: string, most: number) => records.find(text, most),
};
const found = (text: string): readonly (readonly [string, readonly string[]])[] =>
  groupsFound(text, acts.find(text, 5), view).map(({ kind, items }) => [
    kind,
    items.map(({ title }) => title),
  ]);

describe('what stands first', () => {
  it.each([
    [
      'due',
      [
        ['requests.found', ['Due for paint', 'Inspection']],
        ['here', ['Set a due date']],
      ],
    ],
    ['due da', [['here', ['Set a due date']]]],
    [
      'board',
      [
        ['here', ['Assign to Boris Board']],
        ['requests.found', ['Inspection']],
      ],
    ],
    [
      'inbox',
      [
        ['go', ['Inbox']],
        ['requests.found', ['New lamp']],
      ],
    ],
    [
      'new',
      [
        ['do', ['New request']],
        ['requests.found', ['New lamp']],
      ],
    ],
    ['extinguishers', [['requests.found', ['Inspection']]]],
    ['zebra', []],
  ])('for “%s”', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('is, for nothing typed, what can be done here; then what was opened lately and is still here', () => {
    const rest = groupsAtRest(ACTS, ['3', 'gone', '1'], view);
    expect(rest.map(({ kind, items }) => [kind, items.map(({ title }) => title)])).toEqual([
      ['here', ['Set a due date']],
      ['recent', ['New lamp', 'Due for paint']],
      ['go', ['Inbox']],
      ['do', ['New request']],
    ]);
  });
});
