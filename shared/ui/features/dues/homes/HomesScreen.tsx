/** Classes and ownership shares of the homes, by which dues are laid on them; set for many at once. */
import { useMemo, useState, type ReactNode } from 'react';
import { IconHome } from '@tabler/icons-react';
import type { Home } from '@communitrak/domain/ledger/index.ts';
import { MOST_SHARE } from '@communitrak/domain/properties/index.ts';
import { sortHomes } from '@communitrak/replica/commands/dues.ts';
import { homes as homesQuery } from '@communitrak/replica/queries/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useAt } from '../../../app/paths.ts';
import { useQuery } from '../../../app/use-query.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import { Button } from '../../../kit/Button.tsx';
import { EmptyState } from '../../../kit/EmptyState.tsx';
import { TextField } from '../../../kit/Field.tsx';
import { FormSheet } from '../../../kit/form/FormSheet.tsx';
import { useForm } from '../../../kit/form/use-form.ts';
import { Page } from '../../../kit/Page.tsx';
import { columnKinds, type TableColumn } from '../../../kit/table/column.ts';
import { Table } from '../../../kit/table/Table.tsx';
import { storedTableMemory } from '../../../kit/table/table-memory.ts';
import { useTableControl } from '../../../kit/table/use-table-control.ts';
import { Fault } from '../Fault.tsx';
import { duesPaths } from '../paths.ts';
import { useAct } from '../use-act.ts';
import '../dues.css';

const memory = storedTableMemory(() => localStorage);
const idOf = (home: Home): string => home.property;
const CLASS_LIMIT = 40;

function useHomeColumns(): readonly TableColumn<Home>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { text, person, number } = columnKinds<Home>(formats);
    return [
      text({
        id: 'home',
        header: t('dues.col.home'),
        value: (row) => row.name,
        fixed: true,
        grow: 3,
        onPhone: 'title',
      }),
      text({
        id: 'payer',
        header: t('dues.col.payer'),
        value: (row) =>
          row.payers === 0 ? t('dues.out.nobody') : row.payers > 1 ? t('dues.out.two') : row.payer,
        grow: 2,
      }),
      person({ id: 'class', header: t('dues.col.class'), value: (row) => row.class, width: 140 }),
      number({
        id: 'share',
        header: t('dues.col.share'),
        value: (row) => (row.share === 0 ? undefined : row.share),
        summed: true,
        width: 120,
      }),
    ];
  }, [t, formats]);
}

interface Chosen {
  readonly what: 'class' | 'share';
  readonly homes: readonly Home[];
  readonly clear: () => void;
}

export function HomesScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const homes = useQuery(useMemo(() => homesQuery(replica), [replica]));
  const columns = useHomeColumns();
  const control = useTableControl({ table: 'dues-homes', columns, memory });
  const [chosen, setChosen] = useState<Chosen>();
  return (
    <Page
      title={t('dues.homes.title')}
      subtitle={t('dues.homes.subtitle')}
      back={{ to: at(duesPaths.list), label: t('dues.title') }}
      width="table"
    >
      <div className="tb-fill">
        <Table
          label={t('dues.homes.title')}
          rows={homes}
          columns={columns}
          idOf={idOf}
          control={control}
          search={{ label: t('dues.preview.search'), placeholder: t('dues.preview.searchHint') }}
          onOpen={(home) => setChosen({ what: 'class', homes: [home], clear: () => undefined })}
          bulk={(selected, clear) => (
            <>
              <Button onClick={() => setChosen({ what: 'class', homes: selected, clear })}>
                {t('dues.homes.setClass')}
              </Button>
              <Button onClick={() => setChosen({ what: 'share', homes: selected, clear })}>
                {t('dues.homes.setShare')}
              </Button>
            </>
          )}
          empty={
            <EmptyState icon={<IconHome />} title={t('dues.homes.none')} text={t('dues.homes.noneText')} />
          }
        />
      </div>
      {chosen === undefined ? null : <SortSheet chosen={chosen} onClose={() => setChosen(undefined)} />}
    </Page>
  );
}

function readShare(text: string): number | undefined {
  const digits = text.replaceAll(/[\s,.'’]/g, '');
  return /^\d{1,10}$/.test(digits) && Number(digits) <= MOST_SHARE ? Number(digits) : undefined;
}

const SHEETS = {
  class: { title: 'dues.homes.setClass', label: 'dues.col.class', help: 'dues.homes.class.help' },
  share: { title: 'dues.homes.setShare', label: 'dues.col.share', help: 'dues.homes.share.help' },
} as const;

function useSorting({ what, homes, clear }: Chosen, onClose: () => void) {
  const t = useText();
  const replica = useReplica();
  const announce = useAnnounce();
  const act = useAct();
  const [first] = homes;
  const faultOf = (value: string): string | undefined => {
    if (what === 'share') return readShare(value) === undefined ? t('dues.homes.share.fault') : undefined;
    return value.trim().length > CLASS_LIMIT ? t('dues.homes.class.long') : undefined;
  };
  const form = useForm({
    initial: { value: what === 'class' ? (first?.class ?? '') : String(first?.share ?? 0) },
    validate: ({ value }): { value?: string } => {
      const fault = faultOf(value);
      return fault === undefined ? {} : { value: fault };
    },
  });
  const save = async (): Promise<void> => {
    const { value } = form.now();
    const change = what === 'class' ? { class: value.trim() } : { share: readShare(value) ?? 0 };
    if (!(await act.run(() => sortHomes(replica, homes.map(idOf), change)))) return;
    clear();
    onClose();
    announce(t('dues.homes.done', { count: homes.length }));
  };
  return { form, act, save };
}

function SortSheet({
  chosen,
  onClose,
}: {
  readonly chosen: Chosen;
  readonly onClose: () => void;
}): ReactNode {
  const t = useText();
  const { what, homes } = chosen;
  const { form, act, save } = useSorting(chosen, onClose);
  const words = SHEETS[what];
  const count = homes.length;
  return (
    <FormSheet
      form={form}
      title={t(words.title)}
      submit={t('dues.homes.save', { count })}
      busy={act.busy}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <p className="ct-soft du-gap">{t('dues.homes.for', { count, home: homes[0]?.name ?? '' })}</p>
      <TextField
        label={t(words.label)}
        help={t(words.help)}
        autoComplete="off"
        {...(what === 'class' ? { limit: CLASS_LIMIT } : { inputMode: 'numeric' as const })}
        {...form.field('value')}
      />
      <Fault words={act.fault} />
    </FormSheet>
  );
}
