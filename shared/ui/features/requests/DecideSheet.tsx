/**
 * Closing or reopening with words: approve, reject, reopen. Says exactly what will happen and to whom, and asks for the
 * reason where people will ask for it.
 */
import { useState, type ReactNode } from 'react';
import type { RequestDetail } from '@communitrak/replica/queries/request-rows.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { Text, useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { TextAreaField } from '../../kit/Field.tsx';
import { Sheet } from '../../kit/Sheet.tsx';

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
  readonly onDecide: (decision: Decision, text: string) => void;
}

export function DecideSheet(props: DecideSheetProps): ReactNode {
  // A sheet per opening: the words of one decision are never offered to the next.
  return props.decision === undefined ? null : (
    <OneDecision {...props} key={props.decision} decision={props.decision} />
  );
}

function OneDecision(props: DecideSheetProps & { readonly decision: Decision }): ReactNode {
  const t = useText();
  const { detail, decision, onClose, onDecide } = props;
  const words = WORDS[decision];
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string>();
  const decide = (): void => {
    if (words.missing !== undefined && text.trim() === '') return setFault(t(words.missing));
    onDecide(decision, text.trim());
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title={t(words.title)}
      footer={
        <>
          <Button kind={decision === 'rejected' ? 'danger' : 'primary'} onClick={decide}>
            {t(words.act)}
          </Button>
          <Button onClick={onClose}>{t('requests.decide.cancel')}</Button>
        </>
      }
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
        value={text}
        error={fault}
        onChange={(value) => {
          setText(value);
          setFault(undefined);
        }}
        onSend={decide}
      />
    </Sheet>
  );
}
