/** What the palette can do here, for this member: acts on the open record, pages, commands. */
import { useContext, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useText } from '../../i18n/Text.tsx';
import { useOffered } from '../features-context.ts';
import { useAt } from '../paths.ts';
import { useCommands } from '../use-commands.ts';
import { OpenRecordsContext, type OpenRecord, type OpenRecords } from './open-record.ts';
import type { Act } from './palette-groups.ts';
import { createSearchIndex, type SearchIndex } from './search-index.ts';

/** Until the sheet has given the focus back to the screen: what opens there then keeps it. */
const FOCUS_BACK_MS = 60;

function actsHere(open: OpenRecord | undefined, records: OpenRecords): readonly Act[] {
  return (open?.acts ?? []).map(({ id, label, onlyFound = false }) => ({
    id: `here:${id}`,
    kind: 'here',
    title: label,
    detail: '',
    keywords: [],
    onlyFound,
    // As it is then: the record may have changed since the palette was opened.
    run: () => {
      setTimeout(
        () =>
          records
            .current()
            ?.acts.find((act) => act.id === id)
            ?.run(),
        FOCUS_BACK_MS,
      );
    },
  }));
}

export interface ActsHere {
  readonly acts: readonly Act[];
  readonly index: SearchIndex<Act>;
  /** The record that is open on the screen. */
  readonly open: OpenRecord | undefined;
}

/** As they are when the palette opens: a letter typed there costs none of this. */
export function useActs(): ActsHere {
  const t = useText();
  const navigate = useNavigate();
  const at = useAt();
  const records = useContext(OpenRecordsContext);
  const [open] = useState(() => records.current());
  const commands = useCommands();
  const places = useOffered((feature) => feature.navigation);
  const all: readonly Act[] = [
    ...actsHere(open, records),
    ...places.map(({ path, label }): Act => ({
      ...blank,
      id: `go:${path}`,
      kind: 'go',
      title: t(label),
      run: () => void navigate(at(path)),
    })),
    ...commands.map(({ command, run }): Act => ({
      ...blank,
      id: `do:${command.id}`,
      kind: 'do',
      title: t(command.label),
      keywords: command.keywords === undefined ? [] : [t(command.keywords)],
      run,
    })),
  ];
  const [acts] = useState(all);
  const index = useMemo(() => {
    const made = createSearchIndex<Act>();
    for (const act of acts) made.put(act);
    return made;
  }, [acts]);
  return { acts, index, open };
}

const blank = { detail: '', keywords: [], onlyFound: false } as const;
