/**
 * An amount, typed in the member's own separators and handed on as whole cents. What is no amount yet is handed on as
 * the text it is, so that a draft keeps it and the form can say what is wrong with it (`useMoneyFaults`).
 */
import { useState, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { FieldFrame, type FieldFrameProps } from '../FieldFrame.tsx';
import { moneyValue, writeMoney, type MoneyRules, type MoneyValue } from './money-entry.ts';
import './pickers.css';

interface MoneyFieldProps extends FieldFrameProps, MoneyRules {
  readonly name?: string;
  /** Whole cents, or the text of what is none. */
  readonly value: MoneyValue;
  readonly onChange: (value: MoneyValue) => void;
  readonly onBlur?: () => void;
  /** ISO 4217, shown before the figures. */
  readonly currency?: string;
}

export function MoneyField(props: MoneyFieldProps): ReactNode {
  const { name, value, onChange, onBlur, negative = false, currency = 'USD' } = props;
  const { locale } = useIntl();
  const written = typeof value === 'number' ? writeMoney(value, locale) : value;
  // While it is typed its own text stands, as long as it still means the value.
  const [typed, setTyped] = useState<string>();
  const holds = typed !== undefined && moneyValue(typed, locale, { negative }) === value;
  return (
    <FieldFrame
      {...frameOf(props)}
      control={(described) => (
        <div className="ct-money">
          <span className="ct-money-sign" aria-hidden>
            {symbolOf(currency, locale)}
          </span>
          <input
            {...described}
            className="ct-input"
            type="text"
            inputMode={negative ? 'text' : 'decimal'}
            autoComplete="off"
            name={name}
            value={holds ? typed : written}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              onChange(moneyValue(currentTarget.value, locale, { negative }));
            }}
            onBlur={() => {
              setTyped(undefined);
              onBlur?.();
            }}
          />
        </div>
      )}
    />
  );
}

/** Without the value: it is not text to be counted. */
function frameOf({ id, label, help, error, optional, hideLabel }: FieldFrameProps): FieldFrameProps {
  return {
    id,
    label,
    help,
    error,
    ...(optional === undefined ? {} : { optional }),
    ...(hideLabel === undefined ? {} : { hideLabel }),
  };
}

function symbolOf(currency: string, locale: string): string {
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}
