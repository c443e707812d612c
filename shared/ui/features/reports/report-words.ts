/** Message ids that are chosen by a key of the domain, each written out. */
import type { MessageId } from '../../i18n/messages.ts';
import { FUNDS, PAYMENT_METHODS } from '@communitrak/domain/ledger/index.ts';
import { FUND_WORDS, METHOD_WORDS } from '../accounts/index.ts';
import type { PeriodName } from './period.ts';
import type { ReportName } from './paths.ts';
import type { SPREADS } from './plan-form.ts';

export const REPORT_WORDS = {
  aging: 'reports.aging',
  delinquency: 'reports.delinquency',
  collection: 'reports.collection',
  income: 'reports.income',
  budget: 'reports.budget',
  receipts: 'reports.receipts',
  ledger: 'reports.ledger',
  trial: 'reports.trial',
} as const satisfies Record<ReportName, MessageId>;

export const ABOUT_WORDS = {
  aging: 'reports.aging.about',
  delinquency: 'reports.delinquency.about',
  collection: 'reports.collection.about',
  income: 'reports.income.about',
  budget: 'reports.budget.about',
  receipts: 'reports.receipts.about',
  ledger: 'reports.ledger.about',
  trial: 'reports.trial.about',
} as const satisfies Record<ReportName, MessageId>;

export const PERIOD_WORDS = {
  month: 'reports.period.month',
  last: 'reports.period.last',
  year: 'reports.period.year',
  before: 'reports.period.before',
  all: 'reports.period.all',
  own: 'reports.period.own',
} as const satisfies Record<PeriodName, MessageId>;

export const SPREAD_WORDS = {
  '1': 'reports.budget.spread.1',
  '3': 'reports.budget.spread.3',
  '6': 'reports.budget.spread.6',
  '12': 'reports.budget.spread.12',
  own: 'reports.budget.spread.own',
} as const satisfies Record<(typeof SPREADS)[number], MessageId>;

/** @param key of a payment's methods */
export const methodId = (key: string): MessageId =>
  METHOD_WORDS[PAYMENT_METHODS.find((one) => one === key) ?? 'other'];

/** @param key of the funds */
export const fundId = (key: string): MessageId => FUND_WORDS[FUNDS.find((one) => one === key) ?? 'operating'];
