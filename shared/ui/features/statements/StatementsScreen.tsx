/** The office makes statements: whose, of which days, in one file or many; and takes the books out as files. */
import { useMemo, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { statementBook, type StatementBook } from '@communitrak/replica/queries/statements.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { ChoiceField } from '../../kit/Field.tsx';
import { Form, FormSection } from '../../kit/form/Form.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Page } from '../../kit/Page.tsx';
import { DateField } from '../../kit/pickers/DateField.tsx';
import { LongWork } from '../../kit/states/LongWork.tsx';
import { ChosenHomes } from './ChosenHomes.tsx';
import { ExportSection } from './ExportSection.tsx';
import { chosenIn } from './paths.ts';
import './statements.css';
import { WHOSE } from './statements-form.ts';
import { useStatements, type Statements } from './use-statements.ts';

export function StatementsScreen(): ReactNode {
  const t = useText();
  const replica = useReplica();
  const book = useQuery(useMemo(() => statementBook(replica), [replica]));
  return (
    <Page title={t('statements.nav')} subtitle={t('statements.lead')} width="text">
      {book === undefined ? (
        <Skeleton rows={5} />
      ) : (
        <>
          <Making book={book} />
          <div className="st-exports">
            <ExportSection book={book} />
          </div>
        </>
      )}
    </Page>
  );
}

function Making({ book }: { readonly book: StatementBook }): ReactNode {
  const t = useText();
  const { state }: { readonly state: unknown } = useLocation();
  const statements = useStatements(book, chosenIn(state));
  const { form, count, pdf, make } = statements;
  if (pdf.done !== undefined)
    return (
      <LongWork
        title={t('statements.making')}
        text={t('statements.making.text')}
        progress={{ done: pdf.done, total: count }}
        onStop={pdf.stop}
      />
    );
  return (
    <Form form={form} submit={t('statements.make', { count })} onSubmit={() => void make()}>
      <FormSection title={t('statements.which')}>
        <Fields statements={statements} book={book} />
      </FormSection>
    </Form>
  );
}

const WHOSE_WORDS = {
  all: 'statements.whose.all',
  owing: 'statements.whose.owing',
  some: 'statements.whose.some',
} as const;

function Fields(props: { readonly statements: Statements; readonly book: StatementBook }): ReactNode {
  const t = useText();
  const { form } = props.statements;
  return (
    <>
      <ChoiceField
        {...form.field('whose')}
        label={t('statements.whose')}
        choices={WHOSE.map((value) => ({ value, label: t(WHOSE_WORDS[value]) }))}
      />
      {form.values.whose === 'some' ? <ChosenHomes form={form} homes={props.book.homes} /> : null}
      <DateField {...form.field('from')} label={t('statements.from')} />
      <DateField {...form.field('to')} label={t('statements.to')} help={t('statements.to.help')} />
      {form.values.whose === 'some' && form.values.chosen.length === 1 ? null : (
        <ChoiceField
          {...form.field('as')}
          label={t('statements.as')}
          choices={[
            { value: 'one', label: t('statements.as.one') },
            { value: 'each', label: t('statements.as.each') },
          ]}
        />
      )}
    </>
  );
}
