/** The chart of accounts: the usual accounts, which mean the same everywhere, and the association's own income accounts. */
import { useState, type ReactNode } from 'react';
import { USUAL_CHART, type BooksBody, type ChartAccount } from '@communitrak/domain/ledger/index.ts';
import { keepBooks } from '@communitrak/replica/commands/money.ts';
import { useReplica } from '../../../app/context.ts';
import type { MessageId } from '../../../i18n/messages.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import { Button } from '../../../kit/Button.tsx';
import { TextField } from '../../../kit/Field.tsx';
import { FormSheet } from '../../../kit/form/FormSheet.tsx';
import { useForm } from '../../../kit/form/use-form.ts';
import { Section } from '../../../kit/Page.tsx';
import { accountWords } from '../dues-words.ts';
import { Fault } from '../Fault.tsx';
import { useAct } from '../use-act.ts';
import { useIsOffice } from '../use-money.ts';

const TYPE_WORDS = {
  asset: 'dues.chart.asset',
  equity: 'dues.chart.equity',
  income: 'dues.chart.income',
  expense: 'dues.chart.expense',
} as const satisfies Record<ChartAccount['type'], MessageId>;

const TYPES = ['income', 'asset', 'equity', 'expense'] as const;

export function ChartSection({ books }: { readonly books: BooksBody }): ReactNode {
  const t = useText();
  const office = useIsOffice();
  const [open, setOpen] = useState(false);
  const own = books.accounts.map((account) => ({ ...account, type: 'income' as const, own: true }));
  const all = [...USUAL_CHART.map((account) => ({ ...account, own: false })), ...own];
  return (
    <Section
      title={t('dues.chart.title')}
      text={t('dues.chart.text')}
      actions={office ? <Button onClick={() => setOpen(true)}>{t('dues.chart.add')}</Button> : null}
    >
      <div className="ct-box">
        <table className="du-chart">
          <thead>
            <tr>
              <th scope="col">{t('dues.chart.code')}</th>
              <th scope="col">{t('dues.chart.name')}</th>
              <th scope="col">{t('dues.chart.type')}</th>
            </tr>
          </thead>
          <tbody>
            {TYPES.flatMap((type) =>
              all
                .filter((account) => account.type === type)
                .toSorted((a, b) => Number(a.code) - Number(b.code))
                .map((account) => (
                  <tr key={account.code}>
                    <td className="ct-numbers">{account.code}</td>
                    <td>
                      <AccountName account={account} />
                      {account.own ? <span className="du-own">{t('dues.chart.own')}</span> : null}
                    </td>
                    <td>{t(TYPE_WORDS[account.type])}</td>
                  </tr>
                )),
            )}
          </tbody>
        </table>
      </div>
      {open ? <AccountSheet books={books} onClose={() => setOpen(false)} /> : null}
    </Section>
  );
}

function AccountName({ account }: { readonly account: Pick<ChartAccount, 'code' | 'name'> }): ReactNode {
  const t = useText();
  const words = accountWords(account.code);
  return words === undefined ? account.name : t(words);
}

interface SheetProps {
  readonly books: BooksBody;
  readonly onClose: () => void;
}

function AccountSheet({ books, onClose }: SheetProps): ReactNode {
  const t = useText();
  const replica = useReplica();
  const announce = useAnnounce();
  const act = useAct();
  const taken = new Set([...USUAL_CHART, ...books.accounts].map(({ code }) => code));
  const form = useForm({
    initial: { code: '', name: '' },
    validate: ({ code, name }): { code?: string; name?: string } => ({
      ...(/^4\d{3}$/.test(code.trim()) ? {} : { code: t('dues.chart.code.fault') }),
      ...(taken.has(code.trim()) ? { code: t('dues.chart.code.taken', { code: code.trim() }) } : {}),
      ...(name.trim() === '' ? { name: t('dues.chart.name.missing') } : {}),
      ...(name.trim().length > 60 ? { name: t('dues.chart.name.long') } : {}),
    }),
  });
  const add = async (): Promise<void> => {
    const { code, name } = form.now();
    const account = { code: code.trim(), name: name.trim() };
    const write = () =>
      keepBooks(replica, books.currency, ({ accounts }) => ({ accounts: [...accounts, account] }));
    if (!(await act.run(write))) return;
    onClose();
    announce(t('dues.chart.added', { name: account.name }));
  };
  return (
    <FormSheet
      form={form}
      title={t('dues.chart.add')}
      submit={t('dues.chart.submit')}
      busy={act.busy}
      onSubmit={() => void add()}
      onClose={onClose}
    >
      <TextField
        label={t('dues.chart.code')}
        help={t('dues.chart.code.help')}
        inputMode="numeric"
        autoComplete="off"
        {...form.field('code')}
      />
      <TextField
        label={t('dues.chart.name')}
        help={t('dues.chart.name.help')}
        autoComplete="off"
        limit={60}
        {...form.field('name')}
      />
      <Fault words={act.fault} />
    </FormSheet>
  );
}
