/** What finds what: words, numbers, accents, slips; and that an index stays what its records are. */
import { describe, expect, it } from 'vitest';
import { excerptOf, piecesOf } from './highlight.ts';
import { createSearchIndex, type Searchable } from './search-index.ts';

const record = (id: string, title: string, over: Partial<Searchable> = {}): Searchable => ({
  id,
  kind: 'thing',
  title,
  detail: '',
  keywords: [],
  ...over,
});

function indexOf(records: readonly Searchable[], shortest = 2) {
  const index = createSearchIndex<Searchable>(shortest);
  for (const one of records) index.put(one);
  const ids = (text: string): readonly string[] =>
    index.find(text, 20).flatMap(({ best }) => best.map((hit) => hit.record.id));
  return { index, ids };
}

describe('the index', () => {
  const { ids } = indexOf([
    record('nunez', 'Josefa Núñez'),
    record('brien', 'Patrick O’Brien', { keywords: ['(407) 555-0123', 'pat@example.org'] }),
    record('leak', 'Leak under the sink', { detail: 'R-0042 · Head Household' }),
    record('lamp', 'Street lamp out', { keywords: ['The electrician comes on Tuesday.'] }),
    record('12b', 'Unit 12-B'),
    record('b12', 'Unit B-12'),
  ]);

  it.each([
    ['nunez', ['nunez']],
    ['NÚÑ', ['nunez']],
    ['Nu\u0301n\u0303ez', ['nunez']],
    ['obrien', ['brien']],
    ["o'brien", ['brien']],
    ['o’br', ['brien']],
    ['pat@example', ['brien']],
    ['4075550123', ['brien']],
    ['407 555 0123', ['brien']],
    ['407-555', ['brien']],
    ['555-0123', ['brien']],
    ['+1 (407) 555-0123', ['brien']],
    ['lea', ['leak']],
    ['laek', []],
    ['leek', ['leak']],
    ['househlod head', ['leak']],
    ['r-0042', ['leak']],
    ['R42', ['leak']],
    ['42', ['leak']],
    ['0042', ['leak']],
    ['r-0043', []],
    ['lamp tuesday', ['lamp']],
    ['lamp leak', []],
    ['electrcian', ['lamp']],
    ['12-b', ['12b', 'b12']],
    ['b-12', ['b12', '12b']],
    ['12b', ['12b']],
    ['l', []],
    ['lamp l', ['lamp']],
    ['42 s', ['leak']],
    ['', []],
    [' … ', []],
  ])('“%s” finds %j', (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  it('puts first what has the one letter of a last word', () => {
    expect(indexOf([record('a', 'Unit A'), record('b', 'Unit B')]).ids('unit b')).toEqual(['b', 'a']);
  });

  it('looks for one letter where there is little to go through', () => {
    expect(indexOf([record('a', 'Gate')], 1).ids('g')).toEqual(['a']);
  });

  it('takes a record in the place of itself, and lets go of what is dropped', () => {
    const { index, ids: found } = indexOf([record('a', 'Gate'), record('b', 'Gate')]);
    index.put(record('a', 'Door'));
    expect(found('gate')).toEqual(['b']);
    expect(found('door')).toEqual(['a']);
    index.drop('a');
    index.drop('never there');
    expect(found('door')).toEqual([]);
    index.put(record('a', 'Door again'));
    expect(found('door')).toEqual(['a']);
  });

  it('gives the best of each kind and says how many there are', () => {
    const many = Array.from({ length: 9 }, (_, n) => record(`g${n}`, `Gate ${n}`));
    const { index } = indexOf([...many, record('p', 'Gate', { kind: 'person' })]);
    const found = index.find('gate', 3);
    expect(found.map(({ kind, best, total }) => [kind, best.length, total])).toEqual([
      ['person', 1, 1],
      ['thing', 3, 9],
    ]);
  });
});

describe('the words that were asked for', () => {
  it('are pointed out, with their accents and apostrophes', () => {
    expect(piecesOf('Sr. Núñez, O’Brien', new Set(['nunez', 'obrien']))).toEqual([
      { text: 'Sr. ', hit: false },
      { text: 'Núñez', hit: true },
      { text: ', ', hit: false },
      { text: 'O’Brien', hit: true },
    ]);
    expect(piecesOf('Nothing', new Set(['else']))).toEqual([{ text: 'Nothing', hit: false }]);
  });

  it('are shown in a piece of the long text that has them', () => {
    const said = `${'We wait. '.repeat(20)}The electrician comes on Tuesday.${' And then?'.repeat(20)}`;
    const piece = excerptOf(['Nothing here', said], new Set(['electrician']));
    expect(piece).toMatch(/^… .*The electrician comes on Tuesday\..* …$/);
    expect(piece.length).toBeLessThan(110);
    expect(excerptOf(['Nothing here'], new Set(['electrician']))).toBe('');
  });
});
