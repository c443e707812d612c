/** The first thing of all money: currency, fiscal year, and by which rules late payments go. */
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { explainRules, PACK_IDS, type PackId } from '@communitrak/domain/ledger/index.ts';
import { beginBooks } from '@communitrak/replica/commands/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import { ChoiceField, SelectField, TextField } from '../../../kit/Field.tsx';
import { Form, FormSection } from '../../../kit/form/Form.tsx';
import { useDraft, type Draft } from '../../../kit/form/use-draft.ts';
import { useForm } from '../../../kit/form/use-form.ts';
import { PACK_WORDS } from '../dues-words.ts';
import { Fault } from '../Fault.tsx';
import { useAct } from '../use-act.ts';
import { isCentCurrency } from './currency.ts';
import { RuleList } from './RuleList.tsx';

interface First {
  readonly currency: string;
  readonly month: string;
  readonly pack: string;
}

interface BeginProps {
  /** The association's own. */
  readonly currency: string;
  readonly today: string;
}

const parse = (value: unknown): Partial<First> | undefined =>
  typeof value === 'object' && value !== null ? value : undefined;

export function BeginBooks(props: BeginProps): ReactNode {
  const draft = useDraft<First>('books-first', parse);
  return draft === undefined ? null : <BeginForm {...props} draft={draft} />;
}

const PACK_HELP = {
  default: 'dues.pack.default.help',
  'US-CA': 'dues.pack.california.help',
  'US-FL': 'dues.pack.florida.help',
} as const;

const packOf = (value: string): PackId => PACK_IDS.find((id) => id === value) ?? 'default';

function useBegin({ currency, draft }: BeginProps & { readonly draft: Draft<First> }) {
  const t = useText();
  const replica = useReplica();
  const announce = useAnnounce();
  const act = useAct();
  const form = useForm<First>({
    initial: { currency, month: '1', pack: 'default' },
    draft,
    validate: (values) =>
      isCentCurrency(values.currency) ? {} : { currency: t('dues.begin.currency.fault') },
  });
  const begin = async (): Promise<void> => {
    const values = form.now();
    const pack = packOf(values.pack);
    const first = { fiscalYearFrom: Number(values.month), pack: pack === 'default' ? undefined : pack };
    const written = await act.run(() => beginBooks(replica, values.currency.trim().toUpperCase(), first));
    if (!written) return;
    await form.done();
    announce(t('dues.begin.done'));
  };
  return { form, act, begin };
}

function BeginForm(props: BeginProps & { readonly draft: Draft<First> }): ReactNode {
  const t = useText();
  const { locale } = useIntl();
  const { form, act, begin } = useBegin(props);
  const month = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  const pack = packOf(form.values.pack);
  const chosen = { rules: [{ from: '1900-01-01', pack, changes: {}, reason: '', by: '' }] };
  return (
    <Form form={form} submit={t('dues.begin.submit')} busy={act.busy} onSubmit={() => void begin()}>
      <FormSection title={t('dues.begin.what')} text={t('dues.begin.text')} columns={2}>
        <TextField
          label={t('dues.begin.currency')}
          help={t('dues.begin.currency.help')}
          autoComplete="off"
          {...form.field('currency')}
        />
        <SelectField
          label={t('dues.begin.fiscal')}
          help={t('dues.begin.fiscal.help')}
          choices={Array.from({ length: 12 }, (_, at) => ({
            value: String(at + 1),
            label: month.format(Date.UTC(2026, at, 1)),
          }))}
          {...form.field('month')}
        />
      </FormSection>
      <FormSection title={t('dues.begin.rules')} text={t('dues.begin.rules.text')}>
        <ChoiceField
          label={t('dues.begin.pack')}
          choices={PACK_IDS.map((id) => ({ value: id, label: t(PACK_WORDS[id]), help: t(PACK_HELP[id]) }))}
          {...form.field('pack')}
        />
        <div className="ct-box" aria-live="polite">
          <RuleList explained={explainRules(chosen, props.today)} currency={props.currency} />
        </div>
      </FormSection>
      <Fault words={act.fault} />
    </Form>
  );
}
