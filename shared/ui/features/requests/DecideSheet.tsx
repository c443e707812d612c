/**
 * Closing or reopening with words: approve, reject, reopen. Says exactly what will happen and to whom, and asks for the
 * reason where people will ask for it.
 */
import type { ReactNode } from 'react';
import { TEXT_LIMIT } from '@communitrak/domain/requests/index.ts';
import type { RequestDetail } from '@communitrak/replica/queries/request-rows.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { Text, useText } from '../../i18n/Text.tsx';
import { TextAreaField } from '../../kit/Field.tsx';
import { FormSheet } from '../../kit/form/FormSheet.tsx';
import { useDraft, type Draft } from '../../kit/form/use-draft.ts';
import { useForm } from '../../kit/form/use-form.ts';
import { decideDraft } from './draft-keys.ts';
import { parseTexts } from './request-form.ts';

export type Decision = 'approved' | 'rejected' | 'open';

interface DecisionWords {
  readonly title: MessageId;
  readonly text: MessageId;
  readonly label: MessageId;
  readonly help?: MessageId;
  /** Present where the words are needed. */
  readonly missing?: MessageId;
  readonly act: MessageId;
}

const WORDS: Record<Decision, DecisionWords> = {
  approved: {
    title: 'requests.decide.approve.title',
    text: 'requests.decide.approve.text',
    label: 'requests.decide.conditions',
    act: 'requests.decide.approve',
  },
  rejected: {
    title: 'requests.decide.reject.title',
    text: 'requests.decide.reject.text',
    label: 'requests.decide.reason',
    help: 'requests.decide.reason.help',
    missing: 'requests.decide.reason.missing',
    act: 'requests.decide.reject',
  },
  open: {
    title: 'requests.reopen.title',
    text: 'requests.reopen.text',
    label: 'requests.reopen.reason',
    missing: 'requests.reopen.reason.missing',
    act: 'requests.reopen.do',
  },
};

interface DecideSheetProps {
  readonly detail: RequestDetail;
  readonly decision: Decision | undefined;
  readonly onClose: () => void;
  /** True when it was written; otherwise the sheet stays, and its words. */
  readonly onDecide: (decision: Decision, text: string) => Promise<boolean>;
}

interface Words {
  readonly text: string;
}
const parse = (value: unknown): Partial<Words> | undefined => parseTexts(value, ['text']);

export function DecideSheet(props: DecideSheetProps): ReactNode {
  // A sheet per opening: the words of one decision are never offered to the next.
  return props.decision === undefined ? null : (
    <OneDecision {...props} key={props.decision} decision={props.decision} />
  );
}

interface OneDecisionProps extends DecideSheetProps {
  readonly decision: Decision;
}

function OneDecision(props: OneDecisionProps): ReactNode {
  const draft = useDraft(decideDraft(props.decision, props.detail.id), parse);
  return draft === undefined ? null : <Deciding {...props} draft={draft} />;
}

function Deciding(props: OneDecisionProps & { readonly draft: Draft<Words> }): ReactNode {
  const t = useText();
  const { detail, decision, draft, onClose, onDecide } = props;
  const words = WORDS[decision];
  const { missing } = words;
  const form = useForm<Words>({
    initial: { text: '' },
    draft,
    validate: ({ text }) => ({
      ...(missing !== undefined && text.trim() === '' ? { text: t(missing) } : {}),
      ...(text.trim().length > TEXT_LIMIT ? { text: t('requests.new.description.long') } : {}),
    }),
  });
  const decide = async (): Promise<void> => {
    if (await onDecide(decision, form.now().text.trim())) await form.done();
  };
  return (
    <FormSheet
      form={form}
      onClose={onClose}
      onSubmit={() => void decide()}
      title={t(words.title)}
      kind={decision === 'rejected' ? 'danger' : 'primary'}
      submit={t(words.act)}
    >
      <p className="rq-decide-what">
        <span className="ct-numbers">{detail.number}</span> {detail.title}
      </p>
      <p className="rq-decide-text">
        <Text
          id={words.text}
          values={{
            name: detail.reporterName,
            household: detail.householdName === '' ? t('requests.decide.theHousehold') : detail.householdName,
          }}
        />
      </p>
      <TextAreaField
        label={t(words.label)}
        help={words.help === undefined ? undefined : t(words.help)}
        rows={3}
        limit={TEXT_LIMIT}
        {...form.field('text')}
        onSend={() => {
          if (form.check()) void decide();
        }}
      />
    </FormSheet>
  );
}
