/** The rules of a day: each in a sentence, and where it stands written. */
import type { ReactNode } from 'react';
import { RULE_FIELDS, type ExplainedRules, type RuleSource } from '@communitrak/domain/ledger/index.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { FIELD_WORDS, useRuleSentences } from './rule-words.ts';

interface RuleListProps {
  readonly explained: ExplainedRules;
  readonly currency: string;
}

export function RuleList({ explained, currency }: RuleListProps): ReactNode {
  const t = useText();
  const sentence = useRuleSentences(currency);
  return (
    <dl className="du-rules">
      {RULE_FIELDS.map((field) => (
        <div key={field}>
          <dt>{t(FIELD_WORDS[field])}</dt>
          <dd>
            {sentence(field, explained.rules)}
            <Source source={explained.sources[field]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Source({ source }: { readonly source: RuleSource }): ReactNode {
  const t = useText();
  const formats = useFormats();
  if (source.kind === 'own') {
    const { from, reason } = source;
    return <span className="du-source">{t('dues.rule.own', { date: formats.date(from), reason })}</span>;
  }
  return source.citation === '' ? null : (
    <span className="du-source" lang="en">
      {source.citation}
    </span>
  );
}
