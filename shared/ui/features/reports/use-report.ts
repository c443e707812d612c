/** What every report stands on: the ledger, the chart in the member's words, the period of the address. */
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import {
  EARLIER_YEARS,
  postedOf,
  USUAL_CHART,
  type ChartAccount,
  type Period,
  type Posted,
} from '@communitrak/domain/ledger/index.ts';
import { wholeLedger, type WholeLedger } from '@communitrak/replica/queries/ledger.ts';
import { usePlatform, useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import type { TableFile } from '../../kit/table/TableToolbar.tsx';
import { storedTableMemory, type TableMemoryStore } from '../../kit/table/table-memory.ts';
import { accountWords } from '../dues/index.ts';
import { periodOf, type AskedPeriod, type PeriodFacts, type PeriodName } from './period.ts';

export const reportMemory: TableMemoryStore = storedTableMemory(() => localStorage);

export interface ReportBase {
  readonly ledger: WholeLedger;
  readonly posted: readonly Posted[];
  readonly chart: readonly ChartAccount[];
  readonly facts: PeriodFacts;
}

/** Undefined while the ledger is being read. */
export function useReportBase(): ReportBase | undefined {
  const t = useText();
  const replica = useReplica();
  const ledger = useQuery(useMemo(() => wholeLedger(replica), [replica]));
  const earlier = t('reports.earlierYears');
  return useMemo(() => {
    if (ledger === undefined) return undefined;
    const { entries, moves, rules } = ledger;
    const nameOf = ({ code, name }: ChartAccount): string => {
      const words = accountWords(code);
      return words === undefined ? name : t(words);
    };
    const own = rules.books?.accounts.map((one): ChartAccount => ({ ...one, type: 'income' })) ?? [];
    const chart: readonly ChartAccount[] = [
      ...USUAL_CHART.map((one) => ({ ...one, name: nameOf(one) })),
      ...own,
      { code: EARLIER_YEARS, name: earlier, type: 'equity' },
    ];
    const days = entries.map(({ body }) => body.posted).sort();
    const { today } = rules;
    const facts = {
      today,
      fiscalYearFrom: rules.books?.fiscalYearFrom ?? 1,
      first: days[0] ?? today,
      last: (days.at(-1) ?? today) > today ? (days.at(-1) ?? today) : today,
    };
    return { ledger, posted: postedOf(entries, moves), chart, facts };
  }, [ledger, earlier, t]);
}

export interface PeriodControl extends AskedPeriod {
  readonly choose: (name: Exclude<PeriodName, 'own'>) => void;
  readonly chooseDays: (period: Period) => void;
}

export function usePeriod(facts: PeriodFacts, usual: Exclude<PeriodName, 'own'>): PeriodControl {
  const [params, setParams] = useSearchParams();
  const asked = useMemo(() => periodOf(params, usual, facts), [params, usual, facts]);
  return {
    ...asked,
    choose: (name) => setParams(withPeriod({ period: name === usual ? '' : name, from: '', to: '' })),
    chooseDays: ({ from, to }) => setParams(withPeriod({ period: '', from, to })),
  };
}

function withPeriod(parts: Readonly<Record<string, string>>) {
  return (params: URLSearchParams): URLSearchParams => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(parts)) {
      if (value === '') next.delete(name);
      else next.set(name, value);
    }
    return next;
  };
}

/** For print and CSV: what stands at its head. */
export function useReportFile(title: string, today: string): TableFile {
  const platform = usePlatform();
  const { session } = useReplica();
  return {
    title,
    association: session.name,
    today,
    save: (name, content) => platform.saveFile(name, content),
    print: () => platform.print(),
  };
}
