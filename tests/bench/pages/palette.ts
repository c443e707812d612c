/**
 * The index library alone, as the peer of the app's search: the same records of the same device, the same options, a field,
 * and the titles of the first of each kind below it. Nothing else stands on the page.
 */
import MiniSearch from 'minisearch';
import { homeTexts, peopleTexts } from '@communitrak/replica/queries/people-texts.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import { requestTexts } from '@communitrak/replica/queries/request-texts.ts';
import { askFor, INDEX_OPTIONS, type Searchable } from '@communitrak/ui/app/palette/search-index.ts';
import { SHORTEST } from '@communitrak/ui/app/palette/search-session.ts';
import { enter, openOwn } from './bench-platform.ts';

const MOST = 6;

function answer<T>(query: Query<T>, whole: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const look = (): void => {
      const value = query.getSnapshot();
      if (value === undefined || !whole(value)) return;
      end();
      resolve(value);
    };
    const end = query.subscribe(look);
    look();
  });
}

async function records(requests: number, said: number): Promise<readonly Searchable[]> {
  const replica = await openOwn();
  const texts = await answer(
    requestTexts(replica),
    (all) => all.length >= requests && all.every((one) => one.texts.length >= said),
  );
  const people = await answer(peopleTexts(replica), (all) => all.length > 0);
  const homes = await answer(homeTexts(replica), (all) => all.length > 0);
  const found: readonly Searchable[] = [
    ...texts.map(({ id, number, title, where, texts: keywords }) => ({
      id,
      kind: 'request',
      title,
      detail: `${number} · ${where}`,
      keywords,
    })),
    ...people.map(({ id, name, households, texts: keywords }) => ({
      id,
      kind: 'person',
      title: name,
      detail: households.join(' · '),
      keywords,
    })),
    ...homes.map(({ id, label, households, texts: keywords }) => ({
      id,
      kind: 'home',
      title: label,
      detail: households.join(' · '),
      keywords,
    })),
  ];
  await replica.close();
  return found;
}

/** Signs in, reads what the device has, indexes it, and puts a field and a list on the page. @returns how many records */
async function prepare(email: string, password: string, requests: number, said: number): Promise<number> {
  await enter(email, password);
  const all = await records(requests, said);
  const byId = new Map(all.map((record) => [record.id, record]));
  const index = new MiniSearch<Searchable>(INDEX_OPTIONS);
  index.addAll(all);
  const [field, list] = [document.createElement('input'), document.createElement('ul')];
  document.body.replaceChildren(field, list);
  field.addEventListener('input', () => {
    const asked = askFor(field.value, SHORTEST);
    const shown = new Map<string, number>();
    const rows: HTMLElement[] = [];
    for (const { id } of asked === undefined ? [] : index.search(asked.query, asked.options)) {
      const record = byId.get(id as string);
      const already = shown.get(record?.kind ?? '') ?? 0;
      if (record === undefined || already >= MOST) continue;
      shown.set(record.kind, already + 1);
      const row = document.createElement('li');
      row.textContent = record.title;
      rows.push(row);
    }
    list.replaceChildren(...rows);
  });
  field.focus();
  return all.length;
}

Object.assign(globalThis, { prepareSearch: prepare });
