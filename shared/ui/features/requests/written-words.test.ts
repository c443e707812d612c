import { expect, it } from 'vitest';
import { linesOf } from '@communitrak/replica/status/words.ts';
import { copyOf, writtenWords, type WrittenWords } from './written-words.ts';

/** Ids of messages stand for their words, so that the test does not repeat them. */
const words: WrittenWords = {
  t: (id, values) =>
    id === 'requests.field.line' ? `${String(values?.['field'])}: ${String(values?.['value'])}` : id,
  date: (date) => `the ${date}`,
};

it('names what an edit changed as the screens do, with people by name', () => {
  const edit = {
    title: 'Big leak',
    kind: 'maintenance',
    status: 'in-progress',
    priority: 'urgent',
    assignee: 'm7',
    assigneeName: 'Olivia Park',
    due: '2026-03-09',
    place: '',
    colour: 'green',
    event: 'request-event:1',
    files: [],
  };
  expect(writtenWords(linesOf(edit, false), words).split('\n')).toEqual([
    'requests.field.title: Big leak',
    'requests.detail.kind: requests.kind.maintenance',
    'requests.detail.status: requests.status.inProgress',
    'requests.detail.priority: requests.priority.urgent',
    'requests.detail.assignee: Olivia Park',
    'requests.detail.due: the 2026-03-09',
    'requests.detail.place: unsent.nothing',
    'colour: green',
  ]);
});

it('says of a whole document its text, and of an answer what it changes', () => {
  const answer = { text: 'It stopped.', changes: [{ field: 'status', from: 'open', to: 'done' }] };
  const lines = linesOf(answer, true);
  expect(writtenWords(lines, words)).toBe('It stopped.\nrequests.detail.status: requests.status.done');
  expect(linesOf({ title: 'Leak', description: '' }, true)).toEqual([]);
});

it('copies title and text', () => {
  const item = {
    key: 'k',
    kind: 'document',
    documentId: 'request:1',
    type: 'request',
    title: 'Leak',
    lines: [{ field: '', value: 'It drips.' }],
    at: '2026-03-04T19:02:00.000Z',
    delivery: 'waiting',
  } as const;
  expect(copyOf(item, words)).toBe('Leak\n\nIt drips.');
});
