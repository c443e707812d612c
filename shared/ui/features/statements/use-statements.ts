/** Making statements: what is wrong with what was asked for, how many it makes, and the work itself. */
import { useCallback, useMemo } from 'react';
import type { StatementBook } from '@communitrak/replica/queries/statements.ts';
import { useText } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { useForm, type Form } from '../../kit/form/use-form.ts';
import { useDateFaults } from '../../kit/pickers/use-date-faults.ts';
import type { Paper } from '../../pdf/paper.ts';
import { usePdf, type PdfSaver } from '../../pdf/use-pdf.ts';
import { statementPaper, type StatementContext } from './statement-paper.ts';
import { firstForm, wantedViews, type StatementsForm } from './statements-form.ts';
import { useStatementContext } from './use-statement-context.ts';

type Faults = Partial<Record<keyof StatementsForm, string>>;

function useFaults(): (form: StatementsForm) => Faults {
  const t = useText();
  const dateFault = useDateFaults();
  return useCallback(
    ({ whose, chosen, from, to }) => {
      const fromFault = dateFault(from, { required: true });
      const toFault =
        dateFault(to, { required: true }) ?? (to < from ? t('statements.to.before') : undefined);
      return {
        ...(whose === 'some' && chosen.length === 0 ? { chosen: t('statements.household.missing') } : {}),
        ...(fromFault === undefined ? {} : { from: fromFault }),
        ...(toFault === undefined ? {} : { to: toFault }),
      };
    },
    [t, dateFault],
  );
}

export interface Statements {
  readonly form: Form<StatementsForm>;
  /** How many there will be. */
  readonly count: number;
  readonly pdf: PdfSaver;
  readonly make: () => Promise<void>;
}

function* papersOf(form: StatementsForm, book: StatementBook, context: StatementContext): Generator<Paper> {
  for (const view of wantedViews(form, book.homes, book.viewOf)) yield statementPaper(view, context);
}

/** @param chosen local ids of households that were chosen elsewhere */
export function useStatements(book: StatementBook, chosen: readonly string[]): Statements {
  const t = useText();
  const form = useForm<StatementsForm>({
    initial: firstForm(book.rules.today, chosen),
    validate: useFaults(),
  });
  const { values } = form;
  const context = useStatementContext(values);
  const announce = useAnnounce();
  const pdf = usePdf();
  const count = useMemo(() => [...wantedViews(values, book.homes, book.viewOf)].length, [values, book]);
  const make = async (): Promise<void> => {
    const wanted = form.now();
    if (count === 0) return announce(t('statements.nothing'));
    // One paper is named after its home.
    const one = wanted.whose === 'some' && count === 1;
    const [first] = one ? papersOf(wanted, book, context) : [];
    const name = first?.name ?? t('statements.file.all', { date: wanted.to });
    const as = one ? 'one' : wanted.as;
    const papers = (): Iterable<Paper> => papersOf(wanted, book, context);
    await pdf.save({ name, papers, currency: book.rules.currency, as });
  };
  return { form, count, pdf, make };
}
