/** The books of the association: begun once; then the rules in force and decided, the locked months, the chart of accounts. */
import { useMemo, useState, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { explainRules, type BooksBody } from '@communitrak/domain/ledger/index.ts';
import { memberNames } from '@communitrak/replica/queries/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useQuery } from '../../../app/use-query.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { Button } from '../../../kit/Button.tsx';
import { EmptyState } from '../../../kit/EmptyState.tsx';
import { Facts } from '../../../kit/Facts.tsx';
import { List, ListRow } from '../../../kit/ListRow.tsx';
import { Skeleton } from '../../../kit/Loading.tsx';
import { Page, Section } from '../../../kit/Page.tsx';
import { ruleWords } from '../../accounts/index.ts';
import { PACK_WORDS } from '../dues-words.ts';
import { useIsOffice, useMoney } from '../use-money.ts';
import { BeginBooks } from './BeginBooks.tsx';
import { ChartSection } from './ChartSection.tsx';
import { LocksSection } from './LocksSection.tsx';
import { RuleList } from './RuleList.tsx';
import { RuleSheet } from './RuleSheet.tsx';
import { isRuleField } from './rule-form.ts';
import { useRuleSentences } from './rule-words.ts';
import '../dues.css';

export function BooksScreen(): ReactNode {
  const t = useText();
  return (
    <Page title={t('dues.books.title')} subtitle={t('dues.books.subtitle')} width="text">
      <Books />
    </Page>
  );
}

function Books(): ReactNode {
  const t = useText();
  const money = useMoney();
  const office = useIsOffice();
  if (money === undefined) return <Skeleton rows={6} />;
  const { books, currency, today } = money;
  if (books === undefined)
    return office ? (
      <BeginBooks currency={currency} today={today} />
    ) : (
      <EmptyState title={t('dues.noBooks.title')} text={t('dues.noBooks.textBoard')} />
    );
  return (
    <>
      <BookFacts books={books} />
      <RulesSection books={books} today={today} />
      <LocksSection books={books} today={today} />
      <ChartSection books={books} />
    </>
  );
}

function BookFacts({ books }: { readonly books: BooksBody }): ReactNode {
  const t = useText();
  const { locale } = useIntl();
  const month = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  return (
    <Section>
      <Facts
        facts={[
          { label: t('dues.begin.currency'), value: books.currency },
          { label: t('dues.begin.fiscal'), value: month.format(Date.UTC(2026, books.fiscalYearFrom - 1, 1)) },
        ]}
      />
    </Section>
  );
}

interface PartProps {
  readonly books: BooksBody;
  readonly today: string;
}

function RulesSection({ books, today }: PartProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const office = useIsOffice();
  const [open, setOpen] = useState(false);
  const explained = explainRules(books, today);
  return (
    <>
      <Section
        title={t('dues.rules.title')}
        text={t('dues.rules.text', {
          pack: t(PACK_WORDS[explained.pack]),
          name: ruleWords(explained.name, t, formats),
        })}
        actions={office ? <Button onClick={() => setOpen(true)}>{t('dues.rules.act')}</Button> : null}
        boxed
      >
        <RuleList explained={explained} currency={books.currency} />
      </Section>
      <Decisions books={books} today={today} />
      {open ? <RuleSheet books={books} today={today} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** What the association has decided, the newest first; what is still to come says so. */
function Decisions({ books, today }: PartProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const replica = useReplica();
  const names = useQuery(useMemo(() => memberNames(replica), [replica]));
  const sentence = useRuleSentences(books.currency);
  if (books.rules.length === 0) return null;
  const wordsOf = ({ pack, changes, from }: BooksBody['rules'][number]): string => {
    const rules = { ...explainRules(books, from).rules, ...(changes as object) };
    const said = Object.keys(changes)
      .filter(isRuleField)
      .map((field) => sentence(field, rules));
    return [...(pack === undefined ? [] : [t(PACK_WORDS[pack])]), ...said].join(' · ');
  };
  return (
    <Section title={t('dues.rules.decided')} boxed>
      <List label={t('dues.rules.decided')}>
        {books.rules.toReversed().map((rule, index) => (
          <ListRow
            key={books.rules.length - index}
            title={wordsOf(rule)}
            meta={[
              rule.from === '1900-01-01'
                ? t('dues.rules.always')
                : t(rule.from > today ? 'dues.rules.toCome' : 'dues.rules.since', {
                    date: formats.date(rule.from),
                  }),
              rule.reason,
              names?.get(rule.by) ?? '',
            ]
              .filter((part) => part !== '')
              .join(' · ')}
          />
        ))}
      </List>
    </Section>
  );
}
